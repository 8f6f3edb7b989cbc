import { describe, expect, test } from "vitest";
import { day, moment } from "../../electron/commands/moments.ts";

const now = () => new Date(2026, 10, 22, 9, 30);
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).toISOString();

describe("a day on the command line", () => {
  test("is a date, or a word for one on this machine's calendar", () => {
    const read = day("--date-from", now);
    expect(["2026-11-21", "today", "yesterday"].map(read)).toEqual([
      "2026-11-21",
      "2026-11-22",
      "2026-11-21",
    ]);
    expect(day("--date-from", () => new Date(2026, 0, 1))("yesterday")).toBe("2025-12-31");
  });

  test.each(["2026-02-30", "21.11.2026", "2026-11-21T10:00", ""])("is not %j", (text) => {
    expect(() => day("--date-from", now)(text)).toThrow("--date-from takes a day");
  });
});

describe("a moment on the command line", () => {
  test("is a time, or the start of a day, or its end where the whole day is meant", () => {
    const read = moment("--since", { now });
    expect(read("2026-11-21T14:30")).toBe(at(2026, 10, 21, 14, 30));
    expect(read("2026-11-21T14:30:00-06:00")).toBe("2026-11-21T20:30:00.000Z");
    expect(read("2026-11-21")).toBe(at(2026, 10, 21));
    expect(read("today")).toBe(at(2026, 10, 22));
    const readEnd = moment("--until", { now, wholeDay: true });
    expect(readEnd("yesterday")).toBe(at(2026, 10, 22));
    expect(readEnd("2026-11-21T14:30")).toBe(at(2026, 10, 21, 14, 30));
  });

  test.each(["soon", "2026-02-30", "2026-13-01T00:00", "2026"])("is not %j", (text) => {
    expect(() => moment("--since", { now })(text)).toThrow("--since takes a moment");
  });
});
