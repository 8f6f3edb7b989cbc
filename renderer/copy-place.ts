import type { Connection, ConnectionSettings } from "../shared/domain/connection.ts";
import { yearOf } from "../shared/domain/suggestion.ts";
import type { Asked } from "./steward.ts";

/** Where a copy of a connection goes, as a person types it. */
export interface CopyPlace {
  name: string;
  url: string;
  year: string;
  tenant: string;
  context: string;
  sources: boolean;
}

/** What clone and import have in common. */
export type CopyRequest = Omit<Asked<"connections.clone">, "connection">;

/** A copy begins with the same place; one for another school year with the next. Pure. */
export function firstPlace(
  { name, settings }: Pick<Connection, "name" | "settings">,
  kind: "clone" | "roll-over" | "import",
): CopyPlace {
  const year = kind === "roll-over" ? yearOf(settings) : settings.year;
  const names = { clone: `${name} (copy)`, "roll-over": nextYearsName(name), import: name };
  return {
    name: names[kind],
    url: settings.url,
    year: year === undefined ? "" : String(kind === "roll-over" ? year + 1 : year),
    tenant: settings.tenant ?? "",
    context: settings.context ?? "",
    sources: kind !== "import",
  };
}

/** What is asked of the core: what is as it was stays unsaid. Pure. */
export function requestOf(place: CopyPlace, former: ConnectionSettings): CopyRequest {
  const { name, url, year, sources } = place;
  const tenant = place.tenant.trim();
  const context = place.context.trim();
  return {
    name: name.trim(),
    url: url.trim(),
    ...(year.trim() !== "" && { year: Number(year) }),
    ...(tenant !== "" && tenant !== former.tenant && { tenant }),
    ...(context !== "" && context !== former.context && { context }),
    sources,
  };
}

/** What can be told while one types; the core has the last word. Pure. */
export function placeProblems({ name, url, year }: CopyPlace): Record<string, string> {
  return {
    ...(name.trim() === "" && { name: "Give it a name that you will know it by." }),
    ...(!URL.canParse(url.trim()) && { url: "A web address begins with https:// and has a name behind it." }),
    ...(year.trim() !== "" &&
      !/^(19|20|21)\d\d$/.test(year.trim()) && {
        year: "A school year has four digits, such as 2027 for 2026-27.",
      }),
  };
}

/** "State 2026-27" -> "State 2027-28"; a name without years stays, with a word. */
function nextYearsName(name: string): string {
  const pattern = /\b(20\d\d)([-–])(\d\d)\b/;
  const [, first, dash] = pattern.exec(name) ?? [];
  if (first === undefined) return `${name} (new year)`;
  const next = Number(first) + 1;
  return name.replace(pattern, `${next}${dash}${String(next + 1).slice(2)}`);
}
