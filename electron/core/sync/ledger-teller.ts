import { type Entry, sent } from "../ledger/entries.ts";
import type { LedgerStore } from "../ledger/ledger-store.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { SetsStore } from "../sources/sets-store.ts";
import type { Result } from "./outcome-writer.ts";

export interface LedgerStores {
  readonly ledger: Pick<LedgerStore, "note">;
  readonly sets: Pick<SetsStore, "collection">;
}

/** Tells the ledger what a server took: what it has it has, whatever the source says by now. */
export class LedgerTeller {
  readonly #stores: LedgerStores;
  readonly #connection: number;
  /** By collection. */
  readonly #resources = new Map<number, string>();

  constructor(stores: LedgerStores, connection: number) {
    this.#stores = stores;
    this.#connection = connection;
  }

  /** One note a resource. To be called in the transaction that stores the outcomes. */
  tell(results: readonly Result[], at: number) {
    const byResource = new Map<string, Entry[]>();
    for (const result of results) {
      const told = toldOf(result);
      if (told.length === 0) continue;
      const resource = this.#resourceOf(result.candidate.id);
      const entries = byResource.get(resource);
      if (entries) entries.push(...told);
      else byResource.set(resource, [...told]);
    }
    for (const [resource, entries] of byResource)
      this.#stores.ledger.note(this.#connection, resource, at, entries);
  }

  #resourceOf(record: number): string {
    const collection = collectionOf(record);
    const known = this.#resources.get(collection);
    if (known !== undefined) return known;
    const resource = this.#stores.sets.collection(collection)?.resource ?? "";
    this.#resources.set(collection, resource);
    return resource;
  }
}

const nothing: readonly Entry[] = [];

function toldOf({ ledger, accepted, candidate: { key, hash }, content }: Result): readonly Entry[] {
  if (ledger) return ledger;
  return accepted ? [sent(key, content ?? hash, accepted.created)] : nothing;
}
