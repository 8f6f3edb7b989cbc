import { type Stage, stages } from "../../shared/domain/stage.ts";
import type { MapNode } from "./graph.ts";

/** One rank of a stage: nothing in it waits for anything else in it. */
export interface Layer {
  readonly stage: Stage;
  readonly ids: readonly string[];
}

/** Goes over all layers so often, there and back: more changes nothing that an eye sees. */
const sweeps = 4;

/**
 * The layers in their order: those of a stage follow those of the stages before it, and within a stage a node stands as far
 * behind as its longest way there. In a layer, what is joined to neighbours that stand first stands first.
 */
export function layersOf(nodes: readonly MapNode[]): Layer[] {
  const ranks = ranksOf(nodes);
  const layers = stages.flatMap((stage): Layer[] => {
    const own = nodes.filter((node) => node.stage === stage);
    const byRank = Map.groupBy(own, ({ id }) => ranks.get(id) ?? 0);
    return [...byRank]
      .sort(([one], [other]) => one - other)
      .map(([, members]) => ({ stage, ids: members.map(({ id }) => id) }));
  });
  return untangled(layers, nodes);
}

/** Within its stage: 0 for what waits for nothing in it. */
function ranksOf(nodes: readonly MapNode[]): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ranks = new Map<string, number>();
  const rankOf = (node: MapNode): number => {
    const known = ranks.get(node.id);
    if (known !== undefined) return known;
    const former = node.after.flatMap((id) => byId.get(id) ?? []).filter(({ stage }) => stage === node.stage);
    const rank = Math.max(-1, ...former.map(rankOf)) + 1;
    ranks.set(node.id, rank);
    return rank;
  };
  for (const node of nodes) rankOf(node);
  return ranks;
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Barycentres: a node moves to the middle of its neighbours, layer by layer, to the end and back. */
function untangled(layers: readonly Layer[], nodes: readonly MapNode[]): Layer[] {
  const before = new Map(nodes.map(({ id, after }) => [id, after]));
  const behind = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { id, after } of nodes) for (const former of after) behind.get(former)?.push(id);
  let current = [...layers];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    current = swept(current, before);
    current = swept(current.toReversed(), behind).toReversed();
  }
  return swept(current, before);
}

function swept(layers: readonly Layer[], neighbours: Neighbours): Layer[] {
  const places = new Map<string, number>();
  const remember = ({ ids }: Layer) => {
    for (const [index, id] of ids.entries()) places.set(id, (index + 0.5) / ids.length);
  };
  for (const layer of layers) remember(layer);
  return layers.map((layer) => {
    const middles = new Map(layer.ids.map((id) => [id, middleOf(id, neighbours, places)]));
    const ids = layer.ids.toSorted((one, other) => (middles.get(one) ?? 0) - (middles.get(other) ?? 0));
    const sorted = { ...layer, ids };
    remember(sorted);
    return sorted;
  });
}

function middleOf(id: string, neighbours: Neighbours, places: ReadonlyMap<string, number>): number {
  const own = places.get(id) ?? 0;
  const around = (neighbours.get(id) ?? []).map((each) => places.get(each) ?? own);
  return around.length === 0 ? own : around.reduce((sum, place) => sum + place, 0) / around.length;
}
