import type { Layout, Place } from "./layout.ts";

/** Where the keys lead on the map. */
const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"] as const;
type WalkKey = (typeof keys)[number];

export const isWalkKey = (key: string): key is WalkKey => (keys as readonly string[]).includes(key);

/**
 * The node that a key leads to; undefined at the edge of the map. Up and down stay in the band; left and right go on to the
 * next band, to what stands at about the same height there. So every node can be come to from every other.
 */
export function walk({ places, bands }: Layout, from: string, key: WalkKey): string | undefined {
  const all = [...places.values()].sort((one, other) => inOrder(one, other, bands));
  const here = places.get(from);
  if (!here || key === "Home") return all[0]?.id;
  if (key === "End") return all.at(-1)?.id;
  const own = all.filter(({ stage }) => stage === here.stage);
  if (key === "ArrowUp" || key === "ArrowDown") {
    const row = own.filter((each) => each.row === here.row + (key === "ArrowUp" ? -1 : 1));
    return nearest(row, ({ x }) => Math.abs(x - here.x));
  }
  const step = key === "ArrowLeft" ? -1 : 1;
  const row = own.filter((each) => each.row === here.row && step * (each.column - here.column) > 0);
  const beside = nearest(row, ({ column }) => Math.abs(column - here.column));
  if (beside !== undefined) return beside;
  const band = bands[bands.findIndex(({ stage }) => stage === here.stage) + step];
  const there = all.filter(({ stage }) => stage === band?.stage);
  return nearest(there, ({ x, y }) => Math.abs(y - here.y) * 10_000 + Math.abs(x - here.x));
}

function inOrder(one: Place, other: Place, bands: Layout["bands"]): number {
  const at = (place: Place) => bands.findIndex(({ stage }) => stage === place.stage);
  return at(one) - at(other) || one.row - other.row || one.column - other.column;
}

function nearest(places: readonly Place[], distance: (place: Place) => number): string | undefined {
  return places.toSorted((one, other) => distance(one) - distance(other))[0]?.id;
}
