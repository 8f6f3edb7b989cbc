import type { RecordState } from "../../shared/domain/record.ts";
import type { RunState } from "../../shared/domain/run.ts";

/** A record's state in a steward's words. */
export const recordWords: Readonly<Record<RecordState, string>> = {
  new: "new",
  changed: "changed",
  sending: "sending",
  sent: "accepted",
  failed: "refused",
  blocked: "blocked",
  waiting: "waiting",
  unknown: "unknown",
  gone: "gone",
  "delete-pending": "not deleted",
  deleted: "deleted",
  outside: "other school",
};

/** How a push stands, or ended. */
export const runWords: Readonly<Record<RunState, string>> = {
  queued: "waits its turn",
  running: "running",
  done: "done",
  cancelled: "interrupted",
  stopped: "ended early",
  crashed: "broke off",
};
