import type { RecordState } from "../../../shared/domain/record.ts";

/**
 * What can happen to a record on one connection.
 *
 *              edit            accept
 *   new ───────────┐  ┌──────────────────> sent ──edit──> changed
 *   changed ───────┤  │ refuse                │
 *   unknown ───────┼──┼──────────> failed     └─vanish─> gone ──return──> sent or changed
 *   waiting ───────┤  │ hold
 *   blocked ───────┤  ├──────────> blocked
 *   failed (force) ┘  │ wait
 *                     ├──────────> waiting
 *                     │ lose
 *                     └──────────> unknown      (sent, and nobody knows what became of it)
 *
 * `edit` (the content changed) leads to `changed` from everywhere, unless the new content is what the server has: `sent`.
 * From `new`, `edit` and `vanish` only happen to what is on its way: it was accepted, and meanwhile the source changed.
 */
export type RecordEvent = "accept" | "refuse" | "hold" | "wait" | "lose" | "edit" | "restore" | "vanish";

const afterSending: Partial<Record<RecordEvent, RecordState>> = {
  accept: "sent",
  refuse: "failed",
  hold: "blocked",
  wait: "waiting",
  lose: "unknown",
};
const sendable: readonly RecordState[] = [
  "new",
  "changed",
  "unknown",
  "waiting",
  "blocked",
  "failed",
  "sent",
];

/** The state after an event, or undefined where the event cannot happen in that state. */
export function transition(state: RecordState, event: RecordEvent): RecordState | undefined {
  switch (event) {
    case "edit":
      return "changed";
    case "restore":
      return state === "new" ? undefined : "sent";
    case "vanish":
      return "gone";
    default:
      return sendable.includes(state) ? afterSending[event] : undefined;
  }
}
