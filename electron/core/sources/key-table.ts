/**
 * The keys of one collection while it is read for the first time: which position holds a key. Open addressing over eight
 * bytes of each key's digest, at most half full: 24 bytes a key. Whoever gets a position must compare the whole key.
 */
export class KeyTable {
  #fingerprints = new Uint32Array(2048 * 2);
  #positions = new Int32Array(2048).fill(-1);
  #size = 0;

  /** The position that holds this key already; undefined when it did not, and now does at `position`. */
  add(key: Buffer, position: number): number | undefined {
    if (this.#size * 2 >= this.#positions.length) this.#grow();
    const slot = this.#slotOf(key.readUInt32LE(0), key.readUInt32LE(4));
    const held = this.#positions[slot] ?? -1;
    if (held >= 0) return held;
    this.#put(slot, key.readUInt32LE(0), key.readUInt32LE(4), position);
    return undefined;
  }

  /** The position that holds this key. */
  find(key: Buffer): number | undefined {
    const position = this.#positions[this.#slotOf(key.readUInt32LE(0), key.readUInt32LE(4))] ?? -1;
    return position < 0 ? undefined : position;
  }

  #slotOf(low: number, high: number): number {
    const last = this.#positions.length - 1;
    let slot = low & last;
    while (this.#positions[slot] !== -1) {
      if (this.#fingerprints[slot * 2] === low && this.#fingerprints[slot * 2 + 1] === high) break;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #put(slot: number, low: number, high: number, position: number) {
    this.#fingerprints[slot * 2] = low;
    this.#fingerprints[slot * 2 + 1] = high;
    this.#positions[slot] = position;
    this.#size += 1;
  }

  #grow() {
    const fingerprints = this.#fingerprints;
    const positions = this.#positions;
    this.#fingerprints = new Uint32Array(fingerprints.length * 2);
    this.#positions = new Int32Array(positions.length * 2).fill(-1);
    this.#size = 0;
    for (const [index, position] of positions.entries()) {
      if (position === -1) continue;
      const low = fingerprints[index * 2] ?? 0;
      const high = fingerprints[index * 2 + 1] ?? 0;
      this.#put(this.#slotOf(low, high), low, high, position);
    }
  }
}
