import type { Schedule, ScheduleView } from "../../../shared/domain/schedule.ts";
import { afterQuiet, closest, timetableOf } from "./timetable.ts";

/** How a connection stands with its schedule. Times in milliseconds since 1970. */
export interface Standing {
  readonly schedule: Schedule | undefined;
  /** Times up to here are settled: the start of its last batch, or when the schedule was set. */
  readonly since: number;
  /** Something of this connection is being sent, or is about to be. */
  readonly isRunning: boolean;
  readonly isPaused: boolean;
  readonly isClosed: boolean;
  /** Its first sync goes by stages, and is not finished. */
  readonly isGuided: boolean;
  /** Since when something is there to be sent, for a schedule that follows changes; absent: nothing is. */
  readonly changedSince?: number;
}

export type Decision =
  /** One batch for all times that have passed: a machine that slept catches up once. */
  | { readonly kind: "start" }
  | {
      readonly kind: "wait";
      readonly for: ScheduleView["waits"];
      /** When it is expected to start; absent when nobody can know. */
      readonly next?: number;
      /** From when on times count, where the clock was set back behind the last start. */
      readonly since?: number;
    };

/**
 * What a schedule asks for now. A time of its timetable is due from that time on until a batch is started, however late: a run
 * that takes longer than the interval, quiet hours, a pause or sleep put it off, and never lose it. Of several that have passed,
 * one batch is left: what it sends is what all of them would have sent.
 */
export function decide(now: number, standing: Standing): Decision {
  const { schedule, isRunning, isPaused, isClosed, isGuided } = standing;
  if (isClosed) return { kind: "wait", for: "closed" };
  if (!schedule) return { kind: "wait", for: "off" };
  // A small step back is waited out, so that no time comes twice; after a large one, times count from now on.
  const isSetBack = standing.since - now > closest;
  const since = isSetBack ? now : standing.since;
  const moved = isSetBack ? { since } : {};
  if (isPaused) return { kind: "wait", for: "paused", ...moved };
  if (isGuided) return { kind: "wait", for: "first sync", ...moved };
  const followsChanges = schedule.timing.kind === "changes";
  const due = followsChanges ? standing.changedSince : timetableOf(schedule).next(since);
  if (due === undefined) return { kind: "wait", for: followsChanges ? "changes" : "off", ...moved };
  const start = afterQuiet(schedule, Math.max(due, now));
  if (due > now) return { kind: "wait", for: "time", next: start, ...moved };
  if (start > now) return { kind: "wait", for: "quiet", next: start, ...moved };
  if (isRunning) return { kind: "wait", for: "running", ...moved };
  return { kind: "start" };
}
