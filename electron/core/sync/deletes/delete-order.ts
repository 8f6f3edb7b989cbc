import { edgesOf } from "../../model/graph.ts";
import type { PersonRule, Resource } from "../../model/types.ts";

/** Resources whose records are deleted together, and the places of the groups that must be through before. */
export interface DeleteGroup {
  readonly resources: readonly string[];
  /** Places in the list of groups, all of them lower. */
  readonly after: readonly number[];
  /** Its records may refer to each other: see layersOf. */
  readonly isTangled: boolean;
}

/**
 * In which order resources lose records: what refers before what is referred to, whatever the server's own order says, for
 * any reference may be what the server refuses a deletion by. What gives the right to a person goes after everything that
 * takes this right, and after all else that it does not itself refer to (protocol trap 35). Pure.
 */
export function orderDeletes(
  resources: readonly Resource[],
  persons: readonly PersonRule[],
): readonly DeleteGroup[] {
  const references = edgesOf({ resources }).map(({ from, to }): Before => ({ first: to, later: from }));
  const edges = [...references, ...rightsEdges(resources, persons, reachOf(references))];
  const reach = reachOf(edges);
  const isBefore = (one: string, other: string) => reach.get(one)?.has(other) === true;
  const together = (path: string) =>
    resources.map((one) => one.path).filter((one) => isBefore(path, one) && isBefore(one, path));
  const groups: string[][] = [];
  const grouped = new Set<string>();
  for (const { path } of resources) {
    if (grouped.has(path)) continue;
    const group = [...new Set([path, ...together(path)])];
    for (const one of group) grouped.add(one);
    groups.push(group);
  }
  const isSelfReferring = new Set(
    resources.flatMap(({ path, references: own }) =>
      own.some(({ targets }) => targets.includes(path)) ? [path] : [],
    ),
  );
  return inOrder(groups, isBefore).map((group, _, ordered) => ({
    resources: group,
    after: ordered.flatMap((other, place) =>
      other !== group && isBefore(other[0] ?? "", group[0] ?? "") ? [place] : [],
    ),
    isTangled: group.length > 1 || group.some((path) => isSelfReferring.has(path)),
  }));
}

/** Of two resources, the one whose records go first. */
interface Before {
  readonly first: string;
  readonly later: string;
}

/** By resource: all that goes after it. */
type Reach = ReadonlyMap<string, ReadonlySet<string>>;

function reachOf(edges: readonly Before[]): Reach {
  const following = Map.groupBy(edges, ({ first }) => first);
  return new Map(
    [...following.keys()].map((start) => {
      const seen = new Set(following.get(start)?.map(({ later }) => later));
      for (const path of seen) for (const { later } of following.get(path) ?? []) seen.add(later);
      return [start, seen];
    }),
  );
}

function rightsEdges(
  resources: readonly Resource[],
  persons: readonly PersonRule[],
  refersTo: Reach,
): Before[] {
  const paths = new Set(resources.map(({ path }) => path));
  const giving = persons.flatMap(({ associations }) => associations.filter((path) => paths.has(path)));
  const late = new Set(giving.flatMap((path) => [path, ...(refersTo.get(path) ?? [])]));
  const before = (first: string, later: string): Before[] =>
    first === later || refersTo.get(later)?.has(first) ? [] : [{ first, later }];
  return resources.flatMap(({ path, references }) => {
    if (!late.has(path)) return giving.map((later) => ({ first: path, later }));
    return persons
      .filter(({ group, associations }) => !associations.includes(path) && refers(references, group))
      .flatMap(({ associations }) => associations.filter((later) => paths.has(later)))
      .flatMap((later) => before(path, later));
  });
}

const refers = (references: Resource["references"], group: string) =>
  references.some((reference) => reference.group === group);

/** Every group behind those that go before it; else in the order in which they are given. */
function inOrder(
  groups: readonly (readonly string[])[],
  isBefore: (one: string, other: string) => boolean,
): readonly (readonly string[])[] {
  const left = new Set(groups);
  const ordered: (readonly string[])[] = [];
  while (left.size > 0) {
    const [next] = [...left].filter(([path = ""]) =>
      [...left].every(([other = ""]) => other === path || !isBefore(other, path)),
    );
    if (!next) throw new Error("Groups of resources go before each other.");
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** A record that is to be deleted, by the numbers of its key and of the keys that it refers to. */
export interface Linked {
  readonly id: number;
  readonly key: number;
  readonly refers: readonly number[];
}

/**
 * Records that refer to each other, in layers: nothing in a layer is referred to by what is in the same or in a later one.
 * Those that go in a circle are the last layer, together: the server says what it thinks of that. Pure.
 */
export function layersOf(records: readonly Linked[]): readonly (readonly number[])[] {
  const byKey = new Map(records.map((record) => [record.key, record]));
  const targetsOf = ({ key, refers: keys }: Linked) =>
    [...new Set(keys)].filter((other) => other !== key && byKey.has(other));
  const referring = new Map<number, number>();
  for (const record of records)
    for (const target of targetsOf(record)) referring.set(target, (referring.get(target) ?? 0) + 1);
  const layers: number[][] = [];
  const left = new Set(records);
  let layer = records.filter(({ key }) => !referring.get(key));
  while (layer.length > 0) {
    layers.push(layer.map(({ id }) => id));
    for (const record of layer) left.delete(record);
    const next: Linked[] = [];
    for (const target of layer.flatMap(targetsOf)) {
      const count = (referring.get(target) ?? 0) - 1;
      referring.set(target, count);
      const freed = byKey.get(target);
      if (count === 0 && freed) next.push(freed);
    }
    layer = next;
  }
  if (left.size > 0) layers.push([...left].map(({ id }) => id));
  return layers;
}
