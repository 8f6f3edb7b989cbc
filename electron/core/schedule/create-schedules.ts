import type { Emitted } from "../../../shared/contract.ts";
import { nameOfUser } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Stores } from "../stores.ts";
import { Pushes, type PushesOptions } from "../sync/pushes.ts";
import { Changes } from "./changes.ts";
import { type Clock, Clockwork } from "./clockwork.ts";
import { Rest } from "./rest.ts";
import { Schedules } from "./schedules.ts";
import { Submissions } from "./submissions.ts";

interface Options extends Omit<PushesOptions, "runs"> {
  readonly stores: Stores;
  readonly clock: Clock;
  /** Records of a connection have yet to be sent for the first time, or have changed since. */
  readonly hasUnsent: (connection: StoredConnection) => boolean;
}

/** What sends, what says whose turn it is, and what starts batches by the clock. */
export function createSchedules({ stores, clock, hasUnsent, ...options }: Options) {
  const { db, runs, schedulesStore, submissionsStore, connections, audit } = stores;
  const { emit, reportBug, uidOf } = options;
  const pushes = new Pushes({ ...options, runs });
  const submissions = new Submissions({
    db,
    runs,
    pushes,
    reportBug,
    uidOf,
    store: submissionsStore,
    emit: (event: Emitted) => {
      emit(event);
      // The end of one may be what the schedule waits for.
      if (event.name === "submission.changed") clockwork.nudge();
    },
    isPaused: (connection) => schedulesStore.of(connection).pausedAt !== null,
    who: nameOfUser(),
  });
  const changes = new Changes({ clock, hasUnsent });
  const schedules: Schedules = new Schedules({
    db,
    audit,
    submissions,
    clock,
    connections,
    changes,
    store: schedulesStore,
    isKept: () => clockwork.isKeeping,
    isGuided: (connection) => stores.firstSyncStore.of(connection).finished === undefined,
    changed: () => {
      emit({ name: "data.changed", data: { tables: ["schedules", "audit"] } });
      clockwork.nudge();
    },
  });
  const clockwork = new Clockwork({
    clock,
    reportBug,
    standings: schedules.standings,
    start: schedules.start,
    settle: schedules.settle,
  });
  const rest = new Rest({ clock, clockwork, submissions, connections });
  return { pushes, submissions, schedules, changes, clockwork, rest };
}
