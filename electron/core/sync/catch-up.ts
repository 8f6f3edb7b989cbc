import type { Result } from "./outcome-writer.ts";
import { doubtful, type RecordNow } from "./state-rows.ts";
import { isDeletable } from "./transitions.ts";

/**
 * The outcome of a record that its source changed while it was on its way (another connection read the same folder): what
 * was answered is true of the former content. `now`: the record as it is, undefined when nothing is left of it.
 * `reshaped`: a mapping or a switch has changed since it was made ready, so that the server may have another body than is
 * wanted now. Undefined: there is nothing to note. Pure.
 */
export function catchUp(result: Result, now: RecordNow | undefined, reshaped: boolean): Result | undefined {
  if (!now) return undefined;
  const { state, cause, former, accepted } = now;
  const candidate = { ...result.candidate, state, cause, former, accepted };
  if (isDeletable(result.candidate.state)) return catchUpDelete({ ...result, candidate }, now);
  const answered = result.event === "accept" || result.event === "lose";
  if (now.gone) return answered ? { ...aside(result), candidate, event: "vanish" } : undefined;
  const isSame = now.hash.equals(candidate.hash);
  if ((isSame && !reshaped) || result.event === "lose") return { ...result, candidate };
  // A refusal of the former content says nothing of the new one.
  const edited: Result = { ...aside(result), candidate, event: "edit" };
  return isSame && result.event === "accept"
    ? { ...edited, candidate: { ...candidate, hash: doubtful } }
    : edited;
}

/** What was to be deleted may be back meanwhile: then it is to be sent again, unless the server kept it. */
function catchUpDelete(result: Result, { gone }: RecordNow): Result | undefined {
  if (gone) return result;
  if (result.event === "retain") return undefined;
  const edited: Result = { ...aside(result), event: "edit" };
  return result.event === "remove" ? { ...edited, forgets: true } : { ...edited, doubts: true };
}

const aside = ({ candidate, event, flight, accepted, attempts, status }: Result): Result => ({
  candidate,
  event,
  flight,
  ...(accepted && { accepted }),
  ...(attempts !== undefined && { attempts }),
  ...(event === "accept" && { status }),
});
