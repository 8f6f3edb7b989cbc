import type { RecordState } from "../../../shared/domain/record.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { collectionOf, recordId } from "../sources/records-store.ts";
import { createCandidatesStore } from "./candidates-store.ts";
import { createCausedStore } from "./caused-store.ts";
import { createFindingStore } from "./finding-store.ts";
import { createFlightsStore } from "./flights-store.ts";
import { createKeptStore } from "./kept-store.ts";
import { createStateMoves } from "./moves-store.ts";
import { createRefusedStore } from "./refused-store.ts";
import { createScopeStore } from "./scope-store.ts";
import { createSelectionStore } from "./selection-store.ts";
import { createSourceEvents } from "./source-events.ts";
import { createStateCounts, Moves } from "./state-counts.ts";
import type { StateRow } from "./state-rows.ts";
import { type RecordEvent, transition } from "./transitions.ts";

/** What became of a record: one row of `states`. */
export interface Outcome {
  readonly record: number;
  readonly from: RecordState;
  readonly event: RecordEvent;
  /** Content hash that the server has now; null leaves the former one. */
  readonly accepted: Buffer | null;
  readonly serverId: string | null;
  readonly etag: string | null;
  /** The server has nothing of it any more: hash, id and ETag are forgotten. */
  readonly forgets?: true;
  readonly attempts: number;
  readonly status: number | null;
  readonly cause: number | null;
  /** See StateRow. */
  readonly former: number | null;
  readonly blockedBy: Buffer | null;
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
/** All SQL about what each connection knows of each record. Counts by state are kept in the same transactions. */
export function createStatesStore(db: Db) {
  const put = db.prepare(
    `INSERT INTO states (connection_id, record_id, state, accepted, server_id, etag, attempts, status, cause_id, former_cause, blocked_by, run_id, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (connection_id, record_id) DO UPDATE SET state = excluded.state,
       accepted = coalesce(excluded.accepted, accepted), server_id = coalesce(excluded.server_id, server_id),
       etag = coalesce(excluded.etag, etag), attempts = attempts + excluded.attempts, status = excluded.status,
       cause_id = excluded.cause_id, blocked_by = excluded.blocked_by, run_id = excluded.run_id, at = excluded.at,
       former_cause = excluded.former_cause`,
  );
  const forget = db.prepare<[string, number, number | null, number, number, number, number]>(
    `UPDATE states SET state = ?, accepted = NULL, server_id = NULL, etag = NULL, attempts = attempts + ?, status = ?,
       cause_id = NULL, blocked_by = NULL, run_id = ?, at = ?, former_cause = NULL
     WHERE connection_id = ? AND record_id = ?`,
  );
  /** The way of almost every record of a first push: it had no row. */
  const accept = db.prepare<
    [number, number, Buffer, string | null, string | null, number, number | null, number, number]
  >(
    `INSERT INTO states (connection_id, record_id, state, accepted, server_id, etag, attempts, status, run_id, at)
     VALUES (?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?)`,
  );
  const row = db.prepare<[number, number], StateRow>(
    "SELECT state, accepted, cause_id AS cause, former_cause AS former FROM states WHERE connection_id = ? AND record_id = ?",
  );
  const countsOf = db.prepare<[number, number], { state: RecordState; n: number }>(
    "SELECT state, n FROM state_counts WHERE connection_id = ? AND collection_id = ? AND n > 0",
  );
  const countAll = db
    .prepare<[number], number>("SELECT coalesce(sum(n), 0) FROM state_counts WHERE connection_id = ?")
    .pluck();
  const full = db.prepare<[number, number], FullState>(
    `SELECT state, accepted, cause_id AS cause, former_cause AS former, blocked_by AS blockedBy, server_id AS serverId, etag, attempts, status, run_id AS run, at
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
  const sourceEvents = createSourceEvents(db, flights);
  return {
    ...flights,
    ...sourceEvents,
    ...createStateMoves(db, sourceEvents.touch),
    ...createCandidatesStore(db),
    ...createKeptStore(db),
    ...createCausedStore(db),
    ...createRefusedStore(db, sourceEvents.touch),
    selection: createSelectionStore(db),
    finding: createFindingStore(db),
    scope: createScopeStore(db, sourceEvents.touch),
    full: (connection: number, record: number) => full.get(connection, record),
    one: (connection: number, record: number) => row.get(connection, record),
    /** Records that the connection has done something with. */
    countAll: (connection: number): number => countAll.get(connection) ?? 0,
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
        const { record, accepted, serverId, etag, attempts, status, cause, former, blockedBy } = outcome;
        if (outcome.from === "new" && outcome.event === "accept" && accepted) {
          accept.run(connection, record, accepted, serverId, etag, attempts, status, run, at);
        } else if (outcome.forgets) {
          forget.run(to, attempts, status, run, at, connection, record);
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
            former,
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
