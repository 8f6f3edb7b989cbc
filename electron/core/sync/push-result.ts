import type { CauseSummary } from "../../../shared/domain/cause.ts";
import type { PushRequest, RunState } from "../../../shared/domain/run.ts";
import { type AppError, exitStatusOf } from "../../../shared/errors.ts";
import { describeLongWish } from "../api/retry-after.ts";
import { adviceFor, signInPage } from "../api/trouble.ts";
import type { HttpAnswer, NoAnswer } from "../api/types.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { freshIn } from "./candidates.ts";
import type { World } from "./world.ts";

/** What is not accepted when a push has ended, however long ago it was sent. */
export interface Left {
  failed: number;
  blocked: number;
  waiting: number;
  unknown: number;
  /** New or changed, and not sent. */
  left: number;
  /** Source lines that are no records. */
  rejected: number;
}
export const nothingLeft: Left = { failed: 0, blocked: 0, waiting: 0, unknown: 0, left: 0, rejected: 0 };

/** Of the selected resources; undefined means all. */
export function countLeft(world: World, selected: ReadonlySet<string> | undefined): Left {
  const counts = { ...nothingLeft };
  for (const collection of world.collections) {
    if (selected && !selected.has(collection.resource)) continue;
    for (const { state, n } of world.stores.states.countsOf(world.connection, collection.id)) {
      if (state === "changed") counts.left += n;
      else if (state in counts) counts[state as "failed" | "blocked" | "waiting" | "unknown"] += n;
    }
    counts.left += freshIn(world, collection);
  }
  const sets = new Set(world.collections.map(({ set }) => set));
  for (const set of sets) counts.rejected += world.stores.sets.rejectedCount(set);
  return counts;
}

export function stateFor(reason: AppError | undefined): RunState {
  if (!reason) return "done";
  return reason.code === "cancelled" ? "cancelled" : "stopped";
}

/** 0 all well; 1 it ran, and something is not accepted; else the status of what stopped it. */
export function exitStatusFor(
  reason: AppError | undefined,
  left: Left & { readonly undeleted?: number },
  { limit, limitBytes }: PushRequest,
): number {
  if (reason) return exitStatusOf[reason.code];
  const { left: unsent, ...troubled } = left;
  const trouble = Object.values(troubled).some((count) => count > 0);
  // Who asks for at most so many does not call the rest a failure.
  const isWhole = limit === undefined && limitBytes === undefined;
  return trouble || (unsent > 0 && isWhole) ? 1 : 0;
}

export const summarise = (causes: readonly StoredCause[]): CauseSummary[] =>
  causes.map(({ id, title, failed, held, repaired, who }) => ({
    id: String(id),
    title,
    records: failed,
    releases: failed + held + repaired,
    who,
  }));

/** Why nothing gets through while the circuit is open. */
export function troubleIn(answer: HttpAnswer | NoAnswer | undefined): string {
  if (answer?.kind === "no-answer") return adviceFor(answer);
  if (answer && answer.status < 400) return signInPage;
  const wish = describeLongWish(answer?.retryAfter, Date.now());
  return `The server says that it is overloaded or out of order (status ${answer?.status ?? "unknown"}). ${wish === undefined ? "" : `${wish} `}Nothing is to be done here: the push goes on by itself.`;
}
