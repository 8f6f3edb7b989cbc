import { describe, expect, it } from "vitest";
import { cronWords } from "../../renderer/cron-words.ts";
import { timeIn } from "../../renderer/format.ts";
import {
  draftOfSchedule,
  momentWords,
  nextWords,
  scheduleOf,
  scheduleProblems,
  scheduleWords,
} from "../../renderer/schedule-draft.ts";
import { Schedule, type ScheduleView } from "../../shared/domain/schedule.ts";

const chicago = "America/Chicago";

describe("a cron pattern in words", () => {
  it.each([
    ["30 6 * * 1-5", "At 6:30 AM, Monday to Friday"],
    ["30 7,12 * * *", "At 7:30 AM and 12:30 PM, every day"],
    ["0 0 * * sun", "At 12:00 AM, on Sunday"],
    ["0 22 * * 5,6", "At 10:00 PM, on Friday and Saturday"],
    ["15 2 1,15 * *", "At 2:15 AM, on the 1st and 15th of the month"],
    ["0 5 * AUG,SEP *", "At 5:00 AM, every day, in August and September"],
    ["0 5 * 1 1-5", "At 5:00 AM, Monday to Friday, in January"],
    ["*/15 * * * *", "Every 15 minutes, every day"],
    ["*/15 7-16 * * 1-5", "Every 15 minutes from 7:00 AM to 4:45 PM, Monday to Friday"],
    ["5 * * * *", "At 5 minutes past, every hour, every day"],
    ["0 */2 * * *", "On the hour, every second hour, every day"],
    ["0 6 * * 0-6", "At 6:00 AM, every day"],
    ["0 6 * * 6-7", "At 6:00 AM, on Saturday and Sunday"],
  ])("%s: %s", (cron, words) => {
    expect(cronWords(cron)).toBe(words);
  });

  it.each([
    "",
    "30 6 * *",
    "0 30 6 * * 1",
    "61 6 * * *",
    "30 6 1 * 1",
    "*/7 * * * *",
    "0 6 L * *",
    "a b c d e",
  ])("nothing is said of %s that could be wrong", (cron) => {
    expect(cronWords(cron)).toBeUndefined();
  });
});

describe("a schedule in the fields", () => {
  const quiet = { from: "07:30", to: "16:00" };
  it.each<Schedule>([
    { timing: { kind: "every", minutes: 10 }, timeZone: chicago },
    { timing: { kind: "at", cron: "30 6 * * 1-5" }, timeZone: chicago, quiet, packet: 500 },
    {
      timing: { kind: "changes" },
      timeZone: chicago,
      packetBytes: 2_500_000,
      resync: { cron: "0 2 * * 0", force: true },
    },
  ])("is saved as it was read", (schedule) => {
    const draft = draftOfSchedule(schedule, "UTC");
    expect(scheduleProblems(draft)).toEqual({});
    expect(scheduleOf(draft)).toEqual(schedule);
    expect(Schedule.parse(scheduleOf(draft))).toEqual(schedule);
  });

  it("is none as long as nobody chooses one, and begins in the machine's time zone", () => {
    const draft = draftOfSchedule(undefined, chicago);
    expect(scheduleOf(draft)).toBeNull();
    expect(scheduleOf({ ...draft, kind: "every" })).toMatchObject({ timeZone: chicago });
  });

  it("is told in a sentence what is wrong with it, by field", () => {
    const draft = { ...draftOfSchedule(undefined, chicago), kind: "every" as const };
    expect(scheduleProblems({ ...draft, minutes: "4" }).minutes).toContain("5 to 60");
    expect(scheduleProblems({ ...draft, minutes: "7.5" }).minutes).toContain("5 to 60");
    expect(scheduleProblems({ ...draft, packet: "0" }).packet).toContain("whole number");
    expect(scheduleProblems({ ...draft, isQuiet: true, quietTo: "07:30" }).quietTo).toContain("another time");
    expect(scheduleProblems({ ...draft, isQuiet: true, quietTo: "" }).quietTo).toContain("end");
    expect(scheduleProblems({ ...draft, kind: "at", cron: " " }).cron).toContain("five fields");
    expect(scheduleProblems({ ...draft, packetMegabytes: "many" }).packetMegabytes).toContain("megabytes");
    expect(scheduleProblems({ ...draft, isResync: true, resyncCron: "" }).resyncCron).toContain(
      "five fields",
    );
    expect(scheduleProblems({ ...draft, kind: "off", minutes: "4" })).toEqual({});
  });
});

describe("a schedule in words", () => {
  const schedule: Schedule = { timing: { kind: "every", minutes: 15 }, timeZone: chicago };
  const now = Date.UTC(2026, 10, 22, 7, 40);
  const next = new Date(now + 5 * 60_000).toISOString();
  const view = (waits: ScheduleView["waits"], more: Partial<ScheduleView> = {}): ScheduleView => ({
    connection: "c",
    waits,
    kept: true,
    ...more,
  });

  it("says what it is", () => {
    expect(scheduleWords({ ...schedule, quiet: { from: "07:30", to: "16:00" }, packet: 5000 })).toBe(
      "Every 15 minutes, quiet from 7:30 AM to 4:00 PM, 5,000 records a run at most",
    );
    const resync = { cron: "0 2 * * 0", force: true };
    expect(scheduleWords({ ...schedule, timing: { kind: "changes" }, packetBytes: 2_000_000, resync })).toBe(
      "As soon as your files change, 2.0 MB a run at most, everything once more: at 2:00 AM, on Sunday",
    );
    expect(scheduleWords({ ...schedule, timing: { kind: "at", cron: "30 6 1 * 1" } })).toBe(
      'At the times of "30 6 1 * 1"',
    );
  });

  it("says when the next batch is, or why none is", () => {
    expect(nextWords(view("time", { next, schedule }), now)).toBe(`Next batch ${momentWords(next, now)}.`);
    expect(nextWords(view("quiet", { next, schedule }), now)).toContain("Quiet hours");
    expect(nextWords(view("running", { schedule }), now)).toContain("has ended");
    expect(nextWords(view("paused", { pausedAt: next }), now)).toContain("until it is resumed");
    expect(nextWords(view("changes", { schedule }), now)).toContain("watched");
    expect(nextWords(view("first sync", { schedule }), now)).toContain("first sync");
    expect(nextWords(view("closed"), now)).toContain("closed");
    expect(nextWords(view("off"), now)).toContain("by hand");
    expect(nextWords(view("off", { schedule }), now)).toContain("never comes");
  });

  it("shows a moment on the clock of its zone, and one of another day with its day", () => {
    expect(timeIn("2026-11-30T12:30:00Z", chicago)).toBe("Mon, Nov 30, 6:30 AM");
    expect(momentWords("2026-11-30T12:30:00Z", now)).toContain("Nov 30");
  });
});
