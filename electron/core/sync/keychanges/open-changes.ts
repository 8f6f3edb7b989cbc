import { parseLossless } from "../../model/canonical.ts";
import { compileKeys } from "../../model/keys.ts";
import { type Rename, Rewriting, reachedFrom } from "../../model/rewrite.ts";
import type { Resource } from "../../model/types.ts";
import { isChosen, type World } from "../world.ts";
import type { OpenChange } from "./open-changes-store.ts";

/** A record that the server has under a former key, and what is to be done about it. */
export interface Change extends OpenChange, Rename {
  /** "rename": the server changes the key. "recreate": it does not; the record is made anew, and the old one removed. */
  readonly how: "rename" | "recreate";
}

/**
 * What this connection has yet to do about records under other keys. Those whose keys hold the changed key of another
 * record follow that one, and are not among them.
 */
export function readChanges(world: World): Change[] {
  const { stores, connection, resources } = world;
  const open = readOpen(world);
  const changes: Change[] = [];
  if (open.size === 0) return changes;
  const known: readonly Rename[] = stores.renames.of(connection);
  for (const path of inOrder(resources, [...open.keys()])) {
    const resource = resources.get(path);
    if (!resource) continue;
    const renamed = new Rewriting<Rename>(resources, [...known, ...changes]);
    const recreated = new Rewriting(
      resources,
      changes.filter(({ how }) => how === "recreate"),
    );
    for (const one of open.get(path) ?? []) {
      const body = stores.records.byId(one.oldRecord)?.body ?? "";
      const change = toChange(world, resource, { ...one, body });
      // What hangs on a record that is made anew is made anew with it, whatever else of its key changed.
      if (!change || recreated.body(path, body)) continue;
      if (!isSame(renamed.body(path, body)?.key, change.to)) changes.push(change);
    }
  }
  return changes.filter(({ newRecord }) => isChosen(world, newRecord));
}

/** By resource, as far as the connection sends it. */
function readOpen({ stores, connection, collections, unsent }: World): Map<string, OpenChange[]> {
  const open = new Map<string, OpenChange[]>();
  for (const { id, resource } of collections) {
    const found = unsent.has(resource) ? [] : oneEach(stores.openChanges.ofCollection(connection, id));
    if (found.length > 0) open.set(resource, [...(open.get(resource) ?? []), ...found]);
  }
  return open;
}

/** A record that could be several former ones is none of them; one that a server only keeps is the last to count. Pure. */
export function oneEach<P extends Pick<OpenChange, "newRecord" | "isRetained">>(
  open: readonly P[],
): readonly P[] {
  return [...Map.groupBy(open, ({ newRecord }) => newRecord).values()].flatMap((of) => {
    const left = of.filter(({ isRetained }) => !isRetained);
    const counting = left.length > 0 ? left : of;
    return counting.length === 1 ? counting : [];
  });
}

function toChange(
  { stores }: World,
  resource: Resource,
  { body, ...open }: OpenChange & { readonly body: string },
): Change | undefined {
  const from = keyIn(resource, body);
  const to = keyIn(resource, stores.records.byId(open.newRecord)?.body);
  const how = resource.updatableKey && !open.isKept ? "rename" : "recreate";
  return from && to && { ...open, resource: resource.path, how, from, to };
}

/** What others refer to comes first; among those that refer to each other any one. */
function inOrder(resources: World["resources"], paths: readonly string[]): readonly string[] {
  const reach = new Map(paths.map((path) => [path, reachedFrom(resources, new Set([path]))]));
  const left = new Set(paths);
  const ordered: string[] = [];
  while (left.size > 0) {
    const isFirst = (path: string) =>
      [...left].every((other) => other === path || !reach.get(other)?.has(path));
    const next = [...left].find(isFirst) ?? [...left][0] ?? "";
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

const isSame = (one: readonly string[] | undefined, other: readonly string[]) =>
  one?.every((value, at) => value === other[at]) === true;

/** Values of a body's natural key. */
export function keyIn(resource: Resource, text: string | undefined): readonly string[] | undefined {
  const body = text ? parseLossless(text) : undefined;
  return typeof body === "object" && body !== null ? compileKeys(resource).key(body) : undefined;
}
