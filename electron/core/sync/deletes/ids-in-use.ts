import { comparableId } from "../../api/item-id.ts";
import { collectionsOf, idsOf, type World } from "../world.ts";

const rowsAtATime = 5000;

/**
 * Server ids of records that have left the files, and that records in the files have as well: the item got another key on
 * the server, by somebody else or by a cascade, and was accepted under it. Whoever deletes by such an id deletes what the
 * files state. In whichever form they were written.
 */
export async function readIdsInUse(
  world: World,
  resource: string,
): Promise<(serverId: string | null) => boolean> {
  const { idsOfGone, idsOfStated } = world.stores.states;
  const gone = new Set<string>();
  for await (const id of readIds(world, resource, idsOfGone)) gone.add(id);
  const inUse = new Set<string>();
  if (gone.size > 0)
    for await (const id of readIds(world, resource, idsOfStated)) if (gone.has(id)) inUse.add(id);
  return (serverId) => serverId !== null && inUse.has(comparableId(serverId));
}

type Read = World["stores"]["states"]["idsOfGone"];

/** Others get their turn between two pages. */
async function* readIds(world: World, resource: string, read: Read) {
  for (const collection of collectionsOf(world, resource)) {
    const { to } = idsOf(collection);
    for (let { after } = idsOf(collection); ; ) {
      const rows = read({ connection: world.connection, after, to, limit: rowsAtATime });
      for (const { serverId } of rows) yield comparableId(serverId);
      const last = rows.at(-1);
      if (!last || rows.length < rowsAtATime) break;
      after = last.id;
      await new Promise(setImmediate);
    }
  }
}
