import { hash } from "node:crypto";

/** Of each part: its index, and so much of a digest of its value. */
const digestBytes = 4;
const partBytes = 1 + digestBytes;

const digestOf = (value: string): Buffer => hash("sha256", value, "buffer").subarray(0, digestBytes);

/** The parts of a key that could be read of a damaged line, as digests; undefined where there are none. Pure. */
export function packParts(parts: readonly (string | undefined)[]): Buffer | undefined {
  const known = parts.flatMap((value, index) =>
    value === undefined ? [] : Buffer.concat([Buffer.from([index]), digestOf(value)]),
  );
  return known.length === 0 ? undefined : Buffer.concat(known);
}

/** How many parts of a key are known to be these; 0 where one is known to be another. Pure. */
export function agreement(known: Buffer, values: readonly string[]): number {
  for (let at = 0; at < known.length; at += partBytes) {
    const value = values[known[at] ?? 0];
    if (value === undefined || !known.subarray(at + 1, at + partBytes).equals(digestOf(value))) return 0;
  }
  return known.length / partBytes;
}
