import type { Submission } from "../../shared/domain/submission.ts";

/** One that somebody has just started by hand. */
export const submission: Submission = {
  id: "1",
  connection: "one",
  startedBy: "window",
  who: "steward",
  at: "2026-11-22T10:40:00.000Z",
  request: { connection: "one", force: false },
  state: "accepted",
  runs: [],
  sent: 0,
  refused: 0,
  deleted: 0,
};
