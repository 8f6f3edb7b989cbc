import type { Db } from "../db/open.ts";
import type { StoredRun } from "../sync/runs-store.ts";
import type { CauseChangeRow, RefusalRow } from "./lines.ts";

interface Row extends Omit<StoredRun, "result"> {
  readonly result: string | null;
}
export interface StoredRefusal extends RefusalRow {
  readonly id: number;
  readonly connection: number;
}
export interface StoredCauseChange extends CauseChangeRow {
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
/** The same, where moments are kept as milliseconds. */
type StretchMs = Omit<Stretch, "since" | "before"> & { readonly since: number; readonly before: number };

const ofConnection = "(@connection IS NULL OR %s = @connection)";
/** The second bound is what an index is entered by: of a pair with an expression it uses none. */
const during = (column: string, id = "id") =>
  `@since <= ${column} AND ${column} <= @before AND (${column}, ${id}) < (@before, @below)`;
const of = (column: string) => ofConnection.replace("%s", column);
const ended = "coalesce(ended_at, started_at)";
/** When a cause opened or was cleared, and which rows of its history tell either. Both as in the index that finds them. */
const turnedAt = "CASE WHEN e.after = 0 THEN e.until ELSE e.at END";
const isTurn = "(e.before = 0) <> (e.after = 0)";

const inMs = ({ since, before, ...rest }: Stretch): StretchMs => ({
  ...rest,
  since: Date.parse(since),
  before: Date.parse(before),
});

/** All SQL that reads what happened, over the tables of those who wrote it down; only columns that may be told, or are turned into such. */
export function createJournalStore(db: Db) {
  const runs = db.prepare<Stretch, Row>(
    `SELECT id, connection_id AS connection, submission_id AS submission, state, result, refused,
       started_at AS startedAt, ended_at AS endedAt
     FROM runs WHERE state <> 'queued' AND ${during(ended)} AND ${of("connection_id")}
     ORDER BY ${ended} DESC, id DESC LIMIT @limit`,
  );
  const places = db.prepare<StretchMs, Pick<StoredRefusal, "id" | "at">>(
    `SELECT id, at FROM answers WHERE connection_id = @connection AND ${during("at")}
     ORDER BY at DESC, id DESC LIMIT @limit`,
  );
  const refusals = db.prepare<[string], StoredRefusal>(
    `SELECT a.id, a.at, a.connection_id AS connection, a.run_id AS run, c.resource, a.status, r.key
     FROM json_each(?) place JOIN answers a ON a.id = place.value
       LEFT JOIN records r ON r.id = a.record_id LEFT JOIN collections c ON c.id = r.collection_id
     ORDER BY a.at DESC, a.id DESC`,
  );
  const settings = db.prepare<Stretch, StoredSetting>(
    `SELECT id, at, connection_id AS connection, what, changes FROM audit
     WHERE ${during("at")} AND ${of("connection_id")} ORDER BY at DESC, id DESC LIMIT @limit`,
  );
  const causeChanges = db.prepare<StretchMs, StoredCauseChange>(
    `SELECT e.id, ${turnedAt} AS at, c.connection_id AS connection, c.id AS cause, e.run_id AS run, e.after,
       e.accepted + e.withdrawn AS gone, c.kind, c.topic, c.title, c.about, c.who, c.resource, c.status
     FROM cause_events e CROSS JOIN causes c ON c.id = e.cause_id
     WHERE ${isTurn} AND ${during(turnedAt, "e.id")} AND ${of("c.connection_id")}
     ORDER BY ${turnedAt} DESC, e.id DESC LIMIT @limit`,
  );
  const count = db
    .prepare<{ since: string; sinceMs: number }, number>(
      `SELECT (SELECT count(*) FROM runs WHERE state <> 'queued' AND ${ended} >= @since)
         + (SELECT sum((SELECT count(*) FROM answers WHERE connection_id = connections.id AND at >= @sinceMs)) FROM connections)
         + (SELECT count(*) FROM audit WHERE at >= @since)
         + (SELECT count(*) FROM cause_events e WHERE ${isTurn} AND ${turnedAt} >= @sinceMs)`,
    )
    .pluck();
  const connections = db.prepare<[], number>("SELECT id FROM connections").pluck();

  return {
    runs: (stretch: Stretch): StoredRun[] =>
      runs.all(stretch).map(({ result, ...row }) => ({
        ...row,
        result: result === null ? undefined : JSON.parse(result),
      })),
    /** Of all connections: the newest of each, of which the newest are taken. */
    refusals: (stretch: Stretch): StoredRefusal[] => {
      const wanted = inMs(stretch);
      const ids = wanted.connection === null ? connections.all() : [wanted.connection];
      const found = ids
        .flatMap((connection) => places.all({ ...wanted, connection }))
        .sort((one, other) => other.at - one.at || other.id - one.id)
        .slice(0, wanted.limit);
      return refusals.all(JSON.stringify(found.map(({ id }) => id)));
    },
    settings: (stretch: Stretch) => settings.all(stretch),
    causeChanges: (stretch: Stretch): StoredCauseChange[] => causeChanges.all(inMs(stretch)),
    /** All lines from a moment on, of all connections. */
    count: (since: string): number => count.get({ since, sinceMs: Date.parse(since) }) ?? 0,
  };
}
export type JournalStore = ReturnType<typeof createJournalStore>;
