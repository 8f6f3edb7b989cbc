import { collectionOf, positionOf, recordId } from "../sources/records-store.ts";

const wordBits = 32;

/** Records that were chosen: one bit for each position of a collection, so that ten million take a megabyte or two. */
export class ChosenRecords {
  readonly #bits = new Map<number, Uint32Array>();

  add = (id: number): void => {
    const position = positionOf(id);
    const words = this.#wordsFor(collectionOf(id), position + 1);
    const at = Math.floor(position / wordBits);
    words[at] = (words[at] ?? 0) | (1 << (position % wordBits));
  };

  /** Every position of a collection below this one. */
  addAll(collection: number, end: number) {
    const words = this.#wordsFor(collection, end);
    const whole = Math.floor(end / wordBits);
    words.fill(0xffffffff, 0, whole);
    if (end % wordBits > 0) words[whole] = (words[whole] ?? 0) | (2 ** (end % wordBits) - 1);
  }

  remove = (id: number): void => {
    const position = positionOf(id);
    const words = this.#bits.get(collectionOf(id));
    const at = Math.floor(position / wordBits);
    if (words && at < words.length) words[at] = (words[at] ?? 0) & ~(1 << (position % wordBits));
  };

  has(id: number): boolean {
    const position = positionOf(id);
    const word = this.#bits.get(collectionOf(id))?.[Math.floor(position / wordBits)] ?? 0;
    return (word & (1 << (position % wordBits))) !== 0;
  }

  /** Leaves those that the other has too. */
  keepOnly(other: ChosenRecords) {
    for (const [collection, words] of this.#bits) {
      const others = other.#bits.get(collection);
      for (const [at, word] of words.entries()) words[at] = word & (others?.[at] ?? 0);
    }
  }

  /** Leaves those that the other has not. */
  leaveOut(other: ChosenRecords) {
    for (const [collection, words] of this.#bits) {
      const others = other.#bits.get(collection);
      for (const [at, word] of words.entries()) words[at] = word & ~(others?.[at] ?? 0);
    }
  }

  /** Up to so many ids of a collection, behind this id, in order. */
  page(collection: number, after: number, limit: number): number[] {
    const words = this.#bits.get(collection);
    const ids: number[] = [];
    if (!words) return ids;
    const from = Math.max(after - recordId(collection, 0) + 1, 0);
    const end = words.length * wordBits;
    for (let position = from; position < end && ids.length < limit; position++) {
      const word = words[Math.floor(position / wordBits)] ?? 0;
      if (word === 0) position += wordBits - 1 - (position % wordBits);
      else if ((word & (1 << (position % wordBits))) !== 0) ids.push(recordId(collection, position));
    }
    return ids;
  }

  /** With room for so many positions. */
  #wordsFor(collection: number, positions: number): Uint32Array {
    const known = this.#bits.get(collection) ?? new Uint32Array(0);
    const needed = Math.ceil(positions / wordBits);
    if (needed <= known.length && known.length > 0) return known;
    const words = new Uint32Array(Math.max(needed, 2 * known.length, 32));
    words.set(known);
    this.#bits.set(collection, words);
    return words;
  }
}
