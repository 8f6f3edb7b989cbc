import type { MapGraph } from "./graph.ts";
import { type Layout, nodeHeight, nodeWidth, type Place } from "./layout.ts";

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** For the `d` of a path. */
  readonly path: string;
}

/** The lines between nodes, each from what goes first to what waits for it. */
export function edgesOf({ nodes }: MapGraph, { places }: Layout): Edge[] {
  return nodes.flatMap(({ id, after }) => {
    const to = places.get(id);
    return after.flatMap((former): Edge[] => {
      const from = places.get(former);
      return from && to ? [{ from: former, to: id, path: lineBetween(from, to) }] : [];
    });
  });
}

const middle = ({ y }: Place) => y + nodeHeight / 2;

function lineBetween(from: Place, to: Place): string {
  if (from.stage !== to.stage) {
    const [x1, y1, x2, y2] = [from.x + nodeWidth, middle(from), to.x, middle(to)];
    const reach = Math.min(120, Math.max(28, (x2 - x1) / 2));
    return `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
  }
  // Past what stands between two of one column, on their left.
  if (from.column === to.column && to.row > from.row + 1) {
    const [x, y1, y2] = [from.x, middle(from), middle(to)];
    const reach = Math.min(26, 10 + 4 * (to.row - from.row));
    return `M${x} ${y1}C${x - reach} ${y1} ${x - reach} ${y2} ${x} ${y2}`;
  }
  const [x1, y1, x2, y2] = [from.x + nodeWidth / 2, from.y + nodeHeight, to.x + nodeWidth / 2, to.y];
  const reach = Math.min(40, (y2 - y1) / 2);
  return `M${x1} ${y1}C${x1} ${y1 + reach} ${x2} ${y2 - reach} ${x2} ${y2}`;
}
