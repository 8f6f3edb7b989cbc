import type { RecordState } from "../../../shared/domain/record.ts";
import { type CauseDelta, noDelta } from "../causes/cause-counts.ts";
import type { StateRow } from "./state-rows.ts";
import type { Outcome } from "./states-store.ts";
import { isOut, type RecordEvent } from "./transitions.ts";

/** What a batch of outcomes does to causes, by their ids. */
export type CauseDeltas = Map<number, CauseDelta>;

/**
 * The cause that a record stays under though its outcome names none: nobody knows yet whether the repair of it was one.
 * Null: none. Pure.
 */
export function stillUnder(
  { cause, former, state }: Pick<StateRow, "cause" | "former" | "state">,
  event: RecordEvent,
): number | null {
  const isOpen = event === "edit" || event === "wait" || (event === "lose" && !isOut(state));
  return isOpen ? (cause ?? former) : null;
}

/** Adds what became of one record, which was under these causes until now. */
export function countCauses(
  deltas: CauseDeltas,
  was: Pick<StateRow, "cause" | "former" | "state">,
  { cause, former, event }: Pick<Outcome, "cause" | "former" | "event">,
) {
  const add = (id: number | null, count: keyof CauseDelta, by: number) => {
    if (id === null) return;
    const known = deltas.get(id) ?? { ...noDelta };
    known[count] += by;
    deltas.set(id, known);
  };
  add(was.cause, isFailure(was.state) ? "failed" : "held", -1);
  add(was.former, "repaired", -1);
  add(cause, isFailure(event) ? "failed" : "held", 1);
  add(former, "repaired", 1);
  if (cause !== was.cause) add(cause, "joined", 1);
  if (former !== was.former) add(former, "mended", 1);
  const left = event === "accept" || event === "remove" ? "accepted" : "withdrawn";
  for (const id of [was.cause, was.former]) if (id !== cause && id !== former) add(id, left, 1);
}

/** Records that failed by a cause are counted apart from those that it holds. */
const isFailure = (what: RecordState | RecordEvent) =>
  what === "failed" || what === "unknown" || what === "refuse" || what === "lose";
