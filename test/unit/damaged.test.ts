import fc from "fast-check";
import { expect, test } from "vitest";
import { readableMembers } from "../../electron/core/sources/damaged.ts";

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

test("what is read of any line, wherever it was cut, is what the whole line says there", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.nat(), (body, cut) => {
      const text = JSON.stringify(body);
      const whole: Record<string, unknown> = JSON.parse(text);
      const found = readableMembers(text.slice(0, cut % (text.length + 1))) ?? {};
      for (const [name, said] of Object.entries(found)) expect(said).toEqual(whole[name]);
    }),
  );
});
