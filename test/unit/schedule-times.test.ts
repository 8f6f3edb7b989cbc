import { describe, expect, test } from "vitest";
import {
  afterQuiet,
  requireTimetable,
  startsOf,
  timetableOf,
} from "../../electron/core/schedule/timetable.ts";
import type { Schedule } from "../../shared/domain/schedule.ts";

const at = (iso: string) => Date.parse(iso);
const schedule = (cron: string, timeZone = "America/Chicago"): Schedule => ({
  timing: { kind: "at", cron },
  timeZone,
});
/** The first times after a moment, as the world's clock has them. */
function times(of: Schedule, after: string, count: number): string[] {
  const { next } = timetableOf(of);
  const found: number[] = [];
  while (found.length < count) found.push(next(found.at(-1) ?? at(after)) ?? Number.NaN);
  return found.map((time) => new Date(time).toISOString().slice(0, 16));
}

describe("the times of a schedule", () => {
  test("of an interval are its multiples, and no change of a clock shifts them", () => {
    const every: Schedule = { timing: { kind: "every", minutes: 10 }, timeZone: "America/Chicago" };
    expect(times(every, "2026-03-08T07:50:01Z", 3)).toEqual([
      "2026-03-08T08:00",
      "2026-03-08T08:10",
      "2026-03-08T08:20",
    ]);
    expect(timetableOf(every).next(at("2026-03-08T08:00:00Z"))).toBe(at("2026-03-08T08:10:00Z"));
  });

  test("of a pattern follow the clock of its zone", () => {
    expect(times(schedule("30 2 * * 1-5"), "2026-01-02T08:30:00Z", 2)).toEqual([
      "2026-01-05T08:30",
      "2026-01-06T08:30",
    ]);
    expect(times(schedule("30 2 * * *", "Pacific/Honolulu"), "2026-07-01T00:00:00Z", 1)).toEqual([
      "2026-07-01T12:30",
    ]);
  });

  test("a time that spring leaves out comes right after the gap, one that comes twice in autumn is taken once", () => {
    expect(times(schedule("30 2 * * *"), "2026-03-07T12:00:00Z", 2)).toEqual([
      "2026-03-08T08:00",
      "2026-03-09T07:30",
    ]);
    expect(times(schedule("30 1 * * *"), "2026-10-31T12:00:00Z", 2)).toEqual([
      "2026-11-01T06:30",
      "2026-11-02T07:30",
    ]);
  });

  test("every quarter of an hour means every one, also of the hour that autumn has twice", () => {
    expect(times(schedule("*/15 1 * * *"), "2026-11-01T05:59:00Z", 9)).toEqual([
      ...["00", "15", "30", "45"].map((minutes) => `2026-11-01T06:${minutes}`),
      ...["00", "15", "30", "45"].map((minutes) => `2026-11-01T07:${minutes}`),
      "2026-11-02T07:00",
    ]);
  });

  test.each([
    ["no pattern", "at half past two", "no cron pattern"],
    ["six fields", "0 30 2 * * *", "no cron pattern"],
    ["a day that no month has", "0 0 31 2 *", "never comes"],
    ["every minute", "* * * * *", "more often than every 5 minutes"],
    ["two times that are close", "0,3 2 * * *", "more often than every 5 minutes"],
  ])("%s is refused with a sentence", (_, cron, said) => {
    expect(() => requireTimetable(schedule(cron), at("2026-11-22T00:00:00Z"))).toThrow(
      expect.objectContaining({ code: "invalid-input", message: expect.stringContaining(said) }),
    );
  });

  test("every 5 minutes is allowed", () => {
    expect(() => requireTimetable(schedule("*/5 * * * *"), 0)).not.toThrow();
  });
});

describe("quiet hours", () => {
  const until = (from: string, to: string, now: string) =>
    new Date(afterQuiet({ quiet: { from, to }, timeZone: "America/Chicago" }, at(now))).toISOString();

  test("put off to their end, and nothing outside of them", () => {
    expect(until("07:30", "16:00", "2026-01-05T13:29:59Z")).toBe("2026-01-05T13:29:59.000Z");
    expect(until("07:30", "16:00", "2026-01-05T13:30:00Z")).toBe("2026-01-05T22:00:00.000Z");
    expect(until("07:30", "16:00", "2026-01-05T21:59:59Z")).toBe("2026-01-05T22:00:00.000Z");
    expect(until("07:30", "16:00", "2026-01-05T22:00:00Z")).toBe("2026-01-05T22:00:00.000Z");
  });

  test("go over midnight", () => {
    expect(until("22:00", "06:10", "2026-01-06T04:00:00Z")).toBe("2026-01-06T12:10:00.000Z");
    expect(until("22:00", "06:10", "2026-01-06T12:09:30Z")).toBe("2026-01-06T12:10:00.000Z");
  });

  test("end by the clock on the wall when it is changed within them", () => {
    expect(until("22:00", "06:00", "2026-03-08T05:00:00Z")).toBe("2026-03-08T11:00:00.000Z");
    expect(until("22:00", "06:00", "2026-11-01T04:00:00Z")).toBe("2026-11-01T12:00:00.000Z");
    // Their end falls into the hour that spring leaves out.
    expect(until("01:00", "02:30", "2026-03-08T07:30:00Z")).toBe("2026-03-08T08:00:00.000Z");
  });
});

describe("the starts of a schedule", () => {
  test("leave out quiet hours, and come once behind them", () => {
    const hourly: Schedule = {
      timing: { kind: "every", minutes: 60 },
      timeZone: "UTC",
      quiet: { from: "07:30", to: "10:15" },
    };
    const starts = startsOf(hourly, at("2026-11-23T05:30:00Z"), 4);
    expect(starts.map((time) => new Date(time).toISOString().slice(11, 16))).toEqual([
      "06:00",
      "07:00",
      "10:15",
      "11:00",
    ]);
  });

  test("are as many as there are", () => {
    expect(startsOf(schedule("0 0 30 2 *"), at("2026-11-23T05:30:00Z"), 3)).toEqual([]);
  });
});
