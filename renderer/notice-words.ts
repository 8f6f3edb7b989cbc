import { isQuiet, type QuietHours, quietUntil } from "../shared/domain/quiet-hours.ts";
import { weekdayTime } from "./format.ts";

/** What the hours mean at this moment. Pure. */
export function quietWords(quiet: QuietHours, now: Date): string {
  if (!isQuiet(quiet, now)) return "Now is no quiet hour: what needs you is shown when it comes.";
  const end = quietUntil(quiet, now);
  return end
    ? `Now is a quiet hour: what comes until ${weekdayTime(end)} is shown together then.`
    : "Nothing would ever be shown: leave a time that is not quiet.";
}

/** Monday first, as a week in a school has it. */
export const weekdays: readonly { readonly day: number; readonly name: string }[] = [
  { day: 1, name: "Monday" },
  { day: 2, name: "Tuesday" },
  { day: 3, name: "Wednesday" },
  { day: 4, name: "Thursday" },
  { day: 5, name: "Friday" },
  { day: 6, name: "Saturday" },
  { day: 0, name: "Sunday" },
];
