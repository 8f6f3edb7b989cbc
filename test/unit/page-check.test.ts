import { describe, expect, test } from "vitest";
import { checkAgeWords, checkProgressWords, checkWords, foreseenWords } from "../../renderer/check-words.ts";
import { apply, checkOf, empty } from "../../renderer/state.ts";
import type { CheckProgress } from "../../shared/domain/check.ts";

const last = {
  at: "2026-11-22T07:30:00.000Z",
  checked: 1204,
  problems: 3,
  refused: 12,
  held: 45,
  left: 3,
  outdated: [],
};

describe("a check in words", () => {
  test.each([
    [
      {},
      "1,204 records were checked; 3 things would be refused or hold others back: 12 records refused, 45 held back.",
    ],
    [{ held: 0 }, "1,204 records were checked; 3 things would be refused: 12 records."],
    [{ refused: 0, problems: 1 }, "1,204 records were checked; 1 thing would hold back 45 records."],
    [{ problems: 0 }, "1,204 records were checked; nothing was found that the server would refuse."],
    [
      { checked: 1, problems: 0, resources: ["/ed-fi/schools"] },
      "1 record of schools was checked; nothing was found that the server would refuse.",
    ],
  ])("tells what it came to (%o)", (more, words) => {
    expect(checkWords({ ...last, ...more })).toBe(words);
  });

  test("tells what has happened since, and what is left of what it found", () => {
    expect(checkAgeWords(last)).toBeUndefined();
    expect(checkAgeWords({ ...last, outdated: ["mapping", "files"] })).toBe(
      "Since then your files changed and mappings changed: check again to know where you stand.",
    );
    const sent = { ...last, outdated: ["push" as const] };
    expect(checkAgeWords({ ...sent, left: 1 })).toContain("Of what was found, 1 is left.");
    expect(checkAgeWords({ ...sent, left: 0 })).toContain("Nothing of what was found is left.");
  });

  test("tells of a preview's records", () => {
    const foreseen = { refused: 12, held: 0, causes: [], more: 0 };
    expect(foreseenWords(foreseen)).toBe("12 of these would be refused.");
    expect(foreseenWords({ ...foreseen, held: 1 })).toContain(", and 1 held back because of what it needs.");
    expect(foreseenWords({ ...foreseen, refused: 0, held: 4 })).toContain("4 of these would be held back");
    expect(foreseenWords({ ...foreseen, refused: 0 })).toContain("Nothing was found of these");
  });
});

test("of two words about a check the later one stands, and a preview's is another one", () => {
  const progress: CheckProgress = {
    connection: "c",
    of: "check",
    phase: "checking",
    linesRead: 0,
    checked: 5,
    planned: 10,
  };
  const late = apply(empty, { seq: 2, name: "check.progress", data: progress });
  const early = apply(late, { seq: 1, name: "check.progress", data: { ...progress, checked: 1 } });
  expect(checkOf(early, "c", "check")).toEqual(progress);
  expect(checkOf(early, "c", "preview")).toBeUndefined();
  expect(checkProgressWords(progress)).toBe("5 of 10 records checked");
  expect(checkProgressWords({ ...progress, phase: "reading", linesRead: 1 })).toContain("1 line so far");
});
