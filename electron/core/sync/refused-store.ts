import { type Db, inTransaction } from "../db/open.ts";
import { createStateCounts } from "./state-counts.ts";

/** Records that are marked in one transaction. */
const rowsAtATime = 500;

/** The SQL that lets refused records go again, because what they were refused for has been granted. */
export function createRefusedStore(db: Db, note: (record: number) => void) {
  const { move, mendCause } = createStateCounts(db);
  const some = db
    .prepare<[number, number], number>(
      `SELECT record_id FROM states INDEXED BY states_by_cause WHERE cause_id = ? AND connection_id = ? AND state = 'failed'
       ORDER BY record_id LIMIT ${rowsAtATime}`,
    )
    .pluck();
  const edit = db.prepare<[number, number]>(
    `UPDATE states SET state = 'changed', former_cause = cause_id, cause_id = NULL, blocked_by = NULL
     WHERE connection_id = ? AND record_id = ?`,
  );
  return {
    /** Some of those that were refused by a cause are to be sent again; false when none is left. */
    mendSome: (connection: number, cause: number): boolean =>
      inTransaction(db, () => {
        const records = some.all(cause, connection);
        for (const record of records) {
          note(record);
          mendCause({ state: "failed", cause, former: null }, { why: "permission" });
          edit.run(connection, record);
          move(connection, record, "failed", "changed");
        }
        return records.length > 0;
      }),
  };
}
