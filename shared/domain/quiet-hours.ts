/** When nothing is told. Times of day are this machine's own, "18:00"; a day is 0 (Sunday) to 6. */
export interface QuietHours {
  readonly on: boolean;
  readonly from: string;
  readonly to: string;
  /** Quiet from midnight to midnight. */
  readonly days: readonly number[];
}

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/** Pure. Equal times are no hours at all. */
export function isQuiet({ on, from, to, days }: QuietHours, at: Date): boolean {
  if (!on) return false;
  if (days.includes(at.getDay())) return true;
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const now = at.getHours() * 60 + at.getMinutes();
  return begin <= end ? now >= begin && now < end : now >= begin || now < end;
}

const daysLooked = 8;

/** The first moment from this one on that is not quiet; undefined: there is none. Pure. */
export function quietUntil(quiet: QuietHours, at: Date): Date | undefined {
  if (!isQuiet(quiet, at)) return at;
  const end = minutesOf(quiet.to);
  for (let day = 0; day < daysLooked; day++) {
    for (const minutes of [0, end]) {
      // By the calendar, not by counting hours: a day in which the clocks change is longer or shorter.
      const moment = new Date(at.getFullYear(), at.getMonth(), at.getDate() + day, 0, minutes);
      if (moment > at && !isQuiet(quiet, moment)) return firstOf(quiet, moment, at);
    }
  }
  return undefined;
}

/** A time of day that the clocks jump over is a later one then: what lies before it may be over already. */
function firstOf(quiet: QuietHours, found: Date, after: Date): Date {
  const before = new Date(found.getTime() - 60_000);
  return before <= after || isQuiet(quiet, before) ? found : firstOf(quiet, before, after);
}
