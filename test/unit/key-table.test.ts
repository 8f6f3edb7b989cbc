import fc from "fast-check";
import { expect, it } from "vitest";
import { KeyTable } from "../../electron/core/sources/key-table.ts";

/** Few different bytes where the table looks: many keys meet in one slot. */
const key = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 20 }))
  .map(([start, end]) => Buffer.from([start, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, end]));

it("knows of each key the position that came with it first, however many keys look alike", () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 200 }), (keys) => {
      const table = new KeyTable((position) => keys[position]);
      const first = new Map<string, number>();
      keys.forEach((each, position) => {
        expect(table.add(each, position)).toBe(first.get(each.toString("hex")));
        if (!first.has(each.toString("hex"))) first.set(each.toString("hex"), position);
      });
      for (const each of keys) expect(table.find(each)).toBe(first.get(each.toString("hex")));
    }),
  );
});

it("keeps every key when it grows", () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32LE(Math.imul(index, 2654435761) >>> 0, 0);
    bytes.writeUInt32LE(index, 8);
    return bytes;
  });
  const table = new KeyTable((position) => keys[position]);
  for (const [position, each] of keys.entries()) expect(table.add(each, position)).toBeUndefined();
  for (const [position, each] of keys.entries()) expect(table.find(each)).toBe(position);
});
