import { collectionsOf, idsOf, type World } from "./world.ts";

const rowsAtATime = 2000;

export interface Look {
  readonly signal?: AbortSignal;
  /** Also at records that have left the files. */
  readonly gone?: boolean;
}

/** Key and references of every record of a resource. Others get their turn between two pages. */
export async function eachRow(
  world: World,
  resource: string,
  take: (links: Buffer, id: number) => void,
  { signal, gone = false }: Look = {},
) {
  for (const collection of collectionsOf(world, resource)) {
    const { to } = idsOf(collection);
    for (let { after } = idsOf(collection); ; ) {
      signal?.throwIfAborted();
      const rows = world.stores.states.selection.links({ after, to, limit: rowsAtATime }, gone);
      for (const { id, links } of rows) take(links, id);
      const last = rows.at(-1);
      if (!last || rows.length < rowsAtATime) break;
      after = last.id;
      await new Promise(setImmediate);
    }
  }
}
