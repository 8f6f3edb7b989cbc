import type { RecordState } from "../../../shared/domain/record.ts";

/**
 * What can happen to a record on one connection.
 *
 *              edit            accept
 *   new ───────────┐  ┌──────────────────> sent ──edit──> changed
 *   changed ───────┤  │ refuse                │
 *   unknown ───────┼──┼──────────> failed     └─vanish─> gone ──return──> sent or changed
 *   waiting ───────┤  │ hold                            │ ▲ │
 *   blocked ───────┤  ├──────────> blocked       remove │ │ │ retain
 *   failed (force) ┘  │ wait                            │ │ └────────> delete-pending ──return──> sent or changed
 *                     ├──────────> waiting              ▼ │ lose         │  │
 *                     │ lose                      deleted └──────────────┘  │
 *                     └──────────> unknown           ▲        remove        │
 *            (sent, and nobody knows                 └──────────────────────┘
 *             what became of it)
 *
 * `edit` (the content changed) leads to `changed` from everywhere, unless the new content is what the server has: `sent`.
 * From `new`, `edit` and `vanish` only happen to what is on its way: it was accepted, and meanwhile the source changed.
 * Of what has left the files, a server is only asked to delete: it does (`remove`, also where it had it no more), does not
 * (`retain`), or nobody knows (`lose`): then the next one to be asked is told that it is gone already. Of what is `deleted`
 * the server has nothing: when it comes back, it is created anew.
 *
 * `leave` takes what is to be sent (new, changed, failed, blocked, waiting) to `outside`: it belongs to schools that the
 * connection does not send. What the server has as it is stays `sent`, and what nobody knows of `unknown`. From `outside`
 * all leads on as from `new` and `changed`, for an answer may come when it has left already.
 */
export type RecordEvent =
  | "accept"
  | "refuse"
  | "hold"
  | "wait"
  | "lose"
  | "edit"
  | "restore"
  | "vanish"
  | "remove"
  | "retain"
  | "leave";

const afterSending: Partial<Record<RecordEvent, RecordState>> = {
  accept: "sent",
  refuse: "failed",
  hold: "blocked",
  wait: "waiting",
  lose: "unknown",
};
const afterDeleting: Partial<Record<RecordEvent, RecordState>> = {
  remove: "deleted",
  retain: "delete-pending",
  lose: "gone",
};
const sendable: readonly RecordState[] = [
  "new",
  "changed",
  "unknown",
  "waiting",
  "blocked",
  "failed",
  "sent",
  "outside",
];

/** What is not sent any more where its school is not. */
export const leaving: readonly RecordState[] = ["new", "changed", "failed", "blocked", "waiting"];

/** Accepted once, and no longer in the files. */
export const isDeletable = (state: RecordState): boolean => state === "gone" || state === "delete-pending";

/** No longer in the files. */
export const isOut = (state: RecordState): boolean => isDeletable(state) || state === "deleted";

/** The state after an event, or undefined where the event cannot happen in that state. */
export function transition(state: RecordState, event: RecordEvent): RecordState | undefined {
  switch (event) {
    case "edit":
      return "changed";
    case "leave":
      return leaving.includes(state) ? "outside" : undefined;
    case "restore":
      return state === "new" || state === "deleted" ? undefined : "sent";
    case "vanish":
      return state === "delete-pending" || state === "deleted" ? undefined : "gone";
    default:
      if (isDeletable(state)) return afterDeleting[event];
      return sendable.includes(state) ? afterSending[event] : undefined;
  }
}
