/** No record stands behind this line: it is blank, or it could not be read as one. */
export const noPosition = 0xffffffff;

/**
 * What a file held, line by line: eight bytes of each line's digest, and the position of its record in the collection.
 * Kept as two BLOBs with the file, so that the unchanged lines of a changed file are known without parsing them, and
 * so that a record's line number is always that of the file as it was last read.
 */
export interface LineIndex {
  readonly lines: number;
  readonly fingerprints: Uint32Array;
  readonly positions: Uint32Array;
}

export const emptyLineIndex: LineIndex = {
  lines: 0,
  fingerprints: new Uint32Array(0),
  positions: new Uint32Array(0),
};

/** The first lines of a file. */
export const firstLines = ({ lines, fingerprints, positions }: LineIndex, count: number): LineIndex => ({
  lines: Math.min(lines, count),
  fingerprints: fingerprints.subarray(0, count * 2),
  positions: positions.subarray(0, count),
});

interface LineIndexBuilder {
  set(line: number, digest: Buffer, position: number): void;
  /** What has been set so far: a view, good until the next set. */
  build(): LineIndex;
}

/** Begins with these lines; grows by doubling, 12 bytes a line. Lines are 1-based and may be skipped. */
export function createLineIndex(first: LineIndex = emptyLineIndex): LineIndexBuilder {
  let { lines } = first;
  let fingerprints: Uint32Array = first.fingerprints.slice();
  let positions: Uint32Array = first.positions.slice();

  const grow = (needed: number) => {
    const size = Math.max(needed, positions.length * 2, 1024);
    const moreFingerprints = new Uint32Array(size * 2);
    moreFingerprints.set(fingerprints);
    const morePositions = new Uint32Array(size).fill(noPosition);
    morePositions.set(positions);
    fingerprints = moreFingerprints;
    positions = morePositions;
  };

  return {
    set(line, digest, position) {
      if (line > positions.length) grow(line);
      lines = Math.max(lines, line);
      fingerprints[(line - 1) * 2] = digest.readUInt32LE(0);
      fingerprints[(line - 1) * 2 + 1] = digest.readUInt32LE(4);
      positions[line - 1] = position;
    },
    build: () => ({
      lines,
      fingerprints: fingerprints.subarray(0, lines * 2),
      positions: positions.subarray(0, lines),
    }),
  };
}

/** For the database: the arrays' bytes (little endian on every system that Steward runs on). */
export const packIndex = ({ fingerprints, positions }: LineIndex) => ({
  fingerprints: Buffer.from(fingerprints.buffer, fingerprints.byteOffset, fingerprints.byteLength),
  positions: Buffer.from(positions.buffer, positions.byteOffset, positions.byteLength),
});

export function unpackIndex(fingerprints: Buffer, positions: Buffer): LineIndex {
  return {
    lines: positions.length / 4,
    fingerprints: new Uint32Array(copyOf(fingerprints)),
    positions: new Uint32Array(copyOf(positions)),
  };
}

/** A Buffer may start at any byte; a Uint32Array may not. */
const copyOf = ({ buffer, byteOffset, byteLength }: Buffer) =>
  buffer.slice(byteOffset, byteOffset + byteLength);

/** The 1-based line on which a record stands, the last where several state it; or undefined. */
export function lineOf({ positions }: LineIndex, position: number): number | undefined {
  const index = positions.lastIndexOf(position);
  return index < 0 ? undefined : index + 1;
}

/** The same for many records: one look at all lines, and then none for each of them. */
export function createLineOf({ positions }: LineIndex): (position: number) => number | undefined {
  let most = -1;
  for (const position of positions) if (position !== noPosition && position > most) most = position;
  const lines = new Uint32Array(most + 1);
  for (let index = 0; index < positions.length; index++) {
    const position = positions[index] ?? noPosition;
    if (position !== noPosition) lines[position] = index + 1;
  }
  return (position) => lines[position] || undefined;
}

/**
 * Finds the position of the record behind a line that the file held before. Open addressing over line numbers:
 * 4 bytes a slot, at most two thirds full. Two different lines are taken for one with a chance of 2^-64 a pair.
 */
export function createLookup({
  lines,
  fingerprints,
  positions,
}: LineIndex): (digest: Buffer) => number | undefined {
  if (lines === 0) return () => undefined;
  const size = 2 ** Math.ceil(Math.log2(lines * 1.5 + 1));
  const slots = new Int32Array(size).fill(-1);
  for (let index = 0; index < lines; index++) {
    if (positions[index] === noPosition) continue;
    let slot = (fingerprints[index * 2] ?? 0) & (size - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (size - 1);
    slots[slot] = index;
  }
  return (digest) => {
    const low = digest.readUInt32LE(0);
    const high = digest.readUInt32LE(4);
    for (let slot = low & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const index = slots[slot] ?? -1;
      if (index === -1) return undefined;
      if (fingerprints[index * 2] === low && fingerprints[index * 2 + 1] === high) return positions[index];
    }
  };
}

/** A set of positions, one bit each. */
export function createPositionSet(expected: number) {
  let bits = new Uint8Array((expected >> 3) + 1);
  return {
    has: (position: number) => ((bits[position >>> 3] ?? 0) & (1 << (position & 7))) !== 0,
    add(position: number) {
      if (position >>> 3 >= bits.length) {
        const more = new Uint8Array(Math.max((position >>> 3) + 1, bits.length * 2));
        more.set(bits);
        bits = more;
      }
      bits[position >>> 3] = (bits[position >>> 3] ?? 0) | (1 << (position & 7));
    },
  };
}
