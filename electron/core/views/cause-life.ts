import type { CauseDetail, CauseEvent } from "../../../shared/domain/cause.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import type { CauseHistoryStore, EventRow } from "../causes/history-store.ts";
import { trendOf } from "../causes/trend.ts";
import { dayIn } from "../ledger/calendar.ts";
import type { SetsStore } from "../sources/sets-store.ts";
import type { StatesStore } from "../sync/states-store.ts";

interface LifeStores {
  readonly causeHistory: Pick<CauseHistoryStore, "of" | "whole">;
  readonly states: Pick<StatesStore, "failedIn">;
  readonly sets: Pick<SetsStore, "collection">;
}

const daysOfTrend = 30;

/** What happened to a cause, newest first. */
export const historyOf = ({ causeHistory }: LifeStores, { id }: StoredCause): CauseEvent[] =>
  causeHistory.of(id).map(showEvent);

/** How many waited by it at the end of each of the last days; `timeZone`: where the steward works. */
export const trendOfCause = (
  { causeHistory }: LifeStores,
  { id }: StoredCause,
  timeZone: string,
): CauseDetail["trend"] =>
  trendOf(causeHistory.whole(id), {
    days: daysOfTrend,
    now: Date.now(),
    dayOf: (at) => dayIn(timeZone, at),
  });

/** Resources of the records that failed by it. */
export function resourcesOf({ states, sets }: LifeStores, { id, resource }: StoredCause): string[] {
  const reached = states.failedIn(id).flatMap((collection) => sets.collection(collection)?.resource ?? []);
  return reached.length > 0 ? [...new Set(reached)] : [resource];
}

const showEvent = ({ at, until: _, run, why, ...counts }: EventRow): CauseEvent => ({
  at: new Date(at).toISOString(),
  ...(run !== null && { run: String(run) }),
  ...(why !== null && { why }),
  ...counts,
});
