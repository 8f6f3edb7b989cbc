import type { Schedule, ScheduleView } from "../../../shared/domain/schedule.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { requireOpen } from "../connections/refusals.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Changes } from "./changes.ts";
import type { Clock, Duty } from "./clockwork.ts";
import { decide, type Standing } from "./decide.ts";
import type { SchedulesStore, StoredSchedule } from "./schedules-store.ts";
import type { Submissions } from "./submissions.ts";
import { requireTimetable, resyncOf, startsOf } from "./timetable.ts";

export interface SchedulesParts {
  readonly db: Db;
  readonly store: SchedulesStore;
  readonly audit: Pick<AuditStore, "note">;
  readonly submissions: Submissions;
  readonly clock: Clock;
  readonly connections: { list(): StoredConnection[] };
  readonly changes: Pick<Changes, "since">;
  readonly isKept: () => boolean;
  /** Its first sync is not finished: nothing is sent by schedule. */
  readonly isGuided: (connection: number) => boolean;
  readonly changed: () => void;
}

/** When connections send by themselves, and whether they may send at all. */
export class Schedules {
  readonly #parts: SchedulesParts;

  constructor(parts: SchedulesParts) {
    this.#parts = parts;
  }

  show(connection: StoredConnection): ScheduleView {
    const { store, clock, isKept } = this.#parts;
    const stored = store.of(connection.id);
    const { schedule, pausedAt, lastStart } = stored;
    const now = clock.now();
    const decision = decide(now, this.#standing(stored, connection));
    const next = decision.kind === "start" ? now : decision.next;
    return {
      connection: connection.uid,
      ...(schedule && { schedule }),
      ...(pausedAt !== null && { pausedAt }),
      ...(lastStart !== null && { lastStart: new Date(lastStart).toISOString() }),
      ...(next !== undefined && { next: new Date(next).toISOString() }),
      ...this.#nextResync(stored, connection),
      waits: decision.kind === "start" ? "time" : decision.for,
      kept: isKept(),
    };
  }

  /** Its times count from now on; null takes it away. Throws AppError: "invalid-input", "conflict" for a closed connection. */
  set(connection: StoredConnection, schedule: Schedule | null): ScheduleView {
    const { db, store, audit, clock, changed } = this.#parts;
    if (schedule) {
      requireOpen(connection);
      requireTimetable(schedule, clock.now());
    }
    const before = store.of(connection.id).schedule;
    inTransaction(db, () => {
      // What has changed already is sent at once by a schedule that follows changes.
      const resyncSince = clock.now();
      const since = schedule?.timing.kind === "changes" ? 0 : resyncSince;
      store.set(connection.id, schedule, { since, resyncSince });
      audit.note(connection, schedule ? "set the schedule" : "took the schedule away", [
        {
          field: "schedule",
          ...(before && { from: inWords(before) }),
          ...(schedule && { to: inWords(schedule) }),
        },
      ]);
    });
    changed();
    return this.show(connection);
  }

  /** When batches would be started, were this the schedule from now on. Throws AppError("invalid-input"). */
  preview(schedule: Schedule, limit: number): string[] {
    const now = this.#parts.clock.now();
    requireTimetable(schedule, now);
    return startsOf(schedule, now, limit).map((at) => new Date(at).toISOString());
  }

  /** Nothing is sent any more until it is resumed, neither by schedule nor by hand; what runs is ended, and goes on then. */
  pause(connection: StoredConnection): ScheduleView {
    const { db, store, audit, submissions, clock, changed } = this.#parts;
    if (store.of(connection.id).pausedAt === null) {
      inTransaction(db, () => {
        store.pause(connection.id, new Date(clock.now()).toISOString());
        audit.note(connection, "paused sending");
      });
      submissions.pause(connection.id);
      changed();
    }
    return this.show(connection);
  }

  resume(connection: StoredConnection): ScheduleView {
    const { db, store, audit, submissions, changed } = this.#parts;
    if (store.of(connection.id).pausedAt !== null) {
      inTransaction(db, () => {
        store.pause(connection.id, null);
        audit.note(connection, "resumed sending");
      });
      submissions.takeUp(connection.id);
      changed();
    }
    return this.show(connection);
  }

  #nextResync(stored: StoredSchedule, connection: StoredConnection): Pick<ScheduleView, "nextResync"> {
    const standing = this.#resyncStanding(stored, connection);
    if (!standing) return {};
    const now = this.#parts.clock.now();
    const decision = decide(now, standing);
    const next = decision.kind === "start" ? now : decision.next;
    return next === undefined ? {} : { nextResync: new Date(next).toISOString() };
  }

