import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isQuiet, type QuietHours, quietUntil } from "../../shared/domain/quiet-hours.ts";

const two = (number: number) => String(number).padStart(2, "0");
const time = fc.integer({ min: 0, max: 1439 }).map((at) => `${two(Math.floor(at / 60))}:${two(at % 60)}`);
const hours: fc.Arbitrary<QuietHours> = fc.record({
  on: fc.constant(true),
  from: time,
  to: time,
  days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
});
// Whole minutes of two years, with all that clocks do in them.
const moment = fc
  .integer({ min: 0, max: 2 * 365 * 1440 })
  .map((minutes) => new Date(new Date(2026, 0, 1).getTime() + minutes * 60_000));

test("quiet hours end at the first moment that is not quiet, and at none before it", () => {
  fc.assert(
    fc.property(hours, moment, (quiet, at) => {
      const end = quietUntil(quiet, at);
      expect(end).toBeDefined();
      if (!end) return;
      expect(isQuiet(quiet, end)).toBe(false);
      for (let before = at.getTime(); before < end.getTime(); before += 60_000)
        if (!isQuiet(quiet, new Date(before))) throw new Error(`${new Date(before)} was not quiet`);
    }),
    { numRuns: 60 },
  );
});

describe("quiet from 18:00 to 7:00 and over the weekend", () => {
  const quiet: QuietHours = { on: true, from: "18:00", to: "07:00", days: [0, 6] };
  test.each([
    ["a Tuesday at noon", new Date(2026, 10, 24, 12), new Date(2026, 10, 24, 12)],
    ["a Tuesday evening", new Date(2026, 10, 24, 18), new Date(2026, 10, 25, 7)],
    ["a Wednesday at 6:59", new Date(2026, 10, 25, 6, 59), new Date(2026, 10, 25, 7)],
    ["a Friday evening", new Date(2026, 10, 27, 19), new Date(2026, 10, 30, 7)],
    ["a Saturday at noon", new Date(2026, 10, 28, 12), new Date(2026, 10, 30, 7)],
  ])("%s", (_, at, end) => {
    expect(quietUntil(quiet, at)).toEqual(end);
  });

  test("is no quiet at all when it is switched off, and equal times leave the days alone", () => {
    const night = new Date(2026, 10, 24, 23);
    expect(isQuiet({ ...quiet, on: false }, night)).toBe(false);
    expect(isQuiet({ ...quiet, from: "07:00" }, night)).toBe(false);
    expect(isQuiet({ ...quiet, from: "07:00" }, new Date(2026, 10, 28, 12))).toBe(true);
  });
});
