import { describe, expect, it } from "vitest";
import { completeOf, completeWords, entriesOf, entryProblem } from "../../renderer/complete-draft.ts";
import { deletingWords, deletionsWords, isConfirmed, shareWords } from "../../renderer/delete-words.ts";
import type { DeletePlan } from "../../shared/domain/deletes.ts";

const plan = (more: Partial<DeletePlan> = {}): DeletePlan => ({
  total: 1200,
  resources: [],
  stops: false,
  kept: [],
  ...more,
});

describe("deleting what has left the files", () => {
  it("needs the number typed where it is much, and nothing else counts", () => {
    expect(isConfirmed(plan(), "")).toBe(true);
    const much = plan({ stops: true, refusal: "1,200 of 2,000 sections would be deleted." });
    expect(["", "1199", "12000", "yes"].map((typed) => isConfirmed(much, typed))).toEqual(
      Array(4).fill(false),
    );
    expect(["1200", " 1,200 "].map((typed) => isConfirmed(much, typed))).toEqual([true, true]);
  });

  it("cannot be confirmed where there is nothing, or where something else is in its way", () => {
    expect(isConfirmed(plan({ total: 0 }), "0")).toBe(false);
    expect(isConfirmed(plan({ refusal: "The list has changed." }), "")).toBe(false);
  });

  it("is said in words: what is sent before, how many, where", () => {
    expect(deletingWords(plan(), 30, "State")).toContain(
      "First 30 records are sent. Then 1,200 records are deleted on State",
    );
    expect(deletingWords(plan({ total: 1 }), 0, "State")).toContain("1 record is deleted on State");
    expect(deletingWords(plan({ total: 0 }), 0, "State")).toBe("Nothing would be deleted on State.");
    expect(shareWords(0.05001)).toBe("5.1 %");
  });
});

describe("deletions under way", () => {
  it("are announced while all else is sent, and counted from then on", () => {
    expect(deletionsWords({ planned: 1200, done: 0 }, 1500)).toBe(
      "1,200 records that have left your files are deleted when all else is sent",
    );
    expect(deletionsWords({ planned: 1, done: 0 }, 2)).toBe(
      "1 record that has left your files is deleted when all else is sent",
    );
    expect(deletionsWords({ planned: 1200, done: 300 }, 900)).toBe(
      "Deleting what has left your files: 300 of 1,200",
    );
  });
});

describe("complete lists of a folder", () => {
  const complete = [
    { resource: "/ed-fi/sections" },
    { resource: "/ed-fi/grades", schools: ["1", "2"] },
    { resource: "/ed-fi/courses" },
    { resource: "/ed-fi/cohorts", schools: ["1", "2"] },
  ];

  it("stand together by their schools, and are asked for as they were", () => {
    const entries = entriesOf(complete);
    expect(entries.map(({ resources, schools }) => ({ resources, schools }))).toEqual([
      { resources: ["/ed-fi/sections", "/ed-fi/courses"], schools: "" },
      { resources: ["/ed-fi/grades", "/ed-fi/cohorts"], schools: "1, 2" },
    ]);
    expect(completeOf(entries)).toEqual([
      { resources: ["/ed-fi/sections", "/ed-fi/courses"] },
      { resources: ["/ed-fi/grades", "/ed-fi/cohorts"], schools: ["1", "2"] },
    ]);
  });

  it("begin with an empty entry, which asks for nothing", () => {
    expect(completeOf(entriesOf(undefined))).toEqual([]);
    expect(entryProblem({ key: 0, resources: [], schools: "" })).toBeUndefined();
    expect(entryProblem({ key: 0, resources: [], schools: "1" })).toContain("resources");
    expect(entryProblem({ key: 0, resources: ["/ed-fi/grades"], schools: "Lincoln" })).toContain('"Lincoln"');
  });

  it("are said in one line", () => {
    expect(completeWords([])).toBeUndefined();
    expect(completeWords(complete)).toBe(
      "A complete list of sections, grades (2 schools), courses and 1 more",
    );
  });
});
