import type { Db } from "../db/open.ts";
import { createStateCounts } from "./state-counts.ts";
import type { RecordNow } from "./state-rows.ts";
import { transition } from "./transitions.ts";

export interface Kept {
  readonly connection: number;
  readonly record: number;
  /** Tag of the version that stands; null where the server has none. */
  readonly etag: string | null;
  readonly at: number;
}

/** The SQL that settles a record with the version that somebody else put on the server. */
export function createKeptStore(db: Db) {
  const { move, leaveCause } = createStateCounts(db);
  const settle = db.prepare<[string, Buffer, string | null, number, number, number]>(
    `UPDATE states SET state = ?, accepted = ?, etag = ?, status = NULL, cause_id = NULL, former_cause = NULL,
       blocked_by = NULL, at = ? WHERE connection_id = ? AND record_id = ?`,
  );
  return {
    /**
     * The record counts as sent as it is: it goes again when its source changes, and not before. To be called inside a
     * transaction, with the record as it is now.
     */
    keepTheirs({ connection, record, etag, at }: Kept, now: RecordNow) {
      const to = transition(now.state, "restore");
      if (to === undefined) throw new Error(`A record in state ${now.state} cannot be settled.`);
      leaveCause(now, { why: "choice" });
      settle.run(to, now.hash, etag, at, connection, record);
      move(connection, record, now.state, to);
    },
  };
}
