import { expect, test } from "vitest";
import { freeName, mistakesFor } from "../../electron/core/training/practice-plan.ts";
import { parseDistrictFaults } from "../../electron/practice/district/generate.ts";
import { practiceSecondsLeft, practiceShare, practiceSteps } from "../../renderer/practice-words.ts";
import { markedName } from "../../shared/domain/practice-facts.ts";

const startedAt = "2026-11-30T08:00:00Z";
const at = (seconds: number) => Date.parse(startedAt) + seconds * 1000;

test("what was made counts as done, what is being made as now, and the rest comes next", () => {
  expect(practiceSteps("connection").map(({ state }) => state)).toEqual(["done", "done", "now", "next"]);
});

test("writing and reading are each half of the way, and the time left is told once a tenth is done", () => {
  const district = { phase: "district", done: 5000, of: 10_000, startedAt } as const;
  expect(practiceShare(district)).toBe(0.25);
  expect(practiceShare({ phase: "reading", done: 5000, of: 10_000, startedAt })).toBe(0.75);
  expect(practiceSecondsLeft(district, at(2))).toBe(6);
  expect(practiceSecondsLeft({ ...district, done: 1000 }, at(2))).toBeUndefined();
});

test("the mistakes fit the size of the district, and can be planted", () => {
  for (const students of [20, 300, 5000]) {
    const wanted = parseDistrictFaults(mistakesFor(students));
    expect(wanted.get("refused-school")).toBeLessThan(students / 2);
    expect(wanted.get("unmapped-code")).toBeLessThan(students);
  }
});

test("the connection gets the first name that nobody has, letters' case aside", () => {
  expect(freeName([])).toBe("Practice");
  expect(freeName(["PRACTICE", "Practice 3"])).toBe("Practice 2");
});

test("a practice connection is marked where its name does not say that it is one", () => {
  expect(markedName({ name: "State", practice: false })).toBe("State");
  expect(markedName({ name: "State", practice: true })).toBe("State (practice)");
  expect(markedName({ name: "My practice", practice: true })).toBe("My practice");
});
