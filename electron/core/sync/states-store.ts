import type { RecordState } from "../../../shared/domain/record.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { collectionOf, recordId } from "../sources/records-store.ts";
import { createFlightsStore } from "./flights-store.ts";
import { createSourceEvents } from "./source-events.ts";
import { createStateCounts, Moves } from "./state-counts.ts";
import type { StateRow } from "./state-rows.ts";
import { type RecordEvent, transition } from "./transitions.ts";

/** One record of a page, with what this connection knows of it. */
export interface Candidate {
  readonly id: number;
  readonly key: Buffer;
  readonly hash: Buffer;
  readonly refs: Buffer;
  readonly body: string;
  readonly state: RecordState;
  readonly accepted: Buffer | null;
  readonly serverId: string | null;
  readonly cause: number | null;
  readonly blockedBy: Buffer | null;
  /** The run that noted this state last. */
  readonly run: number | null;
}

/** What became of a record: one row of `states`. */
export interface Outcome {
  readonly record: number;
  readonly from: RecordState;
  readonly event: RecordEvent;
  /** Content hash that the server has now; null leaves the former one. */
  readonly accepted: Buffer | null;
  readonly serverId: string | null;
  readonly etag: string | null;
  readonly attempts: number;
  readonly status: number | null;
  readonly cause: number | null;
  readonly blockedBy: Buffer | null;
}

/** Key, hash and references come as one BLOB: a Buffer costs more than the bytes in it. */
const columns = `r.id, CAST(r.key || r.hash || r.refs AS BLOB) AS digests, r.body, coalesce(s.state, 'new') AS state, s.accepted,
  s.server_id AS serverId, s.cause_id AS cause, s.blocked_by AS blockedBy, s.run_id AS run`;
const join = "FROM records r LEFT JOIN states s ON s.connection_id = @connection AND s.record_id = r.id";

type CandidateRow = Omit<Candidate, "key" | "hash" | "refs"> & { readonly digests: Buffer };
const digestBytes = 16;

/** What a connection knows of a record that it has done nothing with. */
const unmet = {
  state: "new",
  accepted: null,
  serverId: null,
  cause: null,
  blockedBy: null,
  run: null,
} as const;

/** Member by member: this is done for every record that is sent. */
function readCandidate({
  digests,
  id,
  body,
  state,
  accepted,
  serverId,
  cause,
  blockedBy,
  run,
}: CandidateRow): Candidate {
  const key = digests.subarray(0, digestBytes);
  const hash = digests.subarray(digestBytes, 2 * digestBytes);
  const refs = digests.subarray(2 * digestBytes);
  return { id, key, hash, refs, body, state, accepted, serverId, cause, blockedBy, run };
}

interface PageQuery {
  readonly connection: number;
  /** Ids after this one … */
  readonly after: number;
  /** … up to this one. */
  readonly to: number;
  readonly limit: number;
}
export interface CausedRow {
  readonly id: number;
  readonly state: RecordState;
  readonly status: number | null;
}
export interface FullState extends StateRow {
  readonly blockedBy: Buffer | null;
  readonly serverId: string | null;
  readonly etag: string | null;
  readonly attempts: number;
  readonly status: number | null;
  readonly run: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}
export interface ReferencesRow {
  readonly id: number;
  readonly key: Buffer;
  readonly refs: Buffer;
  readonly accepted: number;
  readonly cause: number | null;
}

