import type { TrendPoint } from "../../../shared/domain/cause.ts";
import { isoDay } from "../ledger/calendar.ts";
import type { EventRow } from "./history-store.ts";

/**
 * How many records waited by a cause at the end of each of the last days, oldest first, the last being that of `now`.
 * `events`: newest first. `dayOf`: the day of a moment where the steward works. Pure.
 */
export function trendOf(
  events: readonly Pick<EventRow, "until" | "before" | "after">[],
  {
    days,
    now,
    dayOf,
  }: { readonly days: number; readonly now: number; readonly dayOf: (at: number) => number },
): TrendPoint[] {
  const today = dayOf(now);
  const before = events.at(-1)?.before ?? 0;
  const points: TrendPoint[] = [];
  let next = 0;
  for (let day = today; day > today - days; day--) {
    for (let event = events[next]; event && dayOf(event.until) > day; event = events[next]) next += 1;
    points.push({ day: isoDay(day), waiting: events[next]?.after ?? before });
  }
  return points.reverse();
}