  /** Of the connections that have a schedule: of their batches, and of their resyncs where they have any. */
  standings = (): (Standing & Duty)[] => {
    const byId = new Map(this.#parts.connections.list().map((connection) => [connection.id, connection]));
    return this.#parts.store.list().flatMap((stored) => {
      const connection = byId.get(stored.connection);
      if (!connection) return [];
      const { id } = connection;
      const resync = this.#resyncStanding(stored, connection);
      return [
        { connection: id, what: "batch" as const, ...this.#standing(stored, connection) },
        ...(resync ? [{ connection: id, what: "resync" as const, ...resync }] : []),
      ];
    });
  };

  settle = ({ connection, what }: Duty, since: number) => {
    const { store } = this.#parts;
    if (what === "batch") store.settle(connection, since);
    else store.settleResync(connection, since);
  };

  /** Submits a batch or a resync of a connection, and settles its times up to now. */
  start = ({ connection: id, what }: Duty, now: number) => {
    const { store, submissions, connections } = this.#parts;
    const connection = connections.list().find((one) => one.id === id);
    const { schedule } = store.of(id);
    if (!connection || !schedule) return;
    if (what === "resync")
      submissions.submit(id, resyncRequest(connection.uid, schedule), "schedule", {
        purpose: { kind: "resync" },
        beside: () => store.settleResync(id, now),
      });
    else
      submissions.submit(id, batchRequest(connection.uid, schedule), "schedule", {
        beside: () => store.began(id, now),
      });
  };

  #resyncStanding(stored: StoredSchedule, connection: StoredConnection): Standing | undefined {
    const schedule = stored.schedule && resyncOf(stored.schedule);
    return schedule && this.#standing({ ...stored, schedule, since: stored.resyncSince }, connection);
  }

  #standing({ schedule, since, pausedAt }: StoredSchedule, connection: StoredConnection): Standing {
    const { id, closedAt } = connection;
    const changedSince =
      schedule?.timing.kind === "changes" ? this.#parts.changes.since(connection, since) : undefined;
    return {
      ...(changedSince !== undefined && { changedSince }),
      schedule,
      since,
      isRunning: this.#parts.submissions.isBusy(id),
      isPaused: pausedAt !== null,
      isClosed: closedAt !== null,
      isGuided: this.#parts.isGuided(id),
    };
  }
}

const batchRequest = (connection: string, { packet, packetBytes }: Schedule) => ({
  connection,
  force: false,
  ...(packet !== undefined && { packet }),
  ...(packetBytes !== undefined && { packetBytes }),
});

/** Not forced, all records are chosen: then those go, too, that were refused and have not changed. */
const resyncRequest = (connection: string, { resync }: Schedule) =>
  resync?.force
    ? { connection, force: true }
    : { connection, force: false, changedSince: new Date(0).toISOString() };

function timesInWords(timing: Schedule["timing"]): string {
  if (timing.kind === "changes") return "whenever the folders have changed";
  return timing.kind === "every" ? `every ${timing.minutes} minutes` : `at "${timing.cron}"`;
}

function inWords({ timing, timeZone, quiet, packet, packetBytes, resync }: Schedule): string {
  const times = timesInWords(timing);
  const hours = quiet ? `, quiet from ${quiet.from} to ${quiet.to}` : "";
  const size = packet === undefined ? "" : `, ${packet} records a run at most`;
  const bytes = packetBytes === undefined ? "" : `, ${packetBytes} bytes a run at most`;
  const again = resync ? `, ${resync.force ? "all" : "what is not accepted"} again at "${resync.cron}"` : "";
  return `${times} (${timeZone})${hours}${size}${bytes}${again}`;
}
