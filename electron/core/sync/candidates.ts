import type { Collection } from "../sources/sets-store.ts";
import type { Candidate } from "./candidates-store.ts";
import type { ChosenRecords } from "./selection-set.ts";
import { isOut } from "./transitions.ts";
import { collectionsOf, idsOf, type World } from "./world.ts";

/** Rows of a page; also what a transaction takes at most. */
const pageSize = 250;
/** Ids looked through for one page of fresh records, where few are left. */
const idsAtATime = 20_000;

/**
 * The records of a collection that a push has to look at, page by page, in file order: first those with something
 * pending (changed, waiting, held, unknown), then those that this connection has never met; with `force` all of them.
 * Where records were chosen: of these all that the server does not have as they are.
 */
export async function* readCandidates(
  world: World,
  collection: Collection,
  force: boolean,
): AsyncGenerator<readonly Candidate[]> {
  const { states } = world.stores;
  if (world.chosen) {
    yield* chosenPages(world, collection, { chosen: world.chosen, force });
    return;
  }
  if (force) {
    yield* pages(world, collection, { read: states.all, from: idsOf(collection).after });
    return;
  }
  yield* pages(world, collection, { read: states.pending, from: idsOf(collection).after });
  if (freshIn(world, collection) > 0) {
    yield* pages(world, collection, {
      read: states.fresh,
      from: states.frontier(world.connection, collection.id),
    });
  }
}

/** Records without a state. Exact: both counts are kept in the transactions that change them. */
export function freshIn({ stores, connection }: World, { id }: Collection): number {
  const records = stores.sets.collection(id)?.records ?? 0;
  const stated = stores.states
    .countsOf(connection, id)
    .reduce((sum, { state, n }) => sum + (isOut(state) ? 0 : n), 0);
  return records - stated;
}

/** Where every record of a resource has been met, the next search for fresh ones starts behind them. */
export function noteFrontier(world: World, resource: string) {
  const { stores, connection } = world;
  for (const collection of collectionsOf(world, resource)) {
    if (freshIn(world, collection) === 0)
      stores.states.setFrontier(connection, collection.id, collection.nextPosition);
  }
}

async function* chosenPages(
  { stores, connection }: World,
  { id }: Collection,
  { chosen, force }: { readonly chosen: ChosenRecords; readonly force: boolean },
) {
  for (let ids = chosen.page(id, -1, pageSize); ids.length > 0; ) {
    const page = stores.states.chosen(connection, ids, force);
    if (page.length > 0) yield page;
    else await new Promise(setImmediate);
    ids = chosen.page(id, ids.at(-1) ?? 0, pageSize);
  }
}

interface Reader {
  readonly read: (query: { connection: number; after: number; to: number; limit: number }) => Candidate[];
  readonly from: number;
}

async function* pages({ connection }: World, collection: Collection, { read, from }: Reader) {
  const { to: end } = idsOf(collection);
  for (let after = from; after < end; ) {
    const to = Math.min(after + idsAtATime, end);
    const page = read({ connection, after, to, limit: pageSize });
    if (page.length > 0) yield page;
    after = page.length < pageSize ? to : (page.at(-1)?.id ?? to);
    if (page.length === 0) await new Promise(setImmediate);
  }
}
