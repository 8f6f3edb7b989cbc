/**
 * 52 bits of a key digest, as a number that a Set can hold cheaply. Two of ten million keys meet with a chance of one in
 * a hundred; the child of a missing parent would then be sent, and the server would say so.
 */
export const keyNumber = (bytes: Buffer, at = 0): number =>
  bytes.readUInt32LE(at) + (bytes.readUInt32LE(at + 4) & 0xfffff) * 0x1_0000_0000;
