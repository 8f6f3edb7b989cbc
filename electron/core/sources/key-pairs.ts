import type { Resource } from "../model/types.ts";
import type { KeyChange, KeyChangesStore } from "./key-changes-store.ts";
import type { ReadRecord } from "./record.ts";
import { type RecordsStore, recordId } from "./records-store.ts";
import { compileRowIdentity } from "./row-identity.ts";

interface KeyPairsOptions {
  readonly records: RecordsStore;
  readonly changes: KeyChangesStore;
  readonly collection: number;
  /** Undefined: the server has no such resource. */
  readonly resource: Resource | undefined;
  /** The files state all records of it: what they state no more is gone, and not only left out. */
  readonly isComplete: boolean;
}

/**
 * Writes down, while a collection is read, which new records seem to be others under another key. To be called inside the
 * transactions that add the records: what a crash leaves is sorted out when the collection has been read to its end.
 */
export class KeyPairs {
  readonly #options: KeyPairsOptions;
  readonly #isOneRow: ((one: string, other: string) => boolean) | undefined;

  constructor(options: KeyPairsOptions) {
    this.#options = options;
    const { resource, isComplete } = options;
    this.#isOneRow = resource && isComplete ? compileRowIdentity(resource) : undefined;
  }

  /** A record that was not there before, or is back. */
  met(record: number, sourceId: Buffer | null) {
    if (!sourceId) return;
    const { changes, collection } = this.#options;
    for (const oldRecord of changes.namesakes(collection, sourceId, record))
      changes.add({ newRecord: record, oldRecord, foundBy: "source id" }, Date.now());
  }

  /** A new record stands in the line that held another one, at this position. */
  metInLine(position: number, former: number, { sourceId, body }: ReadRecord) {
    const { records, changes, collection } = this.#options;
    if (sourceId || !this.#isOneRow) return;
    const stored = records.stored(recordId(collection, former));
    if (!stored || stored.sourceId || !this.#isOneRow(stored.body, body)) return;
    const newRecord = recordId(collection, position);
    changes.add({ newRecord, oldRecord: stored.id, foundBy: "row" }, Date.now());
  }

  /** All lines have been read: what does not hold is forgotten. */
  settle() {
    const { changes, collection } = this.#options;
    const found = changes.ofCollection(collection);
    const holding = clearPairs(found.filter(({ holds }) => holds));
    for (const pair of found) if (!holding.has(pair)) changes.drop(pair);
  }
}

/** One record cannot have become two: a source id that two records bear tells nothing apart. Pure. */
export function clearPairs<P extends Pick<KeyChange, "oldRecord">>(pairs: readonly P[]): ReadonlySet<P> {
  const byOld = Map.groupBy(pairs, ({ oldRecord }) => oldRecord);
  return new Set([...byOld.values()].flatMap((of) => (of.length === 1 ? of : [])));
}
