import type { GraphResource } from "../../shared/domain/resource-graph.ts";
import type { Stage } from "../../shared/domain/stage.ts";

/** What waits for what, made small enough to be drawn. All pure. */

export interface MapNode {
  /** The resource's path, or `descriptorsId`. */
  readonly id: string;
  readonly stage: Stage;
  /** What it waits for without a way round over another one: these are drawn. */
  readonly after: readonly string[];
}

export interface MapGraph {
  /** In the order in which they are sent. */
  readonly nodes: readonly MapNode[];
  /** Everything that a node waits for, by its id. */
  readonly ancestors: ReadonlyMap<string, ReadonlySet<string>>;
  /** Everything that waits for a node, by its id. */
  readonly descendants: ReadonlyMap<string, ReadonlySet<string>>;
}

/** All descriptors together are one node: nothing but their order tells them apart, and there can be two hundred. */
export const descriptorsId = "descriptors";

/** The node that stands for a resource. */
export const nodeOf = ({ resource, kind }: Pick<GraphResource, "resource" | "kind">): string =>
  kind === "descriptor" ? descriptorsId : resource;

/**
 * The resources that are shown. What is left out still leads on: a resource waits for all that it waited for by way of
 * one that is left out. An edge beside which a longer way leads says nothing new, and is left out too.
 */
export function mapGraph(
  resources: readonly GraphResource[],
  isShown: (resource: GraphResource) => boolean,
): MapGraph {
  const before = ancestorsOf(folded(resources));
  const stages = new Map<string, Stage>();
  for (const resource of resources) {
    const id = nodeOf(resource);
    if (isShown(resource) && !stages.has(id)) stages.set(id, resource.stage);
  }
  const ancestors = new Map([...stages.keys()].map((id) => [id, among(before.get(id), stages)]));
  const nodes = [...stages].map(([id, stage]) => ({ id, stage, after: nearest(id, ancestors) }));
  return { nodes, ancestors, descendants: turned(ancestors) };
}

/** What each node waits for by the document. */
function folded(resources: readonly GraphResource[]): Map<string, Set<string>> {
  const idOf = new Map(resources.map((resource) => [resource.resource, nodeOf(resource)]));
  const after = new Map<string, Set<string>>();
  for (const resource of resources) {
    const id = nodeOf(resource);
    const known = after.get(id) ?? new Set();
    for (const former of resource.after) known.add(idOf.get(former) ?? former);
    known.delete(id);
    after.set(id, known);
  }
  return after;
}

function ancestorsOf(after: ReadonlyMap<string, ReadonlySet<string>>): Map<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const of = (id: string): ReadonlySet<string> => {
    const known = found.get(id);
    if (known) return known;
    const all = new Set<string>();
    found.set(id, all);
    for (const former of after.get(id) ?? []) {
      all.add(former);
      for (const earlier of of(former)) all.add(earlier);
    }
    return all;
  };
  for (const id of after.keys()) of(id);
  return found;
}

const among = (ids: ReadonlySet<string> | undefined, shown: ReadonlyMap<string, unknown>) =>
  new Set([...(ids ?? [])].filter((id) => shown.has(id)));

function nearest(id: string, ancestors: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const all = [...(ancestors.get(id) ?? [])];
  const further = new Set(all.flatMap((former) => [...(ancestors.get(former) ?? [])]));
  return all.filter((former) => !further.has(former));
}

function turned(sets: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> {
  const other = new Map<string, Set<string>>([...sets.keys()].map((id) => [id, new Set()]));
  for (const [id, members] of sets) for (const member of members) other.get(member)?.add(id);
  return other;
}
