import { createLineOf } from "../sources/line-index.ts";
import type { SetsStore } from "../sources/sets-store.ts";

type LineOf = (position: number) => number | undefined;

/** Files whose lines are kept in mind: 4 bytes a line each. */
const mostFiles = 4;
const unknown: LineOf = () => undefined;

/** On which line of its file a record stands. A search asks that again and again of the same few files. */
export class FileLines {
  readonly #sets: Pick<SetsStore, "index" | "digest">;
  readonly #known = new Map<number, { readonly digest: Buffer; readonly lineOf: LineOf }>();

  constructor(sets: Pick<SetsStore, "index" | "digest">) {
    this.#sets = sets;
  }

  of(file: number): LineOf {
    const digest = this.#sets.digest(file);
    const known = this.#known.get(file);
    if (digest && known?.digest.equals(digest)) return known.lineOf;
    const index = this.#sets.index(file);
    const lineOf = index ? createLineOf(index) : unknown;
    this.#known.delete(file);
    // Without a digest it is being read: what is there now is not what will be there.
    if (digest) this.#known.set(file, { digest, lineOf });
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > mostFiles) this.#known.delete(oldest);
    return lineOf;
  }
}
