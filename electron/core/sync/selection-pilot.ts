import { referenceBytes } from "../sources/record.ts";
import { ChosenRecords } from "./selection-set.ts";
import { idsOf, type World } from "./world.ts";

const keyBytes = 16;
const idsAtATime = 1000;

interface Reach {
  readonly world: World;
  /** Resources that were asked for, or all that are sent. */
  readonly resources: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** About so many records, the first ones of each resource: what is wrong with a resource mostly shows in its first records. */
export function chooseSample({ world, resources }: Reach, sample: number): ChosenRecords {
  const chosen = new ChosenRecords();
  const collections = world.collections.filter(
    ({ resource, records }) => records > 0 && resources.has(resource),
  );
  const each = Math.ceil(sample / Math.max(collections.length, 1));
  for (const collection of collections) {
    const { after, to } = idsOf(collection);
    for (const { id } of world.stores.states.selection.links({ after, to, limit: each })) chosen.add(id);
  }
  return chosen;
}

/** Adds what the chosen records refer to, over any number of generations, as far as the connection's files hold and it sends it. */
export async function addParents({ world, resources, signal }: Reach, chosen: ChosenRecords): Promise<void> {
  const { selection } = world.stores.states;
  const sent = new Set(
    world.collections.filter(({ resource }) => resources.has(resource)).map(({ id }) => id),
  );
  const seen = new Set<string>();
  const parentsOf = (id: number): number[] => {
    const [row] = selection.links({ after: id - 1, to: id, limit: 1 });
    return row ? keysIn(row.links).flatMap((key) => (isNew(seen, key) ? recordsOf(key) : [])) : [];
  };
  const recordsOf = (key: Buffer) =>
    world.stores.records
      .idsOfKey(key)
      .filter(({ id, collection, gone }) => gone === 0 && sent.has(collection) && !chosen.has(id))
      .map(({ id }) => id);
  for (const collection of sent) {
    for (let ids = chosen.page(collection, -1, idsAtATime); ids.length > 0; ) {
      signal.throwIfAborted();
      for (let open = ids; open.length > 0; ) {
        const found = open.flatMap(parentsOf);
        found.forEach(chosen.add);
        open = found;
      }
      ids = chosen.page(collection, ids.at(-1) ?? 0, idsAtATime);
      await new Promise(setImmediate);
    }
  }
}

function keysIn(links: Buffer): Buffer[] {
  const keys: Buffer[] = [];
  for (let at = keyBytes; at < links.length; at += referenceBytes)
    keys.push(links.subarray(at + 1, at + referenceBytes));
  return keys;
}

/** Thousands of records refer to one school: it is looked up once. */
function isNew(seen: Set<string>, key: Buffer): boolean {
  const text = key.toString("latin1");
  if (seen.has(text)) return false;
  seen.add(text);
  return true;
}
