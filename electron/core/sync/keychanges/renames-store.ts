import type { Db } from "../../db/open.ts";
import type { Rename } from "../../model/rewrite.ts";

/** A key that this connection's server changed because it was asked to. */
export interface StoredRename extends Rename {
  /** Id of the record that bears the new key. */
  readonly record: number;
}

interface Row {
  readonly resource: string;
  readonly former: string;
  readonly now: string;
  readonly record: number;
}

/**
 * All SQL about keys that servers changed: by them what refers to such a record is recognised under its new key, also
 * where its file comes later. One step leads from a former key to the one of now, however often it was changed.
 */
export function createRenamesStore(db: Db) {
  const of = db.prepare<[number], Row>(
    "SELECT resource, former, now, record_id AS record FROM renames WHERE connection_id = ? ORDER BY at, former",
  );
  const ofRecord = db
    .prepare<{ record: number; connection: number }, string>(
      `SELECT former FROM (
         SELECT former, at FROM renames WHERE record_id = @record AND connection_id = @connection
         UNION ALL SELECT former, at FROM followed_keys WHERE record_id = @record AND connection_id = @connection)
       ORDER BY at DESC LIMIT 1`,
    )
    .pluck();
  const addFollowed = db.prepare<[number, number, string, number]>(
    "INSERT OR REPLACE INTO followed_keys (connection_id, record_id, former, at) VALUES (?, ?, ?, ?)",
  );
  const follow = db.prepare<[string, number, number, string, string]>(
    "UPDATE renames SET now = ?, record_id = ? WHERE connection_id = ? AND resource = ? AND now = ?",
  );
  const add = db.prepare<[number, string, string, string, number, number]>(
    `INSERT INTO renames (connection_id, resource, former, now, record_id, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET now = excluded.now, record_id = excluded.record_id, at = excluded.at`,
  );
  const drop = db.prepare<[number, string, string]>(
    "DELETE FROM renames WHERE connection_id = ? AND resource = ? AND former = ?",
  );

  return {
    of: (connection: number): StoredRename[] =>
      of.all(connection).map(({ resource, former, now, record }) => ({
        resource,
        from: JSON.parse(former),
        to: JSON.parse(now),
        record,
      })),
    /** Values of the key under which the server had this record before. */
    formerOf(connection: number, record: number): readonly string[] | undefined {
      const former = ofRecord.get({ record, connection });
      return former === undefined ? undefined : JSON.parse(former);
    },
    /** It was `former` before: its key followed that of what it refers to. To be called inside a transaction. */
    noteFollowed: (connection: number, record: number, former: readonly string[], at: number) =>
      addFollowed.run(connection, record, JSON.stringify(former), at),
    /** To be called inside a transaction. */
    add(connection: number, { resource, from, to, record }: StoredRename, at: number) {
      const [former, now] = [JSON.stringify(from), JSON.stringify(to)];
      follow.run(now, record, connection, resource, former);
      add.run(connection, resource, former, now, record, at);
      // There is a record of this key again: it leads to no other one.
      drop.run(connection, resource, now);
    },
    drop: (connection: number, { resource, from }: Pick<Rename, "resource" | "from">) =>
      drop.run(connection, resource, JSON.stringify(from)),
  };
}
export type RenamesStore = ReturnType<typeof createRenamesStore>;
