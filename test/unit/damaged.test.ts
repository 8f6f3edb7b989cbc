import fc from "fast-check";
import { expect, test } from "vitest";
import { readableMembers } from "../../electron/core/sources/damaged.ts";
import { agreement, packParts } from "../../electron/core/sources/known-parts.ts";

const line = JSON.stringify({
  sectionIdentifier: 'A "quoted", {odd} name \\',
  courseOfferingReference: { localCourseCode: "MTH", schoolId: 1, sessions: [1, 2] },
  sectionName: "Mathematics",
});

test("what stands whole before the end of a line that was cut short can be read", () => {
  expect(readableMembers(line.slice(0, -4))).toEqual({
    sectionIdentifier: 'A "quoted", {odd} name \\',
    courseOfferingReference: { localCourseCode: "MTH", schoolId: 1, sessions: [1, 2] },
  });
  expect(readableMembers(line.slice(0, 60))).toEqual({ sectionIdentifier: 'A "quoted", {odd} name \\' });
  // Of an object that is not whole, what was said of it.
  expect(readableMembers(line.slice(0, 110))).toEqual({
    sectionIdentifier: 'A "quoted", {odd} name \\',
    courseOfferingReference: { localCourseCode: "MTH" },
  });
});

test.each(["", "{", "nonsense", '"text', "[1,2,", '{"sectionIdentifier":"A', '{"a" 1,"b":2,'])(
  "nothing can be read of %s",
  (text) => {
    expect(readableMembers(text)).toBeUndefined();
  },
);

test("a quote that is missing costs what is behind it, not what is before", () => {
  const text = '{"studentUniqueId":"1","firstName":"A,"lastSurname":"B","birthDate":"2012-01-01"}';
  expect(readableMembers(text)).toEqual({ studentUniqueId: "1" });
});

/** Every value that stands in the first stands in the second, at the same place. */
function isPartOf(some: unknown, whole: unknown): boolean {
  if (typeof some !== "object" || some === null) return Object.is(some, whole);
  if (typeof whole !== "object" || whole === null) return false;
  return Object.entries(some).every(([name, value]) =>
    isPartOf(value, (whole as Readonly<Record<string, unknown>>)[name]),
  );
}

test("what is read of any line, wherever it was cut, is what the whole line says there", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.nat(), (body, cut) => {
      const text = JSON.stringify(body);
      const found = readableMembers(text.slice(0, cut % (text.length + 1))) ?? {};
      expect(isPartOf(found, JSON.parse(text))).toBe(true);
    }),
  );
});

test("parts of a key agree with a key that has them, and with none that has another", () => {
  const known = packParts([undefined, "MTH", undefined, "1"]);
  expect(known && agreement(known, ["a", "MTH", "b", "1"])).toBe(2);
  expect(known && agreement(known, ["a", "MTH", "b", "2"])).toBe(0);
  expect(known && agreement(known, ["a", "MTH"])).toBe(0);
  expect(packParts([undefined, undefined])).toBeUndefined();
});
