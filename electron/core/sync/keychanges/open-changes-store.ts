import type { Db } from "../../db/open.ts";
import type { FoundBy } from "../../sources/key-changes-store.ts";
import { recordId } from "../../sources/records-store.ts";

/** A record that one connection's server has under a former key. */
export interface OpenChange {
  readonly newRecord: number;
  readonly oldRecord: number;
  readonly foundBy: FoundBy;
  /** Of what the server has. */
  readonly serverId: string;
  /** The server has the new record beside the old one. */
  readonly isMade: boolean;
  /** It would not change the key: the record has to be made anew. */
  readonly isKept: boolean;
  /** The server was asked to remove what it has, and did not: whatever took its place then is there. */
  readonly isRetained: boolean;
  /** Making it anew was agreed to: milliseconds since 1970. */
  readonly confirmedAt: number | null;
}

interface Row extends Omit<OpenChange, "isMade" | "isKept" | "isRetained"> {
  readonly isMade: number;
  readonly isKept: number;
  readonly isRetained: number;
}

/** All SQL about what one connection has yet to do, or has begun to do, about records under other keys. */
export function createOpenChangesStore(db: Db) {
  const ofCollection = db.prepare<{ connection: number; from: number; to: number }, Row>(
    `SELECT k.new_record AS newRecord, k.old_record AS oldRecord, k.found_by AS foundBy, o.server_id AS serverId,
       n.accepted IS NOT NULL AS isMade, c.new_record IS NOT NULL AS isKept,
       o.state = 'delete-pending' AS isRetained, c.confirmed_at AS confirmedAt
     FROM key_changes k
     JOIN records ro ON ro.id = k.old_record AND ro.gone = 1
     JOIN records rn ON rn.id = k.new_record AND rn.gone = 0
     JOIN states o ON o.connection_id = @connection AND o.record_id = k.old_record
       AND o.server_id IS NOT NULL AND o.accepted IS NOT NULL AND o.state IN ('gone', 'delete-pending')
     LEFT JOIN states n ON n.connection_id = @connection AND n.record_id = k.new_record
     LEFT JOIN recreations c ON c.connection_id = @connection AND c.new_record = k.new_record
       AND c.old_record = k.old_record
     WHERE k.new_record >= @from AND k.new_record < @to AND (n.accepted IS NULL OR c.confirmed_at IS NOT NULL)`,
  );
  const keep = db.prepare<[number, number, number, number | null]>(
    `INSERT INTO recreations (connection_id, new_record, old_record, confirmed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET old_record = excluded.old_record,
       confirmed_at = CASE old_record WHEN excluded.old_record THEN coalesce(confirmed_at, excluded.confirmed_at)
         ELSE excluded.confirmed_at END`,
  );
  const forgetEnded = db.prepare<[number]>(
    `DELETE FROM recreations WHERE connection_id = ? AND NOT EXISTS (
       SELECT 1 FROM states o WHERE o.connection_id = recreations.connection_id
         AND o.record_id = recreations.old_record AND o.state IN ('gone', 'delete-pending'))`,
  );
  const end = db.prepare<[number, number]>(
    `DELETE FROM recreations WHERE connection_id = ? AND new_record = ? AND EXISTS (
       SELECT 1 FROM states o WHERE o.connection_id = recreations.connection_id
         AND o.record_id = recreations.old_record AND o.state <> 'gone')`,
  );

  return {
    ofCollection: (connection: number, collection: number): OpenChange[] =>
      ofCollection
        .all({ connection, from: recordId(collection, 0), to: recordId(collection + 1, 0) })
        .map((row) => ({
          ...row,
          isMade: row.isMade === 1,
          isKept: row.isKept === 1,
          isRetained: row.isRetained === 1,
        })),
    /** The server would not change its key. `confirmedAt`: making it anew was agreed to. */
    keep: (
      connection: number,
      { newRecord, oldRecord }: Pick<OpenChange, "newRecord" | "oldRecord">,
      confirmedAt: number | null,
    ) => keep.run(connection, newRecord, oldRecord, confirmedAt),
    /** Of those whose old record is on the server no more, or stands for itself again, nothing is left to do. */
    forgetEnded: (connection: number) => forgetEnded.run(connection),
    /** The server was asked to remove the old record, and has answered: if it keeps it, that is a deletion like others. */
    end: (connection: number, newRecord: number) => end.run(connection, newRecord),
  };
}
export type OpenChangesStore = ReturnType<typeof createOpenChangesStore>;
