import type { LineIndex } from "./line-index.ts";
import type { SetsStore } from "./sets-store.ts";

/** Files with lines that state what other lines state, too: until it is settled which of them count, they count as not read. */
export class Withheld {
  readonly #sets: SetsStore;
  readonly #digests = new Map<number, Buffer | null>();

  constructor(sets: SetsStore) {
    this.#sets = sets;
  }

  add(file: number) {
    if (!this.#digests.has(file)) this.#digests.set(file, this.#sets.withholdDigest(file));
  }

  /** The file has been read to its end. */
  endFile(file: number, digest: Buffer, index: LineIndex) {
    const isWithheld = this.#digests.has(file);
    if (isWithheld) this.#digests.set(file, digest);
    this.#sets.endFile(file, isWithheld ? null : digest, index);
  }

  /** All is settled. To be called inside the transaction that says so. */
  release() {
    for (const [file, digest] of this.#digests) if (digest) this.#sets.releaseDigest(file, digest);
  }
}