/** All SQL about what each connection knows of each record. Counts by state are kept in the same transactions. */
export function createStatesStore(db: Db) {
  const pending = db.prepare<PageQuery, CandidateRow>(
    `SELECT ${columns} FROM states s INDEXED BY states_not_sent JOIN records r ON r.id = s.record_id
     WHERE s.connection_id = @connection AND s.record_id > @after AND s.record_id <= @to
       AND s.state <> 'sent' AND s.state IN ('changed', 'blocked', 'waiting', 'unknown') AND r.gone = 0
     ORDER BY s.record_id LIMIT @limit`,
  );
  const fresh = db.prepare<PageQuery, Pick<CandidateRow, "id" | "digests" | "body">>(
    `SELECT r.id, CAST(r.key || r.hash || r.refs AS BLOB) AS digests, r.body ${join}
     WHERE r.id > @after AND r.id <= @to AND r.gone = 0 AND s.state IS NULL ORDER BY r.id LIMIT @limit`,
  );
  const all = db.prepare<PageQuery, CandidateRow>(
    `SELECT ${columns} ${join} WHERE r.id > @after AND r.id <= @to AND r.gone = 0 ORDER BY r.id LIMIT @limit`,
  );
  const known = db.prepare<PageQuery & { waiting: number }, { id: number; key: Buffer }>(
    `SELECT s.record_id AS id, r.key FROM states s JOIN records r ON r.id = s.record_id
     WHERE s.connection_id = @connection AND s.record_id > @after AND s.record_id <= @to
       AND (s.accepted IS NOT NULL AND s.state <> 'deleted' OR @waiting AND s.state = 'waiting')
     ORDER BY s.record_id LIMIT @limit`,
  );
  const references = db.prepare<PageQuery, ReferencesRow>(
    `SELECT r.id, r.key, r.refs, s.accepted IS NOT NULL AS accepted, s.cause_id AS cause ${join}
     WHERE r.id > @after AND r.id <= @to AND r.gone = 0 ORDER BY r.id LIMIT @limit`,
  );
  const put = db.prepare(
    `INSERT INTO states (connection_id, record_id, state, accepted, server_id, etag, attempts, status, cause_id, blocked_by, run_id, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (connection_id, record_id) DO UPDATE SET state = excluded.state,
       accepted = coalesce(excluded.accepted, accepted), server_id = coalesce(excluded.server_id, server_id),
       etag = coalesce(excluded.etag, etag), attempts = attempts + excluded.attempts, status = excluded.status,
       cause_id = excluded.cause_id, blocked_by = excluded.blocked_by, run_id = excluded.run_id, at = excluded.at`,
  );
  /** The way of almost every record of a first push: it had no row. */
  const accept = db.prepare<
    [number, number, Buffer, string | null, string | null, number, number | null, number, number]
  >(
    `INSERT INTO states (connection_id, record_id, state, accepted, server_id, etag, attempts, status, run_id, at)
     VALUES (?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?)`,
  );
  const row = db.prepare<[number, number], StateRow>(
    "SELECT state, accepted, cause_id AS cause FROM states WHERE connection_id = ? AND record_id = ?",
  );
  const countsOf = db.prepare<[number, number], { state: RecordState; n: number }>(
    "SELECT state, n FROM state_counts WHERE connection_id = ? AND collection_id = ? AND n > 0",
  );
  const caused = (states: string) =>
    db.prepare<[number, number, number, number], CausedRow>(
      `SELECT record_id AS id, state, status FROM states
       WHERE cause_id = ? AND connection_id = ? AND record_id > ? AND state ${states} ORDER BY record_id LIMIT ?`,
    );
  const failedBy = caused("IN ('failed', 'unknown')");
  const heldBy = caused("NOT IN ('failed', 'unknown')");
  const resourcesByCause = db
    .prepare<[number], string>(
      `SELECT DISTINCT c.resource FROM states s JOIN collections c ON c.id = s.record_id >> 32 WHERE s.cause_id = ? AND s.state = 'failed'`,
    )
    .pluck();
  const full = db.prepare<[number, number], FullState>(
    `SELECT state, accepted, cause_id AS cause, blocked_by AS blockedBy, server_id AS serverId, etag, attempts, status, run_id AS run, at
     FROM states WHERE connection_id = ? AND record_id = ?`,
  );
  const frontier = db
    .prepare<[number, number], number>(
      "SELECT position FROM frontiers WHERE connection_id = ? AND collection_id = ?",
    )
    .pluck();
  const setFrontier = db.prepare<[number, number, number]>(
    "INSERT INTO frontiers (connection_id, collection_id, position) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET position = excluded.position",
  );
  const some = db.prepare<[number, number], { id: number; state: RecordState }>(
    "SELECT record_id AS id, state FROM states WHERE connection_id = ? LIMIT ?",
  );
  const remove = db.prepare<[number, number]>("DELETE FROM states WHERE connection_id = ? AND record_id = ?");
  const { change } = createStateCounts(db);
  const flights = createFlightsStore(db);
  return {
    ...flights,
    ...createSourceEvents(db, flights),
    /** Records that wait for something, of one collection, in file order. */
    pending: (query: PageQuery) => pending.all(query).map(readCandidate),
    /** Records that this connection has done nothing with yet. */
    fresh: (query: PageQuery) =>
      fresh.all(query).map(({ id, digests, body }) => readCandidate({ id, digests, body, ...unmet })),
    /** Every record, whatever its state. */
    all: (query: PageQuery) => all.all(query).map(readCandidate),
    /** Keys of what the server has; with `waiting`, also of what it has and will not let us update yet. */
    known: (query: PageQuery & { waiting: number }) => known.all(query),
    references: (query: PageQuery) => references.all(query),
    /** Records that failed by a cause, then those that it holds, each in file order; after a record of that list. */
    byCause(connection: number, cause: number, after: number, limit: number): CausedRow[] {
      const last = row.get(connection, after)?.state;
      const among = last === undefined || last === "failed" || last === "unknown";
      const failed = among ? failedBy.all(cause, connection, after, limit) : [];
      if (failed.length === limit) return failed;
      return [...failed, ...heldBy.all(cause, connection, among ? -1 : after, limit - failed.length)];
    },
    resourcesByCause: (cause: number) => resourcesByCause.all(cause),
    full: (connection: number, record: number) => full.get(connection, record),
    one: (connection: number, record: number) => row.get(connection, record),
    countsOf: (connection: number, collection: number) => countsOf.all(connection, collection),
    /** Below this position every record has a state: the search for fresh ones starts here. */
    frontier: (connection: number, collection: number) =>
      recordId(collection, frontier.get(connection, collection) ?? 0) - 1,
    setFrontier: (connection: number, collection: number, position: number) =>
      setFrontier.run(connection, collection, position),
    /** Forgets what a connection knows of some more of its records; false when nothing is left. */
    removeSome: (connection: number, limit: number): boolean =>
      inTransaction(db, () => {
        const rows = some.all(connection, limit);
        const moves = new Moves();
        for (const { id, state } of rows) {
          remove.run(connection, id);
          moves.add(collectionOf(id), state, "new");
        }
        for (const { collection, state, by } of moves.all()) change(connection, collection, state, by);
        return rows.length > 0;
      }),
    /** Stores what became of records. To be called inside a transaction. */
    put(connection: number, run: number, at: number, outcomes: readonly Outcome[]) {
      const moves = new Moves();
      for (const outcome of outcomes) {
        const to = transition(outcome.from, outcome.event);
        if (to === undefined) throw new Error(`A record in state ${outcome.from} cannot ${outcome.event}.`);
        const { record, accepted, serverId, etag, attempts, status, cause, blockedBy } = outcome;
        if (outcome.from === "new" && outcome.event === "accept" && accepted) {
          accept.run(connection, record, accepted, serverId, etag, attempts, status, run, at);
        } else {
          put.run(
            connection,
            record,
            to,
            accepted,
            serverId,
            etag,
            attempts,
            status,
            cause,
            blockedBy,
            run,
            at,
          );
        }
        moves.add(collectionOf(record), outcome.from, to);
      }
      for (const { collection, state, by } of moves.all()) change(connection, collection, state, by);
    },
  };
}
export type StatesStore = ReturnType<typeof createStatesStore>;
