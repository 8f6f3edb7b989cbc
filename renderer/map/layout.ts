import type { Stage } from "../../shared/domain/stage.ts";
import type { MapGraph } from "./graph.ts";
import { type Layer, layersOf } from "./layers.ts";

/** Where everything stands, in units of the drawing: a band for each stage side by side, in it a grid, layer below layer. */

export const nodeWidth = 176;
export const nodeHeight = 60;
const gapX = 16;
const gapY = 20;
/** Within a band, on both sides: there edges pass by. */
const bandPad = 26;
const bandGap = 10;
/** Of a band: its title. */
const headHeight = 56;

export interface Place {
  readonly id: string;
  readonly stage: Stage;
  /** Its layer among those of all stages: everything that it waits for has a lower one. */
  readonly layer: number;
  readonly row: number;
  readonly column: number;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
}

interface Band {
  readonly stage: Stage;
  readonly x: number;
  readonly width: number;
  readonly columns: number;
}

export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  readonly bands: readonly Band[];
  readonly width: number;
  readonly height: number;
}

/** How many columns of nodes have room side by side, in all bands together. */
export function columnsWithin(width: number, bands: number): number {
  const room = width - bands * (2 * bandPad - gapX) - (bands - 1) * bandGap;
  return Math.max(bands, Math.floor(room / (nodeWidth + gapX)));
}

/** `columns`: of nodes, in all bands together; each band has one at least. */
export function layOut(graph: MapGraph, columns: number): Layout {
  const layers = layersOf(graph.nodes);
  const byStage = Map.groupBy(layers, ({ stage }) => stage);
  const shares = shareColumns([...byStage.values()], columns);
  const places = new Map<string, Place>();
  const bands: Band[] = [];
  let x = 0;
  let first = 0;
  for (const [index, [stage, own]] of [...byStage].entries()) {
    const share = shares[index] ?? 1;
    const width = share * (nodeWidth + gapX) - gapX + 2 * bandPad;
    const band = { stage, x, width, columns: share };
    placeBand(band, { layers: own, first, graph, places });
    bands.push(band);
    x += width + bandGap;
    first += own.length;
  }
  const lowest = Math.max(0, ...[...places.values()].map(({ y }) => y + nodeHeight));
  return { places, bands, width: Math.max(0, x - bandGap), height: lowest + gapY };
}

/** Another column always goes to the band that is the highest, while that makes it lower. */
function shareColumns(bands: readonly (readonly Layer[])[], columns: number): number[] {
  const shares = bands.map(() => 1);
  const rows = (index: number, share: number) =>
    (bands[index] ?? []).reduce((sum, { ids }) => sum + Math.ceil(ids.length / share), 0);
  for (let left = columns - bands.length; left > 0; left--) {
    const heights = shares.map((share, index) => rows(index, share));
    const highest = heights.indexOf(Math.max(...heights));
    const share = shares[highest] ?? 1;
    if (rows(highest, share + 1) === heights[highest]) break;
    shares[highest] = share + 1;
  }
  return shares;
}

interface BandParts {
  readonly layers: readonly Layer[];
  /** Number of its first layer among those of all stages. */
  readonly first: number;
  readonly graph: MapGraph;
  readonly places: Map<string, Place>;
}

function placeBand(band: Band, { layers, first, graph, places }: BandParts): void {
  const after = new Map(graph.nodes.map((node) => [node.id, node.after]));
  let row = 0;
  for (const [rank, { ids }] of layers.entries()) {
    for (let from = 0; from < ids.length; from += band.columns) {
      const members = ids.slice(from, from + band.columns);
      const wished = members.map((id) => wishedColumn(after.get(id) ?? [], band, places));
      for (const [index, column] of seats(wished, band.columns).entries()) {
        const id = members[index];
        if (id === undefined) continue;
        const x = band.x + bandPad + column * (nodeWidth + gapX);
        const y = headHeight + row * (nodeHeight + gapY);
        places.set(id, { id, stage: band.stage, layer: first + rank, row, column, x, y });
      }
      row += 1;
    }
  }
}

/** Below what it waits for; what waits for nothing in its band stands first. */
function wishedColumn(after: readonly string[], { stage }: Band, places: ReadonlyMap<string, Place>): number {
  const above = after.flatMap((id) => places.get(id) ?? []).filter((place) => place.stage === stage);
  return above.length === 0 ? 0 : above.reduce((sum, { column }) => sum + column, 0) / above.length;
}

/** A column for each of a row, in their order and as near to the wished ones as they can be. */
function seats(wished: readonly number[], columns: number): number[] {
  let taken = -1;
  return wished.map((wish, index) => {
    const last = columns - (wished.length - index);
    taken = Math.min(last, Math.max(taken + 1, Math.round(wish)));
    return taken;
  });
}
