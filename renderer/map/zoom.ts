import type { MapGraph } from "./graph.ts";
import { columnsWithin, type Layout, layOut } from "./layout.ts";

/** How large the map is drawn. All pure. */

/** "natural": as wide as its place, if it can be read then. "whole": all of it in sight. Else by hand: 1 is as designed. */
export type Zoom = "natural" | "whole" | number;

/** Of the place that the drawing is in. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** The drawing is made a little wider than its place: smaller letters, but more of it in sight. */
const wider = 1.12;
/** All at once, if letters are no smaller then than an eye can make out. */
const discernible = 0.36;
/** So many columns more than there are bands are tried, to show all at once as large as can be. */
const columnsTried = 12;

const smallest = 0.2;
const largest = 2;
const factor = 1.25;
/** What is smaller cannot be read: then it is wider than its place. */
const readable = 0.75;

export function scaleOf(zoom: Zoom, { width, height }: Pick<Layout, "width" | "height">, room: Room): number {
  if (width === 0 || height === 0 || room.width <= 0) return 1;
  if (zoom === "natural") return Math.min(1, Math.max(readable, room.width / width));
  if (zoom === "whole") return within(Math.min(1, room.width / width, room.height / height));
  return within(zoom);
}

/** How the map is shown at first: whole, so that it is a picture; where that would be too small, to be read part by part. */
export function firstShape(graph: MapGraph, room: Room): "natural" | "whole" {
  return scaleOf("whole", layoutFor("whole", graph, room), room) >= discernible ? "whole" : "natural";
}

/** The layout for a zoom: to be read, as high as it comes; to be seen whole, in the shape of its place. */
export function layoutFor(shape: "natural" | "whole", graph: MapGraph, room: Room): Layout {
  const bands = new Set(graph.nodes.map(({ stage }) => stage)).size;
  if (shape === "natural") return layOut(graph, columnsWithin(room.width * wider, bands));
  return Array.from({ length: columnsTried }, (_, more) => layOut(graph, bands + more)).reduce(
    (best, next) => (scaleOf("whole", next, room) > scaleOf("whole", best, room) ? next : best),
  );
}

/** One step nearer or further. */
export const stepped = (scale: number, isNearer: boolean): number =>
  within(isNearer ? scale * factor : scale / factor);

const within = (scale: number) => Math.min(largest, Math.max(smallest, scale));

/** Where the place has to be scrolled to, so that what was at this point of it stays there. */
export const keptAt = (scrolled: number, point: number, ratio: number): number =>
  (scrolled + point) * ratio - point;
