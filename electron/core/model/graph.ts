import { compare } from "./shape.ts";
import type { Model } from "./types.ts";

/** "from" must be there before "to". */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** Some reference or descriptor that asks for it is required. */
  readonly required: boolean;
}

/** What resources ask for by their references, at any depth, and by their descriptors; never of themselves. */
export function edgesOf(model: Pick<Model, "resources">): Edge[] {
  const edges = new Map<string, Edge>();
  for (const resource of model.resources) {
    for (const { target, required } of targetsOf(resource)) {
      const name = `${target} ${resource.path}`;
      const known = edges.get(name)?.required === true;
      if (target !== resource.path)
        edges.set(name, { from: target, to: resource.path, required: required || known });
    }
  }
  return [...edges.values()].sort((one, other) => compare(one.from, other.from) || compare(one.to, other.to));
}

function targetsOf({ references, descriptors }: Model["resources"][number]) {
  return [
    ...references.flatMap(({ targets, required }) => targets.map((target) => ({ target, required }))),
    ...descriptors.flatMap(({ target, required }) => (target === undefined ? [] : [{ target, required }])),
  ];
}

/**
 * Drops one edge of every cycle: the last optional one on the way round, as its reference can follow in a second pass;
 * the last one of all where none is optional.
 */
export function withoutCycles(edges: readonly Edge[]): Edge[] {
  let left = [...edges];
  for (let cycle = findCycle(left); cycle !== undefined; cycle = findCycle(left)) {
    const dropped = cycle.findLast((edge) => !edge.required) ?? cycle.at(-1);
    left = left.filter((edge) => edge !== dropped);
  }
  return left;
}

/** The edges of one cycle in their order, or undefined: a depth-first walk that remembers its way. */
function findCycle(edges: readonly Edge[]): Edge[] | undefined {
  const outgoing = Map.groupBy(edges, (edge) => edge.from);
  const done = new Set<string>();
  const way: Edge[] = [];
  const walk = (node: string): Edge[] | undefined => {
    for (const edge of outgoing.get(node) ?? []) {
      const start = way.findIndex((passed) => passed.from === edge.to);
      if (start >= 0) return [...way.slice(start), edge];
      if (done.has(edge.to)) continue;
      way.push(edge);
      const cycle = walk(edge.to);
      if (cycle !== undefined) return cycle;
      way.pop();
    }
    done.add(node);
    return undefined;
  };
  for (const node of outgoing.keys()) {
    const cycle = done.has(node) ? undefined : walk(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** Whether a way leads from one node to another. */
export function leadsTo(edges: readonly Edge[], from: string, to: string): boolean {
  const outgoing = Map.groupBy(edges, (edge) => edge.from);
  const seen = new Set([from]);
  for (const node of seen) {
    for (const edge of outgoing.get(node) ?? []) seen.add(edge.to);
  }
  return seen.has(to);
}

/** Longest way that leads to each node, counted in nodes: 1 for those that need nothing. The edges hold no cycle. */
export function levelsOf(nodes: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const incoming = Map.groupBy(edges, (edge) => edge.to);
  const levels = new Map<string, number>();
  const levelOf = (node: string): number => {
    const known = levels.get(node);
    if (known !== undefined) return known;
    const before = (incoming.get(node) ?? []).map((edge) => levelOf(edge.from));
    const level = Math.max(0, ...before) + 1;
    levels.set(node, level);
    return level;
  };
  for (const node of nodes) levelOf(node);
  return levels;
}
