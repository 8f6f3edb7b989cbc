import { type Rename, Rewriting } from "../../model/rewrite.ts";
import type { Candidate } from "../candidates-store.ts";
import type { World } from "../world.ts";
import { successorOf } from "./dependents.ts";
import { readChanges } from "./open-changes.ts";

/**
 * Of what has left the files: whether it stands there under another key, or hangs on a record that does. A push sees to it
 * by itself, or holds it until the plan is confirmed; nobody else may delete it.
 */
export function compileUnderOtherKey(
  world: World,
): (resource: string, candidate: Pick<Candidate, "id" | "body">) => boolean {
  const { stores, connection, resources } = world;
  const changes = readChanges(world);
  const renames = stores.renames.of(connection);
  if (changes.length + renames.length === 0) return () => false;
  const own = new Set(changes.map(({ oldRecord }) => oldRecord));
  const recreated = new Rewriting(
    resources,
    changes.filter(({ how }) => how === "recreate"),
  );
  const all = new Rewriting<Rename>(resources, [...renames, ...changes]);
  return (resource, { id, body }) => {
    if (own.has(id) || recreated.body(resource, body)) return true;
    const rewritten = all.body(resource, body);
    return rewritten !== undefined && successorOf(world, resource, rewritten.key) !== "none";
  };
}
