import type { CauseOrder, CausesFilter } from "../shared/domain/cause.ts";
import { filterForm } from "./address-filter.ts";
import { readKind } from "./cause-words.ts";
import { readMender } from "./format.ts";

/** Which causes are shown, and in which order, as the address of their page says it. All pure. */
export interface CausesChoice extends CausesFilter {
  readonly cleared: boolean;
  readonly order: CauseOrder;
}

export const everyCause: CausesChoice = { cleared: false, order: "releases" };

export const causeOrders: readonly { readonly value: CauseOrder; readonly label: string }[] = [
  { value: "releases", label: "Most released first" },
  { value: "newest", label: "Newest first" },
  { value: "resource", label: "By resource" },
];

const form = filterForm(["show", "only", "kind", "who", "resource", "order"]);

/** For an address: "only=found&kind=validation"; empty for every open cause. */
export const causesText = ({ cleared, order, ...rest }: Partial<CausesChoice>): string =>
  form.write({
    ...rest,
    show: cleared ? "cleared" : "",
    order: order === undefined || order === everyCause.order ? "" : order,
  });

/** What an address says; what is none is left out. */
export function readCausesChoice(text: string | undefined): CausesChoice {
  const { show, only, kind, who, resource, order } = form.read(text);
  return {
    cleared: show === "cleared",
    only: only === "ready" || only === "found" ? only : undefined,
    kind: readKind(kind),
    who: readMender(who),
    resource: resource === "" ? undefined : resource,
    order: causeOrders.find(({ value }) => value === order)?.value ?? everyCause.order,
  };
}
