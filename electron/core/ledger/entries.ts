/**
 * What the ledger tells of a record. `renamed`: it has this key from now on; `left`: nothing has this key any more, because
 * the record that had it was renamed.
 */
const kinds = ["created", "updated", "renamed", "deleted", "left"] as const;
export type Kind = (typeof kinds)[number];

/** What became of one record on the server: told in the transaction that stores its outcome. */
export interface Entry {
  readonly kind: Kind;
  /** Digest of identity group and natural key, as in `records.key`. */
  readonly key: Buffer;
  /** Digest of what the server was given; null where that is nothing, or nobody knows. */
  readonly content: Buffer | null;
}

const digestBytes = 16;
/** Where an entry's kind stands, behind its key and content. */
const kindAt = 2 * digestBytes;
export const entryBytes = kindAt + 1;

/** What was given to the server under a key, new or in the place of what was there. */
export const sent = (key: Buffer, content: Buffer, created: boolean): Entry => ({
  kind: created ? "created" : "updated",
  key,
  content,
});

/** What the server has no more. */
export const deleted = (key: Buffer): Entry => ({ kind: "deleted", key, content: null });

/** What the server has under another key than before. */
export const renamed = (former: Buffer, key: Buffer, content: Buffer): readonly Entry[] => [
  { kind: "left", key: former, content: null },
  { kind: "renamed", key, content },
];

/** What two entries of one key, one after the other, say together. The order in which three are joined makes no difference. */
function together(earlier: Kind, later: Kind): Kind {
  if (later !== "updated") return later;
  return isThere(earlier) ? earlier : "created";
}

const isThere = (kind: Kind) => kind !== "deleted" && kind !== "left";

/** Entries as they are stored, their digests replaced by keyed ones. */
export function pack(entries: readonly Entry[], keyed: (digests: Buffer) => Buffer): Buffer {
  const plain = Buffer.alloc(entries.length * kindAt);
  for (const [index, { key, content }] of entries.entries()) {
    plain.set(key, index * kindAt);
    if (content?.length === digestBytes) plain.set(content, index * kindAt + digestBytes);
  }
  const digests = keyed(plain);
  const packed = Buffer.allocUnsafe(entries.length * entryBytes);
  for (const [index, { kind }] of entries.entries()) {
    digests.copy(packed, index * entryBytes, index * kindAt, (index + 1) * kindAt);
    packed[index * entryBytes + kindAt] = kinds.indexOf(kind);
  }
  return packed;
}

/** One stored entry, its digests in hexadecimal. */
export interface Word {
  readonly record: string;
  readonly content: string;
  readonly kind: Kind;
}

export function readWord(entries: Buffer, at: number): Word {
  return {
    record: entries.toString("hex", at, at + digestBytes),
    content: entries.toString("hex", at + digestBytes, at + kindAt),
    kind: kindOf(entries, at),
  };
}

export const kindOf = (entries: Buffer, at: number): Kind => kinds[entries[at + kindAt] ?? 0] ?? "updated";

/** Of merged entries: those that the server has, without how they came there. */
export function standing(entries: Buffer): Buffer {
  const kept = Buffer.allocUnsafe(entries.length);
  let length = 0;
  for (let at = 0; at < entries.length; at += entryBytes) {
    if (!isThere(kindOf(entries, at))) continue;
    entries.copy(kept, length, at, at + entryBytes);
    kept[length + kindAt] = kinds.indexOf("updated");
    length += entryBytes;
  }
  return kept.subarray(0, length);
}

/** Entries in the order in which they were told, to be merged: what they say together of each key. */
export class Pile {
  #bytes = Buffer.allocUnsafe(64 * entryBytes);
  #length = 0;

  /** Takes the entry that stands there. */
  add(entries: Buffer, at: number) {
    if (this.#length === this.#bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.#length);
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    entries.copy(this.#bytes, this.#length, at, at + entryBytes);
    this.#length += entryBytes;
  }

  /** One entry for each key, sorted by key. */
  merged(): Buffer {
    const bytes = this.#bytes;
    const merged = Buffer.allocUnsafe(this.#length);
    let last = -entryBytes;
    for (const index of this.#sorted()) {
      const at = index * entryBytes;
      const isSame = last >= 0 && bytes.compare(merged, last, last + digestBytes, at, at + digestBytes) === 0;
      const kind = isSame ? together(kindOf(merged, last), kindOf(bytes, at)) : kindOf(bytes, at);
      if (!isSame) last += entryBytes;
      bytes.copy(merged, last, at, at + kindAt);
      merged[last + kindAt] = kinds.indexOf(kind);
    }
    return merged.subarray(0, last + entryBytes);
  }

  /** Positions by key; of one key, in the order in which they were told. */
  #sorted(): Uint32Array {
    const bytes = this.#bytes;
    const count = this.#length / entryBytes;
    // Six bytes tell almost all keys apart, and compare as numbers.
    const heads = new Float64Array(count);
    for (let index = 0; index < count; index++) heads[index] = bytes.readUIntBE(index * entryBytes, 6);
    const byKey = (one: number, other: number) => {
      const [at, to] = [one * entryBytes, other * entryBytes];
      return bytes.compare(bytes, to, to + digestBytes, at, at + digestBytes);
    };
    return new Uint32Array(count)
      .map((_, index) => index)
      .sort((one, other) => (heads[one] ?? 0) - (heads[other] ?? 0) || byKey(one, other) || one - other);
  }
}
