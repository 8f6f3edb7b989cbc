import fc from "fast-check";
import { expect, test } from "vitest";
import { activityOf } from "../../electron/core/views/activity-view.ts";

const dayLength = 86_400_000;
const now = Date.parse("2026-11-30T12:00:00Z");
const calendar = { days: 30, now, dayOf: (at: number) => Math.floor(at / dayLength) };
const ago = (days: number) => now - days * dayLength;

test("each day has what its pushes brought, and what waited at its end", () => {
  const days = activityOf(
    {
      runs: [
        { at: ago(2), accepted: 100, refused: 4 },
        { at: ago(2) + 1000, accepted: 10, refused: 0 },
        { at: now, accepted: 3, refused: 1 },
        { at: ago(40), accepted: 7, refused: 7 },
      ],
      changes: [
        { at: ago(2), by: 4 },
        { at: ago(1), by: -3 },
        { at: now, by: 1 },
      ],
      waiting: 12,
    },
    calendar,
  );
  expect(days).toHaveLength(30);
  expect(days.slice(-4)).toEqual([
    { day: "2026-11-27", accepted: 0, refused: 0, waiting: 10 },
    { day: "2026-11-28", accepted: 110, refused: 4, waiting: 14 },
    { day: "2026-11-29", accepted: 0, refused: 0, waiting: 11 },
    { day: "2026-11-30", accepted: 3, refused: 1, waiting: 12 },
  ]);
  expect(days[0]).toEqual({ day: "2026-11-01", accepted: 0, refused: 0, waiting: 10 });
});

test("nothing is counted twice or left out of the days that are shown", () => {
  const at = fc.integer({ min: 0, max: 45 }).map(ago);
  const runs = fc.array(fc.record({ at, accepted: fc.nat(1000), refused: fc.nat(1000) }));
  fc.assert(
    fc.property(runs, (some) => {
      const days = activityOf({ runs: some, changes: [], waiting: 0 }, calendar);
      const within = some.filter((run) => calendar.dayOf(run.at) > calendar.dayOf(now) - 30);
      const sum = (of: readonly { accepted: number }[]) => of.reduce((total, one) => total + one.accepted, 0);
      expect(sum(days)).toBe(sum(within));
    }),
  );
});
