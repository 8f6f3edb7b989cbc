import type { CauseOrder, CausesSummary } from "../../../shared/domain/cause.ts";
import type { CausesQuery, CausesStore, StoredCause } from "../causes/causes-store.ts";
import type { ChecksStore, FoundCause } from "./checks-store.ts";

/** Causes that are open, and those that a check found, in one list. */
type Row = StoredCause | FoundCause;
interface Beside {
  readonly causes: CausesStore;
  readonly checksStore: ChecksStore;
}

export const isFound = (row: Row): row is FoundCause => typeof row.id === "string";

/** Of both, those that fit, in one order; whoever is open stands before what is only foreseen. */
export function withFound({ causes, checksStore }: Beside, query: CausesQuery): Row[] {
  const { offset, limit, order, cleared, only } = query;
  if (cleared || only === "ready") return causes.list(query);
  const first = { ...query, offset: 0, limit: offset + limit };
  const open = causes.list(first);
  const found = checksStore.list(first);
  return found.length === 0
    ? open.slice(offset)
    : [...open, ...found].sort(orders[order]).slice(offset, offset + limit);
}

const sum = (row: Row) => row.failed + row.held + (isFound(row) ? 0 : row.repaired);
const opened = (row: Row) => (isFound(row) ? row.firstSeen : (row.openedAt ?? row.firstSeen));
const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
/** As the store orders open ones; equal rows stay as they stand. */
const orders: Readonly<Record<CauseOrder, (one: Row, other: Row) => number>> = {
  releases: (one, other) => sum(other) - sum(one),
  newest: (one, other) => compare(opened(other), opened(one)),
  resource: (one, other) => compare(one.resource, other.resource) || sum(other) - sum(one),
};

type Sorts = Pick<CausesSummary, "kinds" | "menders" | "resources">;

/** How many there are of which sort, of both together. Pure. */
export function addSorts<T extends Sorts>(summary: T, { kinds, menders, resources }: Sorts): T {
  return {
    ...summary,
    kinds: added(summary.kinds, kinds, ({ kind }) => kind),
    menders: added(summary.menders, menders, ({ who }) => who),
    resources: added(summary.resources, resources, ({ resource }) => resource),
  };
}

function added<T extends { readonly causes: number }>(
  open: readonly T[],
  found: readonly T[],
  keyOf: (one: T) => string,
): T[] {
  const sums = new Map(open.map((one) => [keyOf(one), one]));
  for (const one of found) {
    const known = sums.get(keyOf(one));
    sums.set(keyOf(one), known ? { ...known, causes: known.causes + one.causes } : one);
  }
  return [...sums.values()].sort(
    (one, other) => other.causes - one.causes || compare(keyOf(one), keyOf(other)),
  );
}
