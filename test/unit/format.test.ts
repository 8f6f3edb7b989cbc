import { describe, expect, it } from "vitest";
import {
  ago,
  count,
  counted,
  progressWords,
  resourceName,
  spokenProgress,
  timeLeft,
} from "../../renderer/format.ts";
import { progressAt, startedRun } from "../hosts/fake-world.ts";

const progress = progressAt(startedRun("one", 1), 250);

describe("words on the page", () => {
  it("numbers have separators, and one is not many", () => {
    expect(count(1_234_567)).toBe("1,234,567");
    expect([0, 1, 2].map((value) => counted(value, "cause", "causes"))).toEqual([
      "0 causes",
      "1 cause",
      "2 causes",
    ]);
  });

  it("the time left is rounded, so that it does not flicker", () => {
    expect([0, 12, 58, 61, 3540, 3661].map(timeLeft)).toEqual([
      "5 s left",
      "10 s left",
      "60 s left",
      "1 min left",
      "59 min left",
      "1 h 1 min left",
    ]);
  });

  it("times are told from now, and a clock that runs ahead is just now", () => {
    const now = Date.parse("2026-11-22T12:00:00Z");
    const before = (seconds: number) => ago(new Date(now - seconds * 1000).toISOString(), now);
    expect([-90, 5, 300, 7200, 86_400 * 3].map(before)).toEqual([
      "just now",
      "just now",
      "5 minutes ago",
      "2 hours ago",
      "3 days ago",
    ]);
  });

  it("a resource is called as educators call it, and an extension's keeps its prefix", () => {
    expect(resourceName("/ed-fi/students")).toBe("students");
    expect(resourceName("/tpdm/candidates")).toBe("tpdm/candidates");
  });

  it("every phase of a push has its words", () => {
    expect(progressWords(undefined)).toBe("Starting");
    expect(progressWords({ ...progress, phase: "connecting" })).toBe("Connecting");
    expect(progressWords({ ...progress, phase: "reading" })).toBe("Reading files: 1,000 lines");
    expect(progressWords(progress)).toBe("250 of 1,000");
    expect(progressWords({ ...progress, phase: "ended" })).toBe("Finishing");
  });

  it("a screen reader hears of every tenth, not of every record", () => {
    const said = new Set(
      Array.from({ length: 1001 }, (_, done) => spokenProgress("State", { ...progress, done })),
    );
    expect(said.size).toBe(11);
    expect(spokenProgress("State", { ...progress, planned: 0 })).toContain("0 percent");
  });
});
