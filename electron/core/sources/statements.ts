import { canonicalText, parseLossless } from "../model/canonical.ts";
import { createPositionSet } from "./line-index.ts";
import { digestOf } from "./record.ts";

/** One of several lines that state one record. */
export interface Statement {
  /** Place of its file among the collection's files. */
  readonly order: number;
  /** 1-based; 0 for the file's first line that states the record, where its number is not known yet. */
  readonly line: number;
  /** See contentOf. */
  readonly content: bigint;
}

/** Equal for bodies that say the same; different ones are taken for equal with a chance of 2^-64 a pair. */
export const contentOf = (body: string): bigint =>
  digestOf(canonicalText(parseLossless(body))).readBigUInt64LE(0);

/** Of one record: the last line of the last file counts. */
export const laterOf = (one: Statement, other: Statement): Statement =>
  one.order > other.order || (one.order === other.order && one.line > other.line) ? one : other;

/**
 * The records that more than one line states, and these lines, while a collection is read. Which line counts is known
 * only when all files have been read; until then such a record stays in the database as it was. 24 bytes a line.
 */
export class Statements {
  readonly #contested = createPositionSet(0);
  /** Number of the latest note of a position. */
  readonly #latest = new Map<number, number>();
  #contents = new BigUint64Array(256);
  /** Order, line, and the number of the position's note before. */
  #places = new Uint32Array(3 * 256);
  #count = 0;
  #isEmpty = true;

  has = (position: number): boolean => this.#contested.has(position);

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** More than one line stated this record when the files were last read. */
  expect(position: number) {
    this.#contested.add(position);
    this.#isEmpty = false;
  }

  note(position: number, { order, line, content }: Statement) {
    if (this.#count === this.#contents.length) this.#grow();
    this.#contents[this.#count] = content;
    this.#places.set([order, line, this.#latest.get(position) ?? none], this.#count * 3);
    this.#contested.add(position);
    this.#isEmpty = false;
    this.#latest.set(position, this.#count);
    this.#count += 1;
  }

  /** Positions of which there is a note. */
  positions = (): IterableIterator<number> => this.#latest.keys();

  of(position: number): Statement[] {
    const found: Statement[] = [];
    for (let note = this.#latest.get(position) ?? none; note !== none; ) {
      const [order = 0, line = 0, before = none] = this.#places.subarray(note * 3, note * 3 + 3);
      found.push({ order, line, content: this.#contents[note] ?? 0n });
      note = before;
    }
    return found;
  }

  #grow() {
    const contents = new BigUint64Array(this.#count * 2);
    contents.set(this.#contents);
    this.#contents = contents;
    const places = new Uint32Array(this.#count * 6);
    places.set(this.#places);
    this.#places = places;
  }
}

/** No note: no note has this number. */
const none = 0xffffffff;
