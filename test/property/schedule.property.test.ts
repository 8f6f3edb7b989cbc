import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Decision, decide } from "../../electron/core/schedule/decide.ts";
import { afterQuiet, timetableOf } from "../../electron/core/schedule/timetable.ts";
import type { Schedule } from "../../shared/domain/schedule.ts";
import { type Batch, type Day, simulate } from "./simulated-day.ts";

const minute = 60_000;
const hour = 60 * minute;
/** The clockwork looks at the clock at least so often. */
const glance = 30_000;

const chicago = "America/Chicago";
const everyTenMinutes: Schedule = { timing: { kind: "every", minutes: 10 }, timeZone: chicago };

/** Every time of the schedule is followed by a batch, at the first moment at which nothing is in its way. */
function expectNoneLost(
  { schedule, from, hours }: Day,
  batches: readonly Batch[],
  awake: readonly { from: number; to: number }[],
) {
  const { next } = timetableOf(schedule);
  const end = from + hours * hour;
  for (let due = next(from); due !== undefined && due < end; due = next(due)) {
    const earliest = firstFree(schedule, due, batches, awake);
    if (earliest === undefined || earliest + glance >= end) return;
    const batch = batches.find(({ start }) => start >= due);
    expect(batch?.start, `the batch of ${new Date(due).toISOString()}`).toBeLessThanOrEqual(
      earliest + glance,
    );
  }
}

/** When a time can be kept: no earlier batch runs, the machine is awake, the hours are not quiet. Undefined: not that day. */
function firstFree(
  schedule: Schedule,
  due: number,
  batches: readonly Batch[],
  awake: readonly { from: number; to: number }[],
): number | undefined {
  const running = batches.find(({ start, end }) => start < due && end > due);
  if (running?.end === Number.POSITIVE_INFINITY) return undefined;
  let free = running?.end ?? due;
  for (let before = -1; before !== free; ) {
    before = free;
    free = afterQuiet(schedule, free);
    const moment = free;
    // Just before it falls asleep it may not have looked at the clock any more.
    free = awake.find(({ from, to }) => Math.max(from, moment) + glance < to)?.from ?? moment;
    free = Math.max(free, moment);
  }
  return free;
}

/** Each batch stands for at least one time that no batch before it stood for. */
function expectNoneForNothing({ schedule, from }: Day, batches: readonly Batch[]) {
  const { next } = timetableOf(schedule);
  for (const [index, { start }] of batches.entries()) {
    expect(next(batches[index - 1]?.start ?? from)).toBeLessThanOrEqual(start);
    expect(afterQuiet(schedule, start)).toBe(start);
  }
}

describe("24 hours of a run of 11 minutes every 10 minutes", () => {
  test.each([
    ["on a common day", "2026-11-23T06:00:00Z"],
    ["with the hour that spring leaves out", "2026-03-08T06:00:00Z"],
    ["with the hour that autumn has twice", "2026-11-01T05:00:00Z"],
  ])("%s, with sleep: no overlap, no lost batch, one after the other", (_, from) => {
    const day: Day = {
      schedule: everyTenMinutes,
      from: Date.parse(from),
      hours: 24,
      runs: [11],
      // In the middle of a run and for hours; for a moment; over the change of the clock.
      sleeps: [
        { after: 100, minutes: 3 },
        { after: 61.5, minutes: 90 },
        { after: 600, minutes: 307.25 },
      ],
    };
    const { batches, awake } = simulate(day);
    for (const [index, { start }] of batches.entries()) {
      expect(start).toBeGreaterThanOrEqual(batches[index - 1]?.end ?? 0);
      // The time that has passed meanwhile is made up for at once.
      if (index > 0) expect(start).toBe(batches[index - 1]?.end);
    }
    const slept = 3 + 90 + 307.25;
    expect(batches).toHaveLength(Math.ceil((24 * 60 - 10 - slept) / 11));
    expectNoneLost(day, batches, awake);
    expectNoneForNothing(day, batches);
  });
});

