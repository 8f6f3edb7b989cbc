import { packCodes, unlistedCode, unpackCodes } from "../mapping/codes.ts";
import type { CodesStore } from "../mapping/codes-store.ts";

/** Codes of one collection that are listed; values beyond these are no codes but somebody's free text. */
const mostListed = 5000;

/**
 * The codes that one collection's records use, while it is read: gives them their ids, and counts their uses. To be called
 * inside the transactions that change the records; `save` writes the counts.
 */
export class CodeBook {
  readonly #store: CodesStore;
  readonly #collection: number;
  /** By type and code. */
  readonly #ids = new Map<string, Map<string, number>>();
  readonly #changes = new Map<number, number>();
  #listed = 0;

  constructor(store: CodesStore, collection: number) {
    this.#store = store;
    this.#collection = collection;
    for (const { id, type, code } of store.all(collection)) this.#note(type, code, id);
  }

  /** Types and codes by turns, as compileCodes finds them. */
  pack(codes: readonly string[]): Buffer {
    const ids: number[] = [];
    for (let at = 0; at < codes.length; at += 2) {
      const id = this.#idOf(codes[at] ?? "", codes[at + 1] ?? "");
      if (id !== unlistedCode || !ids.includes(id)) ids.push(id);
    }
    return packCodes(ids);
  }

  /** One more record, or one less, uses these. */
  use(packed: Buffer, by: 1 | -1) {
    for (const id of unpackCodes(packed)) this.#changes.set(id, (this.#changes.get(id) ?? 0) + by);
  }

  /** A record uses others than before. */
  swap(before: Buffer, now: Buffer) {
    this.use(before, -1);
    this.use(now, 1);
  }

  save() {
    for (const [id, by] of this.#changes) if (by !== 0 && id !== unlistedCode) this.#store.use(id, by);
    this.#changes.clear();
  }

  #idOf(type: string, code: string): number {
    const known = this.#ids.get(type)?.get(code);
    if (known !== undefined) return known;
    if (this.#listed >= mostListed) return unlistedCode;
    const id = this.#store.add(this.#collection, type, code);
    this.#note(type, code, id);
    return id;
  }

  #note(type: string, code: string, id: number) {
    const codes = this.#ids.get(type) ?? new Map<string, number>();
    codes.set(code, id);
    this.#ids.set(type, codes);
    this.#listed += 1;
  }
}
