import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { atEnd, ownFolder, student, write } from "./harness.ts";
import { createReadingBench } from "./reading-bench.ts";

const one = (firstName: string) => student("1", { firstName });

function setUp(files: Readonly<Record<string, readonly (object | string)[]>>) {
  const folder = ownFolder();
  write(folder, files);
  const bench = createReadingBench(folder);
  atEnd(bench.close);
  return {
    ...bench,
    write: (changed: typeof files) => write(folder, changed),
    remove: (name: string) => rmSync(join(folder, name)),
    firstNames: () => bench.records().map(({ body }) => JSON.parse(body).firstName),
    places: () => bench.rejected().map(({ file, line }) => `${file}:${line}`),
  };
}

describe("a record that several lines state", () => {
  test("is what the later file says, also when only the earlier file changes", async () => {
    const bench = setUp({ "students/a.jsonl": [one("A")], "students/b.jsonl": [one("B")] });
    await bench.scan();
    bench.write({ "students/a.jsonl": [one("Another")] });
    expect(await bench.scan()).toMatchObject({ records: 1, new: 0, changed: 0, unchanged: 1 });
    expect(bench.firstNames()).toEqual(["B"]);
    expect(bench.places()).toEqual(["students/a.jsonl:1"]);
    expect(bench.told(), "nobody has to send anything").toEqual([]);
  });

  test("is what the later file says, also when the earlier one states it for the first time", async () => {
    const bench = setUp({ "students/b.jsonl": [one("B")] });
    await bench.scan();
    bench.write({ "students/a.jsonl": [one("A")] });
    await bench.scan();
    expect(bench.firstNames()).toEqual(["B"]);
    expect(bench.places()).toEqual(["students/a.jsonl:1"]);
    expect(bench.told()).toEqual([]);
  });

  test("is what the earlier line says once the later one is gone, and that line is no longer told", async () => {
    const bench = setUp({ "students/a.jsonl": [one("A")], "students/b.jsonl": [one("B"), student("2")] });
    await bench.scan();
    bench.write({ "students/b.jsonl": [student("2")] });
    expect(await bench.scan()).toMatchObject({ records: 2, changed: 1, unchanged: 1, gone: 0 });
    expect(bench.firstNames()).toContain("A");
    expect(bench.places()).toEqual([]);
  });

  test("is what the earlier file says once the later file is gone", async () => {
    const bench = setUp({ "students/a.jsonl": [one("A")], "students/b.jsonl": [one("B")] });
    await bench.scan();
    bench.remove("students/b.jsonl");
    expect(await bench.scan()).toMatchObject({ files: 1, records: 1, changed: 1, gone: 0 });
    expect(bench.firstNames()).toEqual(["A"]);
    expect(bench.records()).toMatchObject([{ file: "students/a.jsonl", line: 1 }]);
    expect(bench.places()).toEqual([]);
  });

  test("is told on every line that says other than the one that counts", async () => {
    const bench = setUp({ "students.jsonl": ["B", "A", "A", "B", "A", "B"].map(one) });
    await bench.scan();
    expect(bench.firstNames()).toEqual(["B"]);
    expect(bench.places()).toEqual(["students.jsonl:2", "students.jsonl:3", "students.jsonl:5"]);
    expect(bench.records()).toMatchObject([{ line: 6 }]);
  });

  test("may be stated by thousands of lines (defect 11)", async () => {
    const ids = Array.from({ length: 2000 }, (_, index) => String(index));
    const lines = ["Earlier", "Later"].flatMap((firstName) => ids.map((id) => student(id, { firstName })));
    const bench = setUp({ "students.jsonl": lines });
    expect(await bench.scan()).toMatchObject({ records: 2000, new: 2000, changed: 0, rejectedTotal: 2000 });
    bench.write({ "students.jsonl": [...lines, student("another")] });
    expect(await bench.scan()).toMatchObject({ records: 2001, new: 1, changed: 0, rejectedTotal: 2000 });
    expect(new Set(bench.firstNames())).toEqual(new Set(["Later", "Practice"]));
    expect(bench.told()).toEqual([]);
  });
});

test("a record whose members are spelled in another case is the same record", async () => {
  const bench = setUp({ "students.jsonl": [one("A")] });
  await bench.scan();
  bench.write({
    "students.jsonl": [
      '{"StudentUniqueId":"1","FIRSTNAME":"A","lastSurname":"Pupil","birthDate":"2012-03-04"}',
    ],
  });
  expect(await bench.scan()).toMatchObject({ records: 1, new: 0, changed: 0, unchanged: 1, gone: 0 });
  bench.write({ "students.jsonl": ['{"StudentUniqueId":"1","FIRSTNAME":"B"}'] });
  expect(await bench.scan()).toMatchObject({ records: 1, new: 0, changed: 1, gone: 0 });
  expect(bench.firstNames()).toEqual(["B"]);
});

test("what several lines state is read anew for another model, too", async () => {
  const referring = { ...one("A"), siblingReference: { studentUniqueId: "2" } };
  const bench = setUp({ "students/a.jsonl": [one("B")], "students/b.jsonl": [referring] });
  await bench.scan();
  expect(bench.references()).toEqual([0]);
  expect(await bench.scanAnew()).toMatchObject({ records: 1, changed: 0, rejectedTotal: 1 });
  expect(bench.references()).toEqual([17]);
});

test("of a file that grew only what is new is read", async () => {
  const lines = Array.from({ length: 9000 }, (_, index) => student(String(index)));
  const bench = setUp({ "students.jsonl": ["{", ...lines] });
  expect(await bench.scan()).toMatchObject({ new: 9000, rejectedTotal: 1 });
  expect(bench.linesRead()).toBe(9001);
  bench.write({ "students.jsonl": ["{", ...lines, student("another")] });
  expect(await bench.scan()).toMatchObject({
    new: 1,
    changed: 0,
    unchanged: 9000,
    gone: 0,
    rejectedTotal: 1,
  });
  expect(bench.linesRead()).toBeLessThan(4000);
  expect(
    bench
      .records()
      .map(({ line }) => line ?? 0)
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 9001 }, (_, index) => index + 2));
});
