import { type Db, inTransaction } from "../db/open.ts";
import { collectionOf, positionOf } from "../sources/records-store.ts";
import { createStateCounts } from "./state-counts.ts";
import type { StateRow } from "./state-rows.ts";
import { leaving, transition } from "./transitions.ts";

interface Row extends Omit<StateRow, "state"> {
  readonly id: number;
  readonly state: StateRow["state"] | null;
}

const bySchools = { why: "schools" } as const;

/**
 * The SQL that takes records of schools that a connection does not send out of what is to be sent, and back. Counts and
 * causes are kept in the same transactions. `note`: see SourceEvents.touch.
 */
export function createScopeStore(db: Db, note: (record: number) => void) {
  const { move, leaveCause } = createStateCounts(db);
  const toLeave = db.prepare<[string, number], Row>(
    `SELECT r.id, s.state, s.accepted, s.cause_id AS cause, s.former_cause AS former
     FROM json_each(?) j CROSS JOIN records r ON r.id = j.value
     LEFT JOIN states s ON s.connection_id = ? AND s.record_id = r.id
     WHERE r.gone = 0 AND (s.state IS NULL OR s.state IN (${leaving.map((state) => `'${state}'`).join(", ")}))`,
  );
  const put = db.prepare<[number, number, number]>(
    `INSERT INTO states (connection_id, record_id, state, at) VALUES (?, ?, 'outside', ?)
     ON CONFLICT DO UPDATE SET state = 'outside', cause_id = NULL, former_cause = NULL, blocked_by = NULL, at = excluded.at`,
  );
  const outside = db.prepare<[number, number, number, number], { id: number; accepted: Buffer | null }>(
    `SELECT record_id AS id, accepted FROM states INDEXED BY states_not_sent
     WHERE connection_id = ? AND record_id > ? AND record_id <= ? AND state <> 'sent' AND state = 'outside'
     ORDER BY record_id LIMIT ?`,
  );
  const edit = db.prepare<[number, number]>(
    "UPDATE states SET state = 'changed' WHERE connection_id = ? AND record_id = ?",
  );
  const drop = db.prepare<[number, number]>("DELETE FROM states WHERE connection_id = ? AND record_id = ?");
  const lowerFrontier = db.prepare<{ connection: number; collection: number; position: number }>(
    `UPDATE frontiers SET position = @position
     WHERE connection_id = @connection AND collection_id = @collection AND position > @position`,
  );
  const mark = db
    .prepare<[number], string>("SELECT settled FROM school_scopes WHERE connection_id = ?")
    .pluck();
  const setMark = db.prepare<[number, string]>(
    "INSERT INTO school_scopes (connection_id, settled) VALUES (?, ?) ON CONFLICT DO UPDATE SET settled = excluded.settled",
  );
  const dropMark = db.prepare<[number]>("DELETE FROM school_scopes WHERE connection_id = ?");

  /** Never met, it is fresh again; else it goes again, for nobody knows whether it changed meanwhile. */
  const enterOne = (connection: number, { id, accepted }: { id: number; accepted: Buffer | null }) => {
    note(id);
    if (accepted) {
      edit.run(connection, id);
      move(connection, id, "outside", transition("outside", "edit"));
      return;
    }
    drop.run(connection, id);
    move(connection, id, "outside", undefined);
    lowerFrontier.run({ connection, collection: collectionOf(id), position: positionOf(id) });
  };

  return {
    /** Of these records, those that are to be sent are not any more. Returns how many. */
    leave: (connection: number, records: readonly number[]): number =>
      inTransaction(db, () => {
        const rows = toLeave.all(JSON.stringify(records), connection);
        const at = Date.now();
        for (const { id, state, cause, former } of rows) {
          note(id);
          if (state !== null) leaveCause({ state, cause, former }, bySchools);
          put.run(connection, id, at);
          move(connection, id, state ?? undefined, "outside");
        }
        return rows.length;
      }),
    /** These records are to be sent again. */
    enter: (connection: number, records: readonly { id: number; accepted: Buffer | null }[]): void =>
      inTransaction(db, () => {
        for (const record of records) enterOne(connection, record);
      }),
    /** Those that are not sent, behind a record. */
    page: (connection: number, after: number, to: number, limit: number) =>
      outside.all(connection, after, to, limit),
    /** For which schools, and as of which reading, this is settled; undefined: for none. */
    mark: (connection: number) => mark.get(connection),
    setMark: (connection: number, settled: string | undefined) =>
      settled === undefined ? dropMark.run(connection) : setMark.run(connection, settled),
  };
}
