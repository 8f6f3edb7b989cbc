import { describe, expect, test } from "vitest";
import { standingOf } from "../../electron/core/first-sync/standing.ts";
import { judgeStage, mostHeld } from "../../electron/core/first-sync/verdict.ts";

describe("the verdict on a stage", () => {
  const figures = { accepted: 1000, refused: 0, held: 0, waiting: 0, left: 0, causes: [] };
  const cause = (holds: number) => ({
    id: "1",
    title: "A school was refused.",
    records: 1,
    releases: 1,
    who: "source data" as const,
    holds,
  });

  test("is to go on when nothing, or little, was refused", () => {
    expect(judgeStage(figures)).toMatchObject({ advice: "go", share: 0, why: "Everything was accepted." });
    expect(judgeStage({ ...figures, accepted: 980, refused: 15, held: 5 })).toMatchObject({
      advice: "go",
      share: 0.02,
    });
  });

  test("is to stop when more than 2 % were refused or are held", () => {
    const { advice, why } = judgeStage({ ...figures, accepted: 979, refused: 1, held: 20 });
    expect(advice).toBe("stop");
    expect(why).toContain("21 records have been refused or held: 2.1 % of this stage.");
  });

  test("is to stop when one cause holds many, in later stages too, however small its share is", () => {
    const one = { ...figures, accepted: 100_000, refused: 1 };
    expect(judgeStage({ ...one, causes: [cause(mostHeld)] }).advice).toBe("go");
    const { advice, why } = judgeStage({ ...one, causes: [cause(45_012)] });
    expect(advice).toBe("stop");
    expect(why).toContain("45,012 records");
  });

  test("is to send it again when it did not get to its end; who waits for his enrolment is no reason to stop", () => {
    expect(judgeStage({ ...figures, left: 1 })).toMatchObject({ advice: "stop" });
    expect(judgeStage({ ...figures, waiting: 1000 })).toMatchObject({ advice: "go" });
  });
});

describe("whose turn it is", () => {
  const none = { records: 0, wasWavedThrough: false };
  const some = { records: 5, wasWavedThrough: false };
  const done = { records: 5, sent: "done" as const, wasWavedThrough: true };

  test("goes from stage to stage, past those without records", () => {
    const facts = { foundation: done, schedule: none, people: some, enrolment: some, daily: none };
    expect(standingOf(facts)).toEqual({
      states: { foundation: "done", schedule: "empty", people: "next", enrolment: "later", daily: "empty" },
      next: "people",
    });
  });

  test.each([
    ["accepted", "running"],
    ["running", "running"],
    ["done", "judged"],
    ["stopped", "judged"],
    ["cancelled", "judged"],
    ["crashed", "judged"],
  ] as const)("stays with a stage whose submission is %s: it is %s", (sent, state) => {
    const facts = {
      foundation: { ...some, sent },
      schedule: some,
      people: none,
      enrolment: none,
      daily: none,
    };
    expect(standingOf(facts)).toMatchObject({
      states: { foundation: state, schedule: "later" },
      next: "foundation",
    });
  });

  test("comes back to an earlier stage whose first records were found later", () => {
    const facts = { foundation: done, schedule: some, people: done, enrolment: done, daily: none };
    expect(standingOf(facts).next).toBe("schedule");
    expect(standingOf({ ...facts, schedule: none }).next).toBeUndefined();
  });
});
