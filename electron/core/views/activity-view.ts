import type { ActivityDay } from "../../../shared/domain/activity.ts";
import type { CauseHistoryStore } from "../causes/history-store.ts";
import { dayIn, isoDay, machineZone } from "../ledger/calendar.ts";
import type { RunsStore } from "../sync/runs-store.ts";

interface Happened {
  /** Pushes that ended, milliseconds since 1970. */
  readonly runs: readonly { readonly at: number; readonly accepted: number; readonly refused: number }[];
  /** By how much the number of records under causes changed, and when. */
  readonly changes: readonly { readonly at: number; readonly by: number }[];
  /** Records under causes now. */
  readonly waiting: number;
}
interface Calendar {
  readonly days: number;
  readonly now: number;
  /** Day of a moment where the steward works. */
  readonly dayOf: (at: number) => number;
}

/** The last days, oldest first, the last being that of `now`. Pure. */
export function activityOf(
  { runs, changes, waiting }: Happened,
  { days, now, dayOf }: Calendar,
): ActivityDay[] {
  const today = dayOf(now);
  const first = today - days + 1;
  const made = Array.from({ length: days }, (_, at) => ({
    day: isoDay(first + at),
    accepted: 0,
    refused: 0,
    by: 0,
  }));
  const of = (at: number) => made[dayOf(at) - first];
  for (const { at, accepted, refused } of runs) {
    const day = of(at);
    if (!day) continue;
    day.accepted += accepted;
    day.refused += refused;
  }
  for (const { at, by } of changes) {
    const day = of(at);
    if (day) day.by += by;
  }
  // From now backwards: what a day added was not there the evening before.
  let left = waiting;
  return made
    .reverse()
    .map(({ by, ...day }) => {
      const shown = { ...day, waiting: Math.max(0, left) };
      left -= by;
      return shown;
    })
    .reverse();
}

interface ActivityStores {
  readonly runs: Pick<RunsStore, "endedSince">;
  readonly causeHistory: Pick<CauseHistoryStore, "changesSince" | "summary">;
}

const shownDays = 30;
const dayLength = 86_400_000;

/** The last 30 days of one connection, or (null) of all that are not closed. */
export function showActivity(
  { runs, causeHistory }: ActivityStores,
  connection: number | null,
  now: number,
): ActivityDay[] {
  const since = now - (shownDays + 1) * dayLength;
  const ended = runs.endedSince(connection, new Date(since).toISOString());
  return activityOf(
    {
      runs: ended.map((run) => ({ ...run, at: Date.parse(run.at) })),
      changes: causeHistory.changesSince(connection, since),
      waiting: causeHistory.summary(connection, false).releases,
    },
    { days: shownDays, now, dayOf: (at) => dayIn(machineZone(), at) },
  );
}
