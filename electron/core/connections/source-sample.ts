import { parseLossless } from "../model/canonical.ts";
import { compileKeys, type Keys } from "../model/keys.ts";
import type { Model, Resource } from "../model/types.ts";
import { type RecordsStore, recordId } from "../sources/records-store.ts";
import type { SetsStore } from "../sources/sets-store.ts";

export interface SampleStores {
  readonly records: Pick<RecordsStore, "stored">;
  readonly sets: Pick<SetsStore, "collections">;
}

/** Some records of one resource, read. */
export interface Sample {
  readonly resource: Resource;
  readonly keys: Keys;
  readonly bodies: readonly object[];
  /** All records of the resource were looked at. */
  readonly whole: boolean;
}

/** Of a larger collection so many records are looked at, evenly spread. */
const mostOfCollection = 1000;

/**
 * Records of a connection's sources, as they were last read, a collection at a time; others get a turn in between.
 * For questions whose answer shows in any part of the files: which year, which schools.
 */
export async function* sampleSources(
  { records, sets }: SampleStores,
  setIds: readonly number[],
  {
    model,
    wanted,
  }: { readonly model: Pick<Model, "resources">; readonly wanted: (resource: Resource) => boolean },
): AsyncGenerator<Sample> {
  const resources = new Map(model.resources.map((resource) => [resource.path, resource]));
  for (const collection of setIds.flatMap((set) => sets.collections(set))) {
    const resource = resources.get(collection.resource);
    if (!resource || collection.records === 0 || !wanted(resource)) continue;
    const step = Math.max(1, Math.ceil(collection.nextPosition / mostOfCollection));
    const bodies: object[] = [];
    for (let position = 0; position < collection.nextPosition; position += step) {
      const stored = records.stored(recordId(collection.id, position));
      if (stored && !stored.gone) bodies.push(parseLossless(stored.body) as object);
    }
    yield { resource, keys: compileKeys(resource), bodies, whole: step === 1 };
    await new Promise(setImmediate);
  }
}
