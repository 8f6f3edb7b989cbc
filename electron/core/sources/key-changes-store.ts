import type { Db } from "../db/open.ts";
import { recordId } from "./records-store.ts";

/** By what a record was recognised although its key is another one. */
export type FoundBy = "source id" | "row";

/** The new record may be the old one under another key. */
export interface KeyChange {
  readonly newRecord: number;
  readonly oldRecord: number;
  readonly foundBy: FoundBy;
}

/** All SQL about records that seem to be others under another key, as the reader meets them. */
export function createKeyChangesStore(db: Db) {
  // What a source id says counts more than what a row says.
  const add = db.prepare<[number, number, string, number]>(
    `INSERT INTO key_changes (new_record, old_record, found_by, at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET found_by = max(found_by, excluded.found_by), at = excluded.at`,
  );
  const namesakes = db
    .prepare<[number, Buffer, number], number>(
      "SELECT id FROM records WHERE collection_id = ? AND source_id = ? AND id <> ?",
    )
    .pluck();
  const pairs = db.prepare<[number, number], KeyChange & { holds: number }>(
    `SELECT k.new_record AS newRecord, k.old_record AS oldRecord, k.found_by AS foundBy,
       coalesce(o.gone = 1 AND n.gone = 0, 0) AS holds
     FROM key_changes k LEFT JOIN records o ON o.id = k.old_record LEFT JOIN records n ON n.id = k.new_record
     WHERE k.new_record >= ? AND k.new_record < ?`,
  );
  const drop = db.prepare<[number, number]>(
    "DELETE FROM key_changes WHERE new_record = ? AND old_record = ?",
  );

  const ofCollection = (collection: number) =>
    pairs.all(recordId(collection, 0), recordId(collection + 1, 0));

  return {
    add: ({ newRecord, oldRecord, foundBy }: KeyChange, at: number) =>
      add.run(newRecord, oldRecord, foundBy, at),
    /** Other records of the collection that bear this source id, gone ones among them. */
    namesakes: (collection: number, sourceId: Buffer, record: number) =>
      namesakes.all(collection, sourceId, record),
    /** Those of one collection; one holds while its old record is gone and its new one is there. */
    ofCollection: (collection: number) => ofCollection(collection),
    drop: ({ newRecord, oldRecord }: Pick<KeyChange, "newRecord" | "oldRecord">) =>
      drop.run(newRecord, oldRecord),
  };
}
export type KeyChangesStore = ReturnType<typeof createKeyChangesStore>;
