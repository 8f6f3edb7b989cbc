import { expect, it } from "vitest";
import { figureWords, pilotOf, pilotProblem, stageStateWords } from "../../renderer/stage-words.ts";
import type { StageVerdict } from "../../shared/domain/first-sync.ts";

const verdict: StageVerdict = {
  accepted: 1240,
  refused: 3,
  held: 12,
  waiting: 0,
  left: 0,
  share: 0.01,
  causes: [],
  advice: "go",
  why: "",
};

it("a stage that was sent is good to go on from, or is to be looked at", () => {
  expect(stageStateWords({ state: "judged", verdict }).words).toBe("sent: go on?");
  expect(stageStateWords({ state: "judged", verdict: { ...verdict, advice: "stop" } })).toMatchObject({
    words: "sent: look at it",
    tone: "refused",
  });
  expect(stageStateWords({ state: "later" }).words).toBe("later");
});

it("what became of a stage is told by what there was of it", () => {
  expect(figureWords(verdict)).toBe("1,240 accepted, 3 refused, 12 held");
  expect(figureWords({ ...verdict, refused: 0, held: 0, left: 5 })).toBe("1,240 accepted, 5 not sent yet");
});

it("a pilot is one school, or a number of records", () => {
  const draft = { kind: "records" as const, records: "100", school: " 255901001 " };
  expect([pilotProblem(draft), pilotOf(draft)]).toEqual([undefined, { records: 100 }]);
  const school = { ...draft, kind: "school" as const };
  expect([pilotProblem(school), pilotOf(school)]).toEqual([undefined, { school: "255901001" }]);
  for (const records of ["", "0", "1.5", "100001", "many"])
    expect(pilotProblem({ ...draft, records })).toContain("whole number");
  expect(pilotProblem({ ...school, school: "Lincoln" })).toContain("number");
});
