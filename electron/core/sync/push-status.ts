import type { DeletePlan } from "../../../shared/domain/deletes.ts";
import type { PushRequest, PushResult, RunProgress } from "../../../shared/domain/run.ts";
import type { AppError } from "../../../shared/errors.ts";
import type { ApiClient } from "../api/types.ts";
import { Meter } from "./meter.ts";
import {
  countLeft,
  exitStatusFor,
  type Left,
  nothingLeft,
  stateFor,
  summarise,
  troubleIn,
} from "./push-result.ts";
import type { Sender } from "./sender.ts";
import { acceptedIn, byResource, deletesIn, doneIn, emptyTally, type Tally, underWay } from "./tally.ts";
import type { SyncStores, World } from "./world.ts";

/** Which run it is. */
interface Reported {
  readonly stores: SyncStores;
  readonly connection: number;
  readonly run: number;
  readonly request: PushRequest;
}

/** How far a run has come: changed by the run, read by its reports. */
export interface PushStatus {
  readonly tally: Tally;
  readonly meter: Meter;
  /** By the monotonic clock, milliseconds. */
  readonly started: number;
  phase: RunProgress["phase"];
  linesRead: number;
  /** Records that need no sending. */
  unchanged: number;
  /** Milliseconds since 1970; while the server is away. */
  downSince: number | undefined;
  sender: Sender | undefined;
  link: { readonly client: ApiClient; readonly remember: (best: number) => void } | undefined;
  world: World | undefined;
  /** Resources that were asked for; undefined means all. */
  selected: ReadonlySet<string> | undefined;
  /** Of the records that were chosen, where some were. */
  left: Left | undefined;
  /** What is to be deleted, or would be. */
  deletes: DeletePlan | undefined;
}

export const startStatus = (): PushStatus => ({
  tally: emptyTally(),
  meter: new Meter(),
  started: performance.now(),
  phase: "connecting",
  linesRead: 0,
  unchanged: 0,
  downSince: undefined,
  sender: undefined,
  link: undefined,
  world: undefined,
  selected: undefined,
  left: undefined,
  deletes: undefined,
});

/** What hosts are told while a run goes on. */
export function progressOf({ run, connection }: Reported, status: PushStatus): RunProgress {
  const { tally, meter, phase, linesRead, sender, downSince } = status;
  const done = doneIn(tally);
  const perSecond = meter.sample(performance.now(), done);
  const left = Math.max(tally.planned - done, 0);
  const deletes = deletesIn(tally);
  return {
    run: String(run),
    connection: String(connection),
    phase,
    linesRead,
    planned: tally.planned,
    done,
    accepted: acceptedIn(tally),
    failed: tally.failed,
    blocked: tally.blocked,
    waiting: tally.waiting,
    ...(deletes && { deletes }),
    perSecond,
    ...(perSecond > 0 && phase === "sending" && { secondsLeft: left / perSecond }),
    inFlight: sender?.inFlight ?? 0,
    concurrency: sender?.concurrency ?? 0,
    latencyMs: sender?.latency ?? 0,
    ...(downSince !== undefined && {
      downSince: new Date(downSince).toISOString(),
      trouble: troubleIn(sender?.trouble),
    }),
    sending: underWay(tally),
  };
}

/** What a run has come to. `reason`: why it ended early. */
export function resultOf(
  { stores, run, connection, request }: Reported,
  status: PushStatus,
  reason: AppError | undefined,
): PushResult {
  const { tally, started, unchanged, sender, link, world, selected, deletes } = status;
  const { created, updated, keyChanged, followed, deleted, undeleted, planned } = tally;
  const seconds = (performance.now() - started) / 1000;
  const left = status.left ?? (world ? countLeft(world, selected) : nothingLeft);
  return {
    run: String(run),
    connection: String(connection),
    state: stateFor(reason),
    ...(reason && { reason: reason.message }),
    exitStatus: exitStatusFor(reason, { ...left, undeleted }, request),
    planned,
    sent: { created, updated, unchanged: unchanged + followed, deleted, keyChanged },
    ...left,
    ...(deletes && { deletes }),
    ...(undeleted > 0 && { undeleted }),
    requests: link?.client.requests ?? 0,
    tokens: link?.client.tokens ?? 0,
    seconds,
    perSecond: seconds > 0 ? (acceptedIn(tally) + deleted) / seconds : 0,
    peakConcurrency: sender?.peak ?? 0,
    causes: summarise(stores.causes.open(connection, 100)),
    resources: byResource(tally),
  };
}
