import { collectionOf, positionOf } from "../sources/records-store.ts";
import type { Collection } from "../sources/sets-store.ts";
import { idsOf } from "../sync/world.ts";

/** A way through the records of some collections, one after the other, that can be left and taken up again. */
export class RecordWalk {
  readonly #collections: readonly Collection[];
  /** Of the collection that comes next. */
  #index: number;
  /** The last record that was passed. */
  #at: number;
  /** Records of the collections that were passed as a whole. */
  #passed: number;
  readonly of: number;

  /** `after`: what `next` was. Where its collection is no longer there, everything counts as passed. */
  constructor(collections: readonly Collection[], after: string | undefined) {
    // Where nothing of a collection was passed yet, the record before its first one is another collection's.
    const isNext = ({ id }: Collection) => id === collectionOf(Number(after) + 1);
    const found = after === undefined ? 0 : collections.findIndex(isNext);
    this.#collections = collections;
    this.#index = found < 0 ? collections.length : found;
    this.#passed = sizeOf(collections.slice(0, this.#index));
    this.of = sizeOf(collections);
    this.#at = after === undefined ? this.#start() : Number(after);
    this.#skip();
  }

  /** The records that come next, at most so many; undefined at the end. */
  part(most: number): { collection: Collection; after: number; to: number } | undefined {
    const collection = this.#collections[this.#index];
    return collection && { collection, after: this.#at, to: Math.min(this.#at + most, idsOf(collection).to) };
  }

  /** Everything up to this record was looked at. */
  passed(id: number) {
    this.#at = id;
    this.#skip();
  }

  get next(): string | undefined {
    return this.#collections[this.#index] && String(this.#at);
  }

  get searched(): number {
    return this.#passed + (this.#collections[this.#index] ? positionOf(this.#at + 1) : 0);
  }

  #start(): number {
    const collection = this.#collections[this.#index];
    return collection ? idsOf(collection).after : 0;
  }

  /** Leaves collections that are passed as a whole. */
  #skip() {
    for (let here = this.#collections[this.#index]; here; here = this.#collections[this.#index]) {
      if (this.#at < idsOf(here).to) return;
      this.#passed += here.nextPosition;
      this.#index += 1;
      this.#at = this.#start();
    }
  }
}

const sizeOf = (collections: readonly Collection[]) =>
  collections.reduce((sum, { nextPosition }) => sum + nextPosition, 0);
