import { type Db, inTransaction } from "../db/open.ts";
import { collectionOf } from "../sources/records-store.ts";
import { createStateCounts } from "./state-counts.ts";
import { doubtful, type StateRow } from "./state-rows.ts";

/** What a connection knows of one record is true of another one: the server's item bears that one's key now. */
export interface StateMove {
  readonly from: number;
  readonly to: number;
  /** The content of the other record, where the server has it already; else it has yet to be sent. */
  readonly accepted: Buffer | null;
  /** Of the item as this connection gave it, whatever its key is. */
  readonly etag: string | null;
}

interface Known extends StateRow {
  readonly serverId: string | null;
  readonly attempts: number;
}

/**
 * SQL that takes what a connection knows from one record to another. The record that is left behind is gone from the
 * files: it is removed where no connection knows anything of it any more.
 */
export function createStateMoves(db: Db, note: (record: number) => void) {
  const { move, leaveCause } = createStateCounts(db);
  const known = db.prepare<[number, number], Known>(
    `SELECT state, cause_id AS cause, former_cause AS former, server_id AS serverId, accepted, attempts FROM states
     WHERE connection_id = ? AND record_id = ?`,
  );
  const drop = db.prepare<[number, number]>("DELETE FROM states WHERE connection_id = ? AND record_id = ?");
  const put = db.prepare<
    [number, number, string, Buffer, string | null, string | null, number, number, number]
  >(
    `INSERT OR REPLACE INTO states (connection_id, record_id, state, accepted, server_id, etag, attempts, run_id, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare<[number]>(
    `DELETE FROM records WHERE id = ? AND gone = 1 AND NOT EXISTS (
       SELECT 1 FROM connections c JOIN states s ON s.connection_id = c.id AND s.record_id = records.id)`,
  );
  const lowerGone = db.prepare<[number]>("UPDATE collections SET gone = gone - 1 WHERE id = ?");

  const forget = (connection: number, record: number) => {
    const former = known.get(connection, record);
    if (!former) return;
    note(record);
    leaveCause(former, { why: "key" });
    drop.run(connection, record);
    move(connection, record, former.state, undefined);
    if (remove.run(record).changes === 1) lowerGone.run(collectionOf(record));
  };

  const moveOne = (connection: number, run: number, { from, to, accepted, etag }: StateMove) => {
    const former = known.get(connection, from);
    if (!former) return;
    const now = known.get(connection, to);
    const state = accepted ? "sent" : "changed";
    note(to);
    if (now) leaveCause(now, { run });
    const attempts = (now?.attempts ?? 0) + former.attempts;
    put.run(connection, to, state, accepted ?? doubtful, former.serverId, etag, attempts, run, Date.now());
    move(connection, to, now?.state, state);
    forget(connection, from);
  };

  return {
    /** What the server has under this record's key it has no more, or it is another record's. Inside a transaction. */
    forget,
    moveStates: (connection: number, run: number, moves: readonly StateMove[]) =>
      inTransaction(db, () => {
        for (const one of moves) moveOne(connection, run, one);
      }),
    /** The server has what this record says now: what it refers to has another key, and it followed by itself. */
    acceptAsIs: (
      connection: number,
      run: number,
      accepted: readonly ({ id: number; hash: Buffer } & Pick<StateMove, "etag">)[],
    ) =>
      inTransaction(db, () => {
        for (const { id, hash, etag } of accepted) {
          const now = known.get(connection, id);
          if (!now) continue;
          note(id);
          leaveCause(now, { run }, { as: "accepted" });
          put.run(connection, id, "sent", hash, now.serverId, etag, now.attempts, run, Date.now());
          move(connection, id, now.state, "sent");
        }
      }),
  };
}
