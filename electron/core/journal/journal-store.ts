import type { Db } from "../db/open.ts";
import type { StoredRun } from "../sync/runs-store.ts";
import type { RefusalRow } from "./lines.ts";

interface Row extends Omit<StoredRun, "result"> {
  readonly result: string | null;
}
export interface StoredRefusal extends RefusalRow {
  readonly id: number;
  readonly connection: number;
}
export interface StoredSetting {
  readonly id: number;
  readonly at: string;
  readonly connection: number | null;
  readonly what: string;
  /** JSON. */
  readonly changes: string;
}

/** A stretch of time and, if it is not null, one connection. */
export interface Span {
  readonly connection: number | null;
  /** ISO 8601, UTC. */
  readonly since: string;
  readonly before: string;
}
/** The newest of a span: those before `before`, and at that very moment those whose id is below `below`. */
export interface Stretch extends Span {
  readonly below: number;
  readonly limit: number;
}

const ofConnection = "(@connection IS NULL OR connection_id = @connection)";
const span = "@since <= %s AND (%s, %i) < (@before, @below)";
const during = (column: string, id = "id") => span.replaceAll("%s", column).replace("%i", id);
const ended = "coalesce(ended_at, started_at)";
/** Rows that are removed in one transaction. */
const rowsAtATime = 1000;

/** All SQL that reads what happened, over the tables of those who wrote it down; only columns that may be told, or are turned into such. */
export function createJournalStore(db: Db) {
  const runs = db.prepare<Stretch, Row>(
    `SELECT id, connection_id AS connection, submission_id AS submission, state, result, refused,
       started_at AS startedAt, ended_at AS endedAt
     FROM runs WHERE state <> 'queued' AND ${during(ended)} AND ${ofConnection}
     ORDER BY ${ended} DESC, id DESC LIMIT @limit`,
  );
  const refusals = db.prepare<
    Omit<Stretch, "since" | "before"> & { since: number; before: number },
    StoredRefusal
  >(
    `SELECT a.id, a.at, a.connection_id AS connection, a.run_id AS run, c.resource, a.status, r.key
     FROM (SELECT id, at, connection_id, run_id, record_id, status FROM answers
         WHERE ${during("at")} AND ${ofConnection} ORDER BY at DESC, id DESC LIMIT @limit) a
       LEFT JOIN records r ON r.id = a.record_id LEFT JOIN collections c ON c.id = r.collection_id
     ORDER BY a.at DESC, a.id DESC`,
  );
  const settings = db.prepare<Stretch, StoredSetting>(
    `SELECT id, at, connection_id AS connection, what, changes FROM audit
     WHERE ${during("at")} AND ${ofConnection} ORDER BY at DESC, id DESC LIMIT @limit`,
  );
  const count = db
    .prepare<{ since: string; sinceMs: number }, number>(
      `SELECT (SELECT count(*) FROM runs WHERE state <> 'queued' AND ${ended} >= @since)
         + (SELECT count(*) FROM answers WHERE at >= @sinceMs)
         + (SELECT count(*) FROM audit WHERE at >= @since)`,
    )
    .pluck();
  const oldest = db.prepare<[], number>("SELECT at FROM answers ORDER BY id LIMIT 1").pluck();
  const removeAnswers = db.prepare<[number]>(
    `DELETE FROM answers WHERE at < ? AND id IN (SELECT id FROM answers ORDER BY id LIMIT ${rowsAtATime})`,
  );
  const guided = `SELECT connection_id FROM first_syncs WHERE json_extract(content, '$.finished') IS NULL`;
  const removeSubmissions = db.prepare<[string]>(
    `DELETE FROM submissions WHERE ended_at < ? AND connection_id NOT IN (${guided})`,
  );
  const countRuns = db.prepare<[], number>("SELECT count(*) FROM runs").pluck();
  const removeRuns = db.prepare<[string]>("DELETE FROM runs WHERE submission_id IS NULL AND ended_at < ?");

  return {
    runs: (stretch: Stretch): StoredRun[] =>
      runs.all(stretch).map(({ result, ...row }) => ({
        ...row,
        result: result === null ? undefined : JSON.parse(result),
      })),
    refusals: ({ since, before, ...rest }: Stretch): StoredRefusal[] =>
      refusals.all({ ...rest, since: Date.parse(since), before: Date.parse(before) }),
    settings: (stretch: Stretch) => settings.all(stretch),
    /** All lines from a moment on, of all connections. */
    count: (since: string): number => count.get({ since, sinceMs: Date.parse(since) }) ?? 0,
    /** Removes some of the oldest answers; how many. None is left when it gives 0. */
    removeSomeAnswers: (before: number): number => {
      const first = oldest.get();
      return first === undefined || first >= before ? 0 : removeAnswers.run(before).changes;
    },
    /** Runs and submissions that ended before; those of a first sync that is under way tell how far it has come, and stay. */
    removeRuns(before: string): number {
      const sum = countRuns.get() ?? 0;
      removeSubmissions.run(before);
      removeRuns.run(before);
      return sum - (countRuns.get() ?? 0);
    },
  };
}
export type JournalStore = ReturnType<typeof createJournalStore>;
