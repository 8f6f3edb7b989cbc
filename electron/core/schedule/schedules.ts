import type { Schedule, ScheduleView } from "../../../shared/domain/schedule.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { requireOpen } from "../connections/refusals.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Clock } from "./clockwork.ts";
import { decide, type Standing } from "./decide.ts";
import type { SchedulesStore, StoredSchedule } from "./schedules-store.ts";
import type { Submissions } from "./submissions.ts";
import { requireTimetable } from "./timetable.ts";

export interface SchedulesParts {
  readonly db: Db;
  readonly store: SchedulesStore;
  readonly audit: Pick<AuditStore, "note">;
  readonly submissions: Submissions;
  readonly clock: Clock;
  readonly connections: { list(): StoredConnection[] };
  readonly isKept: () => boolean;
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
      store.set(connection.id, schedule, clock.now());
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

  /** Of the connections that have a schedule. */
  standings = (): (Standing & { connection: number })[] => {
    const byId = new Map(this.#parts.connections.list().map((connection) => [connection.id, connection]));
    return this.#parts.store.list().flatMap((stored) => {
      const connection = byId.get(stored.connection);
      return connection ? [{ connection: connection.id, ...this.#standing(stored, connection) }] : [];
    });
  };

  /** Submits the batch of a connection, and settles its times up to now. */
  start = (id: number, now: number) => {
    const { store, submissions, connections } = this.#parts;
    const connection = connections.list().find((one) => one.id === id);
    const { schedule } = store.of(id);
    if (!connection || !schedule) return;
    const { packet } = schedule;
    const request = { connection: connection.uid, force: false, ...(packet !== undefined && { packet }) };
    submissions.submit(id, request, "schedule", () => store.began(id, now));
  };

  #standing({ schedule, since, pausedAt }: StoredSchedule, { id, closedAt }: StoredConnection): Standing {
    return {
      schedule,
      since,
      isRunning: this.#parts.submissions.isBusy(id),
      isPaused: pausedAt !== null,
      isClosed: closedAt !== null,
    };
  }
}

function inWords({ timing, timeZone, quiet, packet }: Schedule): string {
  const times = timing.kind === "every" ? `every ${timing.minutes} minutes` : `at "${timing.cron}"`;
  const hours = quiet ? `, quiet from ${quiet.from} to ${quiet.to}` : "";
  const size = packet === undefined ? "" : `, ${packet} records a run at most`;
  return `${times} (${timeZone})${hours}${size}`;
}