describe("a schedule that is kept", () => {
  const zone = fc.constantFrom(
    chicago,
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Honolulu",
  );
  const timing = fc.oneof(
    fc.record({ kind: fc.constant("every" as const), minutes: fc.integer({ min: 5, max: 60 }) }),
    fc.record({
      kind: fc.constant("at" as const),
      cron: fc.constantFrom("30 2 * * *", "*/15 * * * *", "7,37 1-3 * * *", "0 */2 * * 0-6", "59 23 * * *"),
    }),
  );
  const timeOfDay = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  const quiet = fc.tuple(timeOfDay, timeOfDay).map(([from, to]) => (from === to ? undefined : { from, to }));
  const schedule: fc.Arbitrary<Schedule> = fc
    .record({ timing, timeZone: zone, quiet: fc.option(quiet, { nil: undefined }) })
    .map(({ quiet: hours, ...rest }) => ({ ...rest, ...(hours && { quiet: hours }) }));
  const from = fc
    .tuple(
      // The eves of changes of the clock, north and south, and a common day.
      fc.constantFrom("2026-03-08", "2026-11-01", "2026-04-04", "2026-10-03", "2026-07-01"),
      fc.integer({ min: 0, max: 24 * 60 * 60 }),
    )
    .map(([date, seconds]) => Date.parse(`${date}T00:00:00Z`) + seconds * 1000 - 12 * hour);
  const day: fc.Arbitrary<Day> = fc.record({
    schedule,
    from,
    hours: fc.constant(24),
    runs: fc.array(
      fc.double({ min: 0, max: 200, noNaN: true }).map((minutes) => Math.round(minutes * 4) / 4),
      {
        minLength: 1,
        maxLength: 20,
      },
    ),
    sleeps: fc.array(
      fc.record({
        after: fc.integer({ min: 0, max: 24 * 60 }),
        minutes: fc.integer({ min: 1, max: 10 * 60 }),
      }),
      { maxLength: 4 },
    ),
  });

  test("never overlaps itself, loses no batch, and starts none for nothing, whatever sleeps and however long runs take", {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(day, (given) => {
        const { batches, awake } = simulate(given);
        for (const [index, { start }] of batches.entries())
          expect(start).toBeGreaterThanOrEqual(batches[index - 1]?.end ?? 0);
        expectNoneLost(given, batches, awake);
        expectNoneForNothing(given, batches);
      }),
      { numRuns: process.env.STEWARD_FULL_SIZE === "1" ? 500 : 40 },
    );
  });

  test("is decided in the same way however often it is looked at", () => {
    const standing = fc.record({
      schedule,
      since: from,
      isRunning: fc.boolean(),
      isPaused: fc.boolean(),
      isClosed: fc.boolean(),
      isGuided: fc.boolean(),
    });
    const later = fc.integer({ min: -2 * hour, max: 48 * hour });
    fc.assert(
      fc.property(standing, later, (given, passed) => {
        const now = given.since + passed;
        const decision: Decision = decide(now, given);
        if (decision.kind === "start") {
          expect(given.isClosed || given.isPaused || given.isRunning || given.isGuided).toBe(false);
          expect(decide(now, { ...given, since: now }).kind).toBe("wait");
          return;
        }
        if (decision.next === undefined) return;
        const { next, since = given.since } = decision;
        expect(next).toBeGreaterThan(now);
        // Not a moment earlier than it said, and at that time.
        const idle = { ...given, since, isRunning: false };
        expect(decide(next - 1, idle).kind).toBe("wait");
        expect(decide(next, idle).kind).toBe("start");
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("a clock that is set", () => {
  const day = {
    schedule: everyTenMinutes,
    from: Date.parse("2026-11-23T06:00:00Z"),
    hours: 24,
    runs: [1],
    sleeps: [],
  };

  test("forward by hours: one batch makes up for all times between", () => {
    const { batches } = simulate(day, (machine) => machine.after(65 * minute, () => machine.set(5 * hour)));
    const jumped = batches.filter(({ start }) => start > day.from + hour && start < day.from + 6.5 * hour);
    expect(jumped.map(({ start }) => Math.round((start - day.from) / minute))).toEqual([365, 370, 380]);
  });

  test("back by a year: batches go on by the new time", () => {
    const year = 365 * 24 * hour;
    const { batches } = simulate({ ...day, hours: 24 }, (machine) => {
      machine.after(65 * minute, () => machine.set(-year));
      machine.after(24 * hour, () => machine.set(year));
    });
    const after = batches.filter(({ start }) => start < day.from);
    expect(after.length).toBeGreaterThan(130);
    expect(after[0]?.start).toBe(day.from - year + 70 * minute);
  });

  test("back by a minute: no time comes twice", () => {
    const { batches } = simulate(day, (machine) => machine.after(70.5 * minute, () => machine.set(-minute)));
    const starts = batches.map(({ start }) => Math.round((start - day.from) / minute));
    expect(new Set(starts).size).toBe(starts.length);
    expect(starts.slice(5, 9)).toEqual([60, 70, 80, 90]);
  });
});
