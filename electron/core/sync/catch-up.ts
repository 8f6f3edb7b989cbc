import type { Result } from "./outcome-writer.ts";
import type { RecordNow } from "./state-rows.ts";

/**
 * The outcome of a record that its source changed while it was on its way (another connection read the same folder): what
 * was answered is true of the former content. `now`: the record as it is, undefined when nothing is left of it.
 * Undefined: there is nothing to note. Pure.
 */
export function catchUp(result: Result, now: RecordNow | undefined): Result | undefined {
  if (!now) return undefined;
  const { state, cause, accepted } = now;
  const candidate = { ...result.candidate, state, cause, accepted };
  const answered = result.event === "accept" || result.event === "lose";
  if (now.gone) return answered ? { ...aside(result), candidate, event: "vanish" } : undefined;
  if (now.hash.equals(candidate.hash) || result.event === "lose") return { ...result, candidate };
  // A refusal of the former content says nothing of the new one.
  return { ...aside(result), candidate, event: "edit" };
}

const aside = ({ candidate, event, flight, accepted, attempts, status }: Result): Result => ({
  candidate,
  event,
  flight,
  ...(accepted && { accepted }),
  ...(attempts !== undefined && { attempts }),
  ...(event === "accept" && { status }),
});
