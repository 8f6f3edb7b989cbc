import { lazy, type ReactNode } from "react";
import { useLocation } from "wouter";
import { readCausesChoice } from "./causes-filter.ts";
import { NotFound } from "./pages/not-found.tsx";
import { Overview } from "./pages/overview.tsx";
import { type ParamsOf, readPlace } from "./read-place.ts";
import { ofAll, type PageName } from "./routes.ts";

const Causes = lazy(async () => ({ default: (await import("./pages/causes/causes.tsx")).Causes }));
const JournalPage = lazy(async () => ({
  default: (await import("./pages/journal/journal.tsx")).JournalPage,
}));

/** What is shown at each address. */
export type PageTable = { readonly [Name in PageName]: (params: ParamsOf<Name>) => ReactNode };

/** Those that a review file can fill as well as the core. */
export const sharedPages = {
  overview: () => <Overview />,
  overviewOf: ({ id }) => <Overview only={id} key={id} />,
  causes: ({ scope, filter }) => (
    <Causes scope={scope ?? ofAll} chosen={undefined} choice={readCausesChoice(filter)} />
  ),
  cause: ({ scope, connection, cause, filter }) => (
    <Causes scope={scope} chosen={{ connection, id: cause }} choice={readCausesChoice(filter)} />
  ),
  journal: ({ scope, filter }) => <JournalPage scope={scope ?? ofAll} filter={filter} />,
} satisfies Partial<PageTable>;

/** The page that the address names. */
export function Pages({ table }: { table: Partial<PageTable> }) {
  const [path] = useLocation();
  const place = readPlace(path);
  // Each has the parameters that its pattern names: `readPlace` has read both from it.
  const show = place && (table[place.page] as ((params: unknown) => ReactNode) | undefined);
  return show ? show(place.params) : <NotFound />;
}
