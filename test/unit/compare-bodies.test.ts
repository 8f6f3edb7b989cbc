import { describe, expect, test } from "vitest";
import { parseLossless } from "../../electron/core/model/canonical.ts";
import { compareBodies } from "../../electron/core/model/compare-bodies.ts";

const grade = (code: string) => ({ gradeLevelDescriptor: `uri://ed-fi.org/GradeLevelDescriptor#${code}` });

describe("what our body and the server's differ in", () => {
  test("is nothing where only the server's own members, empty ones and the way of writing differ", () => {
    const ours = {
      schoolId: 1,
      schoolReference: { schoolId: 255901 },
      closed: null,
      hours: 6.5,
      at: "2026-08-17T07:00:00-05:00",
      gradeLevels: [grade("Ninth grade"), grade("Tenth grade")],
    };
    const theirs = {
      id: "1b1a",
      schoolId: "1",
      schoolReference: { schoolId: 255901, link: { rel: "School", href: "/ed-fi/schools/1" } },
      categories: [],
      hours: 6.5,
      at: "2026-08-17T12:00:00Z",
      gradeLevels: [grade("tenth Grade"), grade("Ninth grade")],
      _etag: "5250093105232954695",
      _lastModifiedDate: "2026-11-30T00:00:00Z",
    };
    expect(compareBodies(ours, theirs)).toEqual([]);
  });

  test("is told by place, with both values, or the only one", () => {
    const ours = {
      name: "A",
      city: "X",
      reference: { id: 1 },
      addresses: [{ street: "1" }, { street: "2" }],
    };
    const theirs = {
      name: "B",
      zip: "9",
      reference: { id: 2 },
      addresses: [{ street: "2" }, { street: "3" }],
    };
    expect(compareBodies(ours, theirs)).toEqual([
      { path: "$.addresses[0].street", ours: "1", theirs: "3" },
      { path: "$.city", ours: "X" },
      { path: "$.name", ours: "A", theirs: "B" },
      { path: "$.reference.id", ours: 1, theirs: 2 },
      { path: "$.zip", theirs: "9" },
    ]);
  });

  test("is told of items that only one side has, and of as many as there are more", () => {
    const one = { names: ["a", "b", "b"] };
    expect(compareBodies(one, { names: ["b", "a"] })).toEqual([{ path: "$.names[2]", ours: "b" }]);
    expect(compareBodies({ names: ["a"] }, { names: ["a", "c"] })).toEqual([
      { path: "$.names[1]", theirs: "c" },
    ]);
  });

  test("is found in the last digit of a number that a double cannot hold", () => {
    const body = (digit: number) => parseLossless(`{"schoolId": 74567245383245600${digit}}`) as object;
    expect(compareBodies(body(1), body(1))).toEqual([]);
    expect(compareBodies(body(1), body(2))).toEqual([
      { path: "$.schoolId", ours: "745672453832456001", theirs: "745672453832456002" },
    ]);
  });
});
