import { createCipheriv } from "node:crypto";

/** Bytes of the key that a data folder has for itself. */
export const keyBytes = 32;

/**
 * Replaces digests of 16 bytes, laid end to end, by keyed ones. A digest is one block of the cipher: nobody without the key
 * can tell whose it is, or join it with that of another data folder; and many at once cost hardly more than one, where an
 * HMAC for each would cost a push a twentieth of its speed.
 */
export function createKeyedDigests(key: Buffer): (digests: Buffer) => Buffer {
  const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  return (digests) => cipher.update(digests);
}
