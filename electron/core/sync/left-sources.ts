import type { RecordState } from "../../../shared/domain/record.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { recordId } from "../sources/records-store.ts";
import { createStateCounts } from "./state-counts.ts";

interface LeftRows {
  readonly state: RecordState;
  readonly cause: number | null;
  readonly former: number | null;
  /** The server has never accepted them. */
  readonly unsent: 0 | 1;
  readonly n: number;
}

interface IdRange {
  readonly connection: number;
  readonly from: number;
  readonly to: number;
}

const troubled = `state <> 'sent' AND (state IN ('failed', 'blocked', 'waiting', 'unknown', 'delete-pending') OR former_cause IS NOT NULL)`;
const within = "connection_id = @connection AND record_id >= @from AND record_id < @to";

/**
 * Nothing keeps back the records of folders that a connection has left: their causes let go of them. What the server has
 * of them, and what it said, stays known; should the folder come back, they go with the next push.
 */
export function createLeaveSources(db: Db): (connection: number) => void {
  const collections = db
    .prepare<[number, number], number>(
      `SELECT DISTINCT n.collection_id FROM state_counts n JOIN collections c ON c.id = n.collection_id
       WHERE n.connection_id = ? AND n.n > 0 AND n.state IN ('changed', 'failed', 'blocked', 'waiting', 'unknown', 'delete-pending')
         AND NOT EXISTS (SELECT 1 FROM connection_sources s WHERE s.connection_id = ? AND s.set_id = c.set_id)`,
    )
    .pluck();
  const rows = db.prepare<IdRange, LeftRows>(
    `SELECT state, cause_id AS cause, former_cause AS former, accepted IS NULL AS unsent, count(*) AS n FROM states
     WHERE ${within} AND ${troubled} GROUP BY 1, 2, 3, 4`,
  );
  const forget = db.prepare<IdRange>(
    `DELETE FROM states WHERE ${within} AND ${troubled} AND state <> 'unknown' AND accepted IS NULL`,
  );
  const settle = db.prepare<IdRange>(
    `UPDATE states SET state = CASE state WHEN 'unknown' THEN state WHEN 'delete-pending' THEN 'gone' ELSE 'changed' END,
       cause_id = NULL, former_cause = NULL, blocked_by = NULL
     WHERE ${within} AND ${troubled}`,
  );
  const searchAgain = db.prepare<[number, number]>(
    "DELETE FROM frontiers WHERE connection_id = ? AND collection_id = ?",
  );
  const { change, leaveCause } = createStateCounts(db);

  const leave = (connection: number, collection: number) => {
    const range = { connection, from: recordId(collection, 0), to: recordId(collection + 1, 0) };
    for (const { state, cause, former, unsent, n } of rows.all(range)) {
      leaveCause({ state, cause, former }, { why: "folder" }, { records: n });
      if (state === "unknown") continue;
      change(connection, collection, state, -n);
      if (!unsent) change(connection, collection, state === "delete-pending" ? "gone" : "changed", n);
    }
    forget.run(range);
    settle.run(range);
    searchAgain.run(connection, collection);
  };

  return (connection) =>
    inTransaction(db, () => {
      for (const collection of collections.all(connection, connection)) leave(connection, collection);
    });
}
