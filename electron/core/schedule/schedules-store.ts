import { Schedule } from "../../../shared/domain/schedule.ts";
import type { Db } from "../db/open.ts";

export interface StoredSchedule {
  readonly connection: number;
  readonly schedule: Schedule | undefined;
  readonly pausedAt: string | null;
  /** Milliseconds since 1970: times of the schedule up to then are settled. */
  readonly since: number;
  /** The same for the times of its resyncs. */
  readonly resyncSince: number;
  /** Milliseconds since 1970. */
  readonly lastStart: number | null;
}
interface Row extends Omit<StoredSchedule, "schedule"> {
  readonly content: string | null;
}

const columns = `connection_id AS connection, content, paused_at AS pausedAt, since, resync_since AS resyncSince,
  last_start AS lastStart`;

const unset = { schedule: undefined, pausedAt: null, since: 0, resyncSince: 0, lastStart: null };

/** All SQL about schedules and pauses. */
export function createSchedulesStore(db: Db) {
  const list = db.prepare<[], Row>(`SELECT ${columns} FROM schedules WHERE content IS NOT NULL ORDER BY 1`);
  const of = db.prepare<[number], Row>(`SELECT ${columns} FROM schedules WHERE connection_id = ?`);
  const set = db.prepare<[number, string | null, number, number]>(
    `INSERT INTO schedules (connection_id, content, since, resync_since) VALUES (?, ?, ?, ?)
     ON CONFLICT (connection_id) DO UPDATE
     SET content = excluded.content, since = excluded.since, resync_since = excluded.resync_since`,
  );
  const pause = db.prepare<[number, string | null]>(
    `INSERT INTO schedules (connection_id, paused_at, since) VALUES (?, ?, 0)
     ON CONFLICT (connection_id) DO UPDATE SET paused_at = excluded.paused_at`,
  );
  const settle = db.prepare<[number, number]>("UPDATE schedules SET since = ? WHERE connection_id = ?");
  const settleResync = db.prepare<[number, number]>(
    "UPDATE schedules SET resync_since = ? WHERE connection_id = ?",
  );
  const began = db.prepare<[number, number, number]>(
    "UPDATE schedules SET since = ?, last_start = ? WHERE connection_id = ?",
  );

  const read = ({ content, ...row }: Row): StoredSchedule => ({
    ...row,
    schedule: content === null ? undefined : Schedule.parse(JSON.parse(content)),
  });
  return {
    /** Of the connections that have one. */
    list: (): StoredSchedule[] => list.all().map(read),
    of: (connection: number): StoredSchedule => {
      const row = of.get(connection);
      return row ? read(row) : { ...unset, connection };
    },
    /** Its times count from `since` on, those of its resyncs from `resyncSince` on. */
    set: (
      connection: number,
      schedule: Schedule | null,
      { since, resyncSince }: Pick<StoredSchedule, "since" | "resyncSince">,
    ) => set.run(connection, schedule && JSON.stringify(schedule), since, resyncSince),
    /** Null: it is not paused any more. */
    pause: (connection: number, at: string | null) => pause.run(connection, at),
    settle: (connection: number, since: number) => settle.run(since, connection),
    settleResync: (connection: number, since: number) => settleResync.run(since, connection),
    began: (connection: number, at: number) => began.run(at, at, connection),
  };
}
export type SchedulesStore = ReturnType<typeof createSchedulesStore>;
