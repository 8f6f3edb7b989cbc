import { keyText } from "../../model/keys.ts";
import { type Rename, Rewriting } from "../../model/rewrite.ts";
import { digestOf } from "../../sources/record.ts";
import type { Collection } from "../../sources/sets-store.ts";
import type { Candidate } from "../candidates-store.ts";
import { collectionsOf, idsOf, type World } from "../world.ts";
import type { Change } from "./open-changes.ts";
import type { OldDependent } from "./recreate-plan.ts";

const pageSize = 250;

/** What the server has, and the files have no more, that hangs on those of the changes which are made anew. */
export async function* oldDependents(world: World, changes: readonly Change[]): AsyncGenerator<OldDependent> {
  const { stores, connection, resources } = world;
  const forward = new Rewriting(resources, changes.filter(isRecreated));
  // The record that takes its place may be found only by what else has another key.
  const all = new Rewriting<Rename>(resources, [...stores.renames.of(connection), ...changes]);
  const own = new Set(changes.map(({ oldRecord }) => oldRecord));
  for await (const { path, page } of pagesOf(world, forward.reaches, "deletable")) {
    for (const { id, body } of page) {
      const rewritten = own.has(id) ? undefined : forward.body(path, body);
      if (!rewritten) continue;
      const of = [...rewritten.because].map(({ oldRecord }) => oldRecord);
      yield {
        record: id,
        resource: path,
        successor: successorOf(world, path, all.body(path, body)?.key),
        of,
      };
    }
  }
}

/** How many records wait to be sent because they refer to such a record beside their keys, by resource. */
export async function countMoving(
  world: World,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, number>> {
  const backward = new Rewriting(
    world.resources,
    changes.filter(isRecreated).map(({ resource, from, to }) => ({ resource, from: to, to: from })),
  );
  const counts = new Map<string, number>();
  for await (const { path, page } of pagesOf(world, backward.reaches, "pending")) {
    const moving = page.filter(
      ({ accepted, body }) => accepted !== null && backward.body(path, body) !== undefined,
    );
    if (moving.length > 0) counts.set(path, (counts.get(path) ?? 0) + moving.length);
  }
  return counts;
}

/** What the files have in place of a record, once its key is this one. */
export function successorOf(
  world: World,
  path: string,
  key: readonly string[] | undefined,
): OldDependent["successor"] {
  const found = key && idOfKey(world, path, key);
  if (found === undefined) return "none";
  return world.stores.states.one(world.connection, found)?.accepted ? "there" : "to come";
}

/** The record that the files have under this key now. */
export function idOfKey(world: World, path: string, key: readonly string[]): number | undefined {
  const { stores, resources } = world;
  const collections = collectionsOf(world, path);
  return stores.records
    .idsOfKey(digestOf(keyText(resources.get(path)?.identity.group ?? "", key)))
    .find(({ collection, gone }) => !gone && collections.some(({ id }) => id === collection))?.id;
}

const isRecreated = ({ how }: Change): boolean => how === "recreate";

interface Page {
  readonly path: string;
  readonly page: readonly Candidate[];
}

/** By resource, of those that are wanted. */
export async function* pagesOf(
  world: World,
  isWanted: (path: string) => boolean,
  which: "deletable" | "pending",
): AsyncGenerator<Page> {
  for (const collection of world.collections) {
    if (!isWanted(collection.resource)) continue;
    for await (const page of pages(world, collection, which)) yield { path: collection.resource, page };
  }
}

async function* pages(
  { stores, connection }: World,
  collection: Collection,
  which: "deletable" | "pending",
): AsyncGenerator<readonly Candidate[]> {
  const { after: first, to } = idsOf(collection);
  for (let after = first; ; ) {
    const page = stores.states[which]({ connection, after, to, limit: pageSize });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.id;
    await new Promise(setImmediate);
  }
}
