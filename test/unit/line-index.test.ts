import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createLineIndex,
  createLineOf,
  createLookup,
  createPositionSet,
  emptyLineIndex,
  lineOf,
  noPosition,
  packIndex,
  unpackIndex,
} from "../../electron/core/sources/line-index.ts";
import { digestOf } from "../../electron/core/sources/record.ts";

const digest = (text: string) => digestOf(text);

describe("what a file held, line by line", () => {
  test("finds the position of a line by its digest, and nothing for another line", () => {
    const index = createLineIndex();
    index.set(1, digest("first"), 7);
    index.set(4, digest("fourth"), 0);
    const built = index.build();
    const lookup = createLookup(built);
    expect(built.lines).toBe(4);
    expect(lookup(digest("first"))).toBe(7);
    expect(lookup(digest("fourth"))).toBe(0);
    expect(lookup(digest("second"))).toBeUndefined();
    expect(lineOf(built, 7)).toBe(1);
    expect(lineOf(built, 0)).toBe(4);
    expect(lineOf(built, 1)).toBeUndefined();
  });

  test("an empty file, and a file before its first reading, know nothing", () => {
    expect(createLookup(emptyLineIndex)(digest("any"))).toBeUndefined();
    expect(lineOf(emptyLineIndex, 0)).toBeUndefined();
  });

  test("where several lines state a record, it stands on the last of them", () => {
    const index = createLineIndex();
    index.set(1, digest("first"), 1);
    index.set(2, digest("second"), 2);
    index.set(4, digest("third"), 1);
    expect(lineOf(index.build(), 1)).toBe(4);
    expect(index.build().positions[2]).toBe(noPosition);
  });

  test("the lookup answers as a map would, packed or not, wherever its bytes begin", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 300 }),
        fc.array(fc.nat({ max: 3 }), { minLength: 300, maxLength: 300 }),
        fc.string(),
        fc.nat({ max: 7 }),
        (texts, gaps, other, shift) => {
          const index = createLineIndex();
          const expected = new Map<string, { line: number; position: number }>();
          let line = 0;
          for (const [at, text] of texts.entries()) {
            line += 1 + (gaps[at] ?? 0);
            index.set(line, digest(text), at);
            expected.set(text, { line, position: at });
          }
          const { fingerprints, positions } = packIndex(index.build());
          // As the database gives them: in the middle of a larger block of bytes.
          const moved = (bytes: Buffer) => Buffer.concat([Buffer.alloc(shift), bytes]).subarray(shift);
          const unpacked = unpackIndex(moved(fingerprints), moved(positions));
          const lookup = createLookup(unpacked);
          expect(unpacked.lines).toBe(line);
          for (const [text, { line: at, position }] of expected) {
            expect(lookup(digest(text))).toBe(position);
            expect(lineOf(unpacked, position)).toBe(at);
            expect(createLineOf(unpacked)(position)).toBe(at);
          }
          if (!expected.has(other)) expect(lookup(digest(other))).toBeUndefined();
        },
      ),
    );
  });

  test("equal lines are found, each by some line that held them", () => {
    const index = createLineIndex();
    for (let line = 1; line <= 5; line++) index.set(line, digest("same"), line);
    expect(createLookup(index.build())(digest("same"))).toBe(1);
  });
});

describe("a set of positions", () => {
  test("holds what was added and nothing else, beyond what was expected too", () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.array(fc.nat({ max: 5000 })), (expected, added) => {
        const positions = createPositionSet(expected);
        for (const position of added) positions.add(position);
        const known = new Set(added);
        const every = Array.from({ length: 5001 }, (_, position) => position);
        expect(every.filter(positions.has)).toEqual(every.filter((position) => known.has(position)));
      }),
      { numRuns: 30 },
    );
  });
});
