import { Cron } from "croner";
import type { Schedule } from "../../../shared/domain/schedule.ts";
import { AppError } from "../../../shared/errors.ts";

const minute = 60_000;
const minutesADay = 24 * 60;
/** Batches are at least so far apart: milliseconds. */
export const closest = 5 * minute;
/** The shortest one, which spring makes an hour shorter. */
const aDay = 23 * 60 * minute;
/** Times that are looked at to see whether a pattern comes too often: more than a day of the densest. */
const looked = 400;

/** The times of a schedule, in milliseconds since 1970. */
export interface Timetable {
  /** The first one after `after`; undefined: never again. */
  next(after: number): number | undefined;
}

/**
 * The times of a schedule. Those of "every" are multiples of the interval since 1970: no change of a clock shifts them. Those
 * of a cron pattern follow its time zone: in spring a fixed time that is left out comes at the first time after the gap, in
 * autumn one that comes twice is taken once. A schedule that follows changes has no times.
 */
export function timetableOf({ timing, timeZone }: Pick<Schedule, "timing" | "timeZone">): Timetable {
  if (timing.kind === "every") {
    const step = timing.minutes * minute;
    return { next: (after) => (Math.floor(after / step) + 1) * step };
  }
  if (timing.kind === "changes") return { next: () => undefined };
  const cron = new Cron(timing.cron, { timezone: timeZone, mode: "5-part", paused: true });
  return { next: (after) => cron.nextRun(new Date(after))?.getTime() };
}

/** As a schedule of its own: the times of a resync are those of a pattern, and its quiet hours those of the batches. */
export const resyncOf = ({ resync, timeZone, quiet }: Schedule): Schedule | undefined =>
  resync && { timing: { kind: "at", cron: resync.cron }, timeZone, ...(quiet && { quiet }) };

/** Throws AppError("invalid-input") for a pattern that is none, that never comes, or that comes too often. */
export function requireTimetable(schedule: Schedule, now: number): void {
  requireTimes(schedule, now, {
    closest,
    tooOften: "That is more often than every 5 minutes. Choose times that are further apart.",
  });
  const resync = resyncOf(schedule);
  if (resync)
    requireTimes(resync, now, {
      closest: aDay,
      tooOften: "Everything is sent again once a day at most. Choose times that are further apart.",
    });
}

interface Limit {
  readonly closest: number;
  readonly tooOften: string;
}

function requireTimes(schedule: Schedule, now: number, { closest: least, tooOften }: Limit): void {
  if (schedule.timing.kind !== "at") return;
  const times = firstTimes(schedule, now);
  if (times.length === 0)
    throw new AppError(
      "invalid-input",
      "That time never comes: look at the day and the month of the pattern.",
    );
  if (times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) < least))
    throw new AppError("invalid-input", tooOften);
}

function firstTimes(schedule: Schedule, now: number): number[] {
  const times: number[] = [];
  try {
    const { next } = timetableOf(schedule);
    for (let at = next(now); at !== undefined && times.length < looked; at = next(at)) times.push(at);
  } catch {
    throw new AppError(
      "invalid-input",
      'That is no cron pattern. Write five fields (minute, hour, day of month, month, day of week), such as "30 2 * * 1-5" for half past two from Monday to Friday.',
    );
  }
  return times;
}

/** The first time at or after `at` that is not in the quiet hours. */
export function afterQuiet({ quiet, timeZone }: Pick<Schedule, "quiet" | "timeZone">, at: number): number {
  if (!quiet) return at;
  const clock = wallClock(timeZone);
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const isQuiet = (time: number) => (from < to ? time >= from && time < to : time >= from || time < to);
  let found = at;
  for (let time = clock(found); isQuiet(time); time = clock(found)) {
    // A quarter of an hour at most: between two quarters no zone moves its clocks, and no end is missed.
    const step = Math.min((to - time + minutesADay) % minutesADay, 15 - (time % 15));
    found = (Math.floor(found / minute) + step) * minute;
  }
  return found;
}

/** The first times at which batches are started, when nothing else is in their way: those of quiet hours come once, behind them. */
export function startsOf(schedule: Schedule, after: number, limit: number): number[] {
  const { next } = timetableOf(schedule);
  const starts: number[] = [];
  for (let due = next(after); due !== undefined && starts.length < limit; ) {
    const start = afterQuiet(schedule, due);
    starts.push(start);
    due = next(start);
  }
  return starts;
}

/** They take longer to be made than all else here. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight, on the clock of a time zone. */
function wallClock(timeZone: string): (at: number) => number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  formats.set(timeZone, format);
  return (at) => minutesOf(format.format(at));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
