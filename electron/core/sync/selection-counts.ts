import type { RecordState } from "../../../shared/domain/record.ts";
import type { Pending } from "./plan.ts";
import type { ChosenRecords } from "./selection-set.ts";
import type { World } from "./world.ts";

const idsAtATime = 2000;

interface Sum {
  n: number;
  bytes: number;
}
/** By state, of one resource. */
type Sums = ReadonlyMap<RecordState, Sum>;
/** Chosen records by resource and state; gone ones are left out. */
export type ChosenCounts = ReadonlyMap<string, Sums>;

/** Counts the chosen records of some resources. */
export async function countChosen(
  world: World,
  chosen: ChosenRecords,
  { resources, signal }: { readonly resources: ReadonlySet<string>; readonly signal?: AbortSignal },
): Promise<ChosenCounts> {
  const counts = new Map<string, Map<RecordState, Sum>>();
  for (const { id, resource } of world.collections) {
    if (!resources.has(resource)) continue;
    const sums = counts.get(resource) ?? new Map<RecordState, Sum>();
    counts.set(resource, sums);
    for (let ids = chosen.page(id, -1, idsAtATime); ids.length > 0; ) {
      signal?.throwIfAborted();
      for (const { state, n, bytes } of world.stores.states.selection.counts(world.connection, ids)) {
        const sum = sums.get(state) ?? { n: 0, bytes: 0 };
        sums.set(state, { n: sum.n + n, bytes: sum.bytes + bytes });
      }
      ids = chosen.page(id, ids.at(-1) ?? 0, idsAtATime);
      await new Promise(setImmediate);
    }
  }
  return counts;
}

/**
 * What each resource has to send of the chosen records. Those that were refused count too, though nothing has changed:
 * who chooses records wants what the server does not have.
 */
export const pendingOf = (counts: ChosenCounts): Pending[] =>
  [...counts].map(([resource, sums]) => ({
    resource,
    fresh: numberIn(sums, "new"),
    changed: numberIn(sums, "changed"),
    again: numberIn(sums, "blocked", "waiting", "unknown", "failed"),
    records: [...sums].reduce((sum, [state, { n }]) => sum + (state === "outside" ? 0 : n), 0),
  }));

/** Of the bodies that are to be sent, as they are in the files. */
export function bytesOf(counts: ChosenCounts, force: boolean): number {
  const sums = [...counts.values()].flatMap((states) => [...states]);
  return sums.reduce((total, [state, { bytes }]) => total + (force || isDue(state) ? bytes : 0), 0);
}

const due: readonly RecordState[] = ["new", "changed", "blocked", "waiting", "unknown", "failed"];
const isDue = (state: RecordState) => due.includes(state);

const numberIn = (sums: Sums, ...states: readonly RecordState[]): number =>
  states.reduce((total, state) => total + (sums.get(state)?.n ?? 0), 0);

/** What is not accepted of them. */
export function leftOf(counts: ChosenCounts) {
  const of = (...states: readonly RecordState[]) =>
    [...counts.values()].reduce((total, sums) => total + numberIn(sums, ...states), 0);
  return {
    failed: of("failed"),
    blocked: of("blocked"),
    waiting: of("waiting"),
    unknown: of("unknown"),
    left: of("new", "changed"),
  };
}
