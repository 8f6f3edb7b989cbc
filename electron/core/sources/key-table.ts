/**
 * The keys of one collection while it is read for the first time: which position holds a key. Open addressing over 32
 * bits of each key's digest, at most three quarters full, 8 bytes a slot. Where those bits are equal the whole keys are
 * compared: once in some thousand keys.
 */
export class KeyTable {
  #fingerprints = new Uint32Array(2048);
  #positions = new Int32Array(2048).fill(-1);
  #size = 0;
  readonly #keyAt: (position: number) => Buffer | undefined;

  /** `keyAt`: the key of the record at a position. */
  constructor(keyAt: (position: number) => Buffer | undefined) {
    this.#keyAt = keyAt;
  }

  /** The position that holds this key already; undefined when it did not, and now does at `position`. */
  add(key: Buffer, position: number): number | undefined {
    if (this.#size * 4 >= this.#positions.length * 3) this.#grow();
    const slot = this.#slotOf(key);
    const held = this.#positions[slot] ?? -1;
    if (held >= 0) return held;
    this.#put(slot, key.readUInt32LE(0), position);
    return undefined;
  }

  /** The position that holds this key. */
  find(key: Buffer): number | undefined {
    const position = this.#positions[this.#slotOf(key)] ?? -1;
    return position < 0 ? undefined : position;
  }

  /** The slot that holds the key, or the empty one where it would go. */
  #slotOf(key: Buffer): number {
    const last = this.#positions.length - 1;
    const fingerprint = key.readUInt32LE(0);
    for (let slot = fingerprint & last; ; slot = (slot + 1) & last) {
      const position = this.#positions[slot] ?? -1;
      if (position < 0) return slot;
      if (this.#fingerprints[slot] === fingerprint && this.#keyAt(position)?.equals(key)) return slot;
    }
  }

  #put(slot: number, fingerprint: number, position: number) {
    this.#fingerprints[slot] = fingerprint;
    this.#positions[slot] = position;
    this.#size += 1;
  }

  #grow() {
    const fingerprints = this.#fingerprints;
    const positions = this.#positions;
    const last = positions.length * 2 - 1;
    this.#fingerprints = new Uint32Array(last + 1);
    this.#positions = new Int32Array(last + 1).fill(-1);
    this.#size = 0;
    for (let index = 0; index < positions.length; index++) {
      const position = positions[index] ?? -1;
      if (position < 0) continue;
      const fingerprint = fingerprints[index] ?? 0;
      let slot = fingerprint & last;
      while ((this.#positions[slot] ?? -1) >= 0) slot = (slot + 1) & last;
      this.#put(slot, fingerprint, position);
    }
  }
}
