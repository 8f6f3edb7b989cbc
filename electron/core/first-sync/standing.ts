import type { StageState } from "../../../shared/domain/first-sync.ts";
import { type Stage, stages } from "../../../shared/domain/stage.ts";
import type { SubmissionState } from "../../../shared/domain/submission.ts";

/** What decides how a stage stands. */
export interface StageFacts {
  readonly records: number;
  /** Of what sent it last; absent: nobody has sent it. */
  readonly sent?: SubmissionState | undefined;
  readonly wasWavedThrough: boolean;
}

/** How each stage stands, and whose turn it is. Pure. */
export function standingOf(facts: Readonly<Record<Stage, StageFacts>>): {
  readonly states: Readonly<Record<Stage, StageState>>;
  readonly next: Stage | undefined;
} {
  const next = stages.find((stage) => !facts[stage].wasWavedThrough && facts[stage].records > 0);
  const stateOf = (stage: Stage): StageState => {
    const { records, sent, wasWavedThrough } = facts[stage];
    if (wasWavedThrough) return "done";
    if (records === 0) return "empty";
    if (stage !== next) return "later";
    if (sent === undefined) return "next";
    return sent === "accepted" || sent === "running" ? "running" : "judged";
  };
  const states = Object.fromEntries(stages.map((stage) => [stage, stateOf(stage)]));
  return { states: states as Record<Stage, StageState>, next };
}
