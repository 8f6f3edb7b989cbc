import type { DeletePlan } from "../shared/domain/deletes.ts";
import { count, counted } from "./format.ts";

/** 0.0512 -> "5.2 %": rounded up, never less than it is. */
export const shareWords = (share: number) => `${Math.ceil(share * 1000) / 10} %`;

/** Whether so much may be deleted: where it has to be typed, what was typed is the total. Pure. */
export function isConfirmed({ total, stops, refusal }: DeletePlan, typed: string): boolean {
  const isOther = refusal !== undefined && !stops;
  if (total === 0 || isOther) return false;
  return !stops || isTyped(total, typed);
}

/** Whether a number was typed, however a person separates thousands. Pure. */
export const isTyped = (total: number, typed: string): boolean =>
  typed.replace(/[\s,.]/g, "") === String(total);

/** What happens, in a sentence. `planned`: records that the same push sends before. */
export function deletingWords({ total }: DeletePlan, planned: number, name: string): string {
  if (total === 0) return `Nothing would be deleted on ${name}.`;
  const before = planned > 0 ? `First ${counted(planned, "record is", "records are")} sent. Then ` : "";
  const records = counted(total, "record is", "records are");
  return `${before}${before === "" ? records.charAt(0).toUpperCase() + records.slice(1) : records} deleted on ${name}: those that refer to others first. They come back by themselves when they stand in your files again.`;
}

/** How far the deletions of a push are, which begin when all else is sent. `left`: records without an outcome, these among them. */
export function deletionsWords({ planned, done }: { planned: number; done: number }, left: number): string {
  const isDeleting = left <= planned - done;
  return isDeleting
    ? `Deleting what has left your files: ${count(done)} of ${count(planned)}`
    : `${counted(planned, "record that has", "records that have")} left your files ${planned === 1 ? "is" : "are"} deleted when all else is sent`;
}
