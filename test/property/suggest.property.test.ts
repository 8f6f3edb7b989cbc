import fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance } from "../../electron/core/mapping/near.ts";
import { createSuggester } from "../../electron/core/mapping/suggest.ts";
import type { DescriptorValue } from "../../shared/domain/descriptor.ts";

const word = fc.constantFrom(
  "Excused",
  "Absence",
  "un",
  "9",
  "09",
  "K",
  "Not",
  "of",
  "+",
  "-",
  "école",
  "#",
  "",
);
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.array(word, { maxLength: 4 }).map((words) => words.join(" ")),
);
const value: fc.Arbitrary<DescriptorValue> = fc
  .record({
    namespace: fc.constantFrom("uri://ed-fi.org/X", "uri://state.example/X", "odd"),
    codeValue: text,
    shortDescription: text,
    description: text,
  })
  .map((one) => ({ ...one, uri: `${one.namespace}#${one.codeValue}` }));

it("proposes nothing but values of the server, whatever codes and values look like", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), fc.array(text, { maxLength: 6 }), (values, codes) => {
      const suggest = createSuggester("/ed-fi/gradeLevelDescriptors", values);
      const uris = new Set(values.map(({ uri }) => uri));
      for (const code of codes) {
        const found = suggest(code);
        if (found) expect(uris).toContain(found.uri);
        expect(suggest(code)).toEqual(found);
      }
    }),
  );
});

it("a value's own code is always found, in any case, whatever stands beside it", () => {
  const telling = value.filter(({ codeValue }) => /[a-z0-9]/i.test(codeValue) && !codeValue.includes("#"));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 8 }), telling, (others, own) => {
      const suggest = createSuggester("/ed-fi/gradeLevelDescriptors", [...others, own]);
      expect(suggest(own.codeValue)).toBeDefined();
      expect(suggest(` ${own.codeValue.toLowerCase()} `)).toBeDefined();
    }),
  );
});

it("the order in which a server lists its values changes no sure suggestion", () => {
  fc.assert(
    fc.property(fc.uniqueArray(value, { maxLength: 8, selector: ({ uri }) => uri }), text, (values, code) => {
      const one = createSuggester("/ed-fi/sexDescriptors", values)(code);
      const other = createSuggester("/ed-fi/sexDescriptors", values.toReversed())(code);
      if (one?.sure) expect(other?.uri).toBe(one.uri);
    }),
  );
});

it("edits are counted both ways alike, and never more than there are", () => {
  const short = fc.stringMatching(/^[abc]{0,6}$/);
  fc.assert(
    fc.property(short, short, fc.nat(6), (one, other, at) => {
      expect(editDistance(one, other, 2)).toBe(editDistance(other, one, 2));
      expect(editDistance(one, one, 1)).toBe(0);
      const longer = `${one.slice(0, at)}x${one.slice(at)}`;
      expect(editDistance(one, longer, 1)).toBe(1);
    }),
  );
});
