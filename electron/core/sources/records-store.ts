import type { Db } from "../db/open.ts";
import type { ReadRecord } from "./record.ts";

/** Positions of one collection: its records' ids are `collection * 2^32 + position`. */
const range = 2 ** 32;
export const recordId = (collection: number, position: number) => collection * range + position;
export const positionOf = (record: number) => record % range;
export const collectionOf = (record: number) => Math.floor(record / range);

export interface StoredRecord {
  readonly id: number;
  readonly key: Buffer;
  readonly hash: Buffer;
  readonly refs: Buffer;
  readonly codes: Buffer;
  readonly day: number | null;
  readonly sourceId: Buffer | null;
  readonly body: string;
  readonly gone: number;
  readonly file: number;
}

export interface RecordText {
  readonly id: number;
  readonly collection: number;
  readonly key: Buffer;
  readonly refs: Buffer;
  readonly body: string;
  readonly file: number;
}

const storedColumns =
  "id, key, hash, refs, codes, event_day AS day, source_id AS sourceId, body, gone, file_id AS file";
const createIndexes = `
  CREATE UNIQUE INDEX IF NOT EXISTS records_by_key ON records (key, collection_id);
  CREATE INDEX IF NOT EXISTS records_by_day ON records (collection_id, event_day) WHERE event_day IS NOT NULL`;

/** A record as a line states it. */
export interface Written {
  readonly file: number;
  readonly hash: Buffer;
  readonly record: ReadRecord;
  /** Ids of the record's codes: see packCodes. */
  readonly codes: Buffer;
  /** Milliseconds since 1970; null in the first reading of its collection, which keeps that time itself. */
  readonly changedAt: number | null;
}

/** All SQL about the records themselves, prepared once. */
export function createRecordsStore(db: Db) {
  // A first reading that was cut off has left them out.
  db.exec(createIndexes);
  const insert = db.prepare<
    [
      number,
      number,
      Buffer,
      Buffer,
      Buffer,
      number,
      string,
      Buffer,
      number | null,
      number | null,
      Buffer | null,
    ]
  >(
    `INSERT OR IGNORE INTO records
       (id, collection_id, key, hash, refs, file_id, body, codes, event_day, changed_at, source_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const byKey = db.prepare<[Buffer, number], StoredRecord>(
    `SELECT ${storedColumns} FROM records WHERE key = ? AND collection_id = ?`,
  );
  const stored = db.prepare<[number], StoredRecord>(`SELECT ${storedColumns} FROM records WHERE id = ?`);
  const any = db.prepare<[], number>("SELECT 1 FROM records LIMIT 1").pluck();
  const replace = db.prepare<
    [Buffer, Buffer, number, string, Buffer, number | null, Buffer | null, number | null, number]
  >(
    `UPDATE records SET hash = ?, refs = ?, file_id = ?, body = ?, codes = ?, event_day = ?, source_id = ?, changed_at = ?,
       gone = 0 WHERE id = ?`,
  );
  const reindex = db.prepare<[Buffer, Buffer, number | null, Buffer | null, number]>(
    "UPDATE records SET refs = ?, codes = ?, event_day = ?, source_id = ? WHERE id = ?",
  );
  const move = db.prepare<[number, number]>("UPDATE records SET file_id = ? WHERE id = ?");
  const restore = db.prepare<[number, number | null, number]>(
    "UPDATE records SET file_id = ?, changed_at = ?, gone = 0 WHERE id = ?",
  );
  const markGone = db
    .prepare<[number], Buffer>("UPDATE records SET gone = 1 WHERE id = ? AND gone = 0 RETURNING codes")
    .pluck();
  const remove = db.prepare<[number]>("DELETE FROM records WHERE id = ?");
  const removeSome = db.prepare<[number, number, number]>(
    "DELETE FROM records WHERE id IN (SELECT id FROM records WHERE id >= ? AND id < ? LIMIT ?)",
  );
  const byId = db.prepare<[number], RecordText>(
    "SELECT id, collection_id AS collection, key, refs, body, file_id AS file FROM records WHERE id = ?",
  );
  const bodies = db
    .prepare<[number, number, number], string>(
      "SELECT body FROM records WHERE id >= ? AND id < ? AND gone = 0 ORDER BY id LIMIT ?",
    )
    .pluck();
  const idsOfKey = db.prepare<[Buffer], { id: number; collection: number; gone: number }>(
    "SELECT id, collection_id AS collection, gone FROM records WHERE key = ?",
  );

  return {
    /** False when the collection has a record of this key already. */
    insert: ({
      id,
      collection,
      file,
      hash,
      record,
      codes,
      changedAt,
    }: Written & { id: number; collection: number }): boolean => {
      const { key, refs, body, day, sourceId } = record;
      const inserted = insert.run(
        id,
        collection,
        key,
        hash,
        refs,
        file,
        body,
        codes,
        day,
        changedAt,
        sourceId,
      );
      return inserted.changes === 1;
    },
    byKey: (collection: number, key: Buffer) => byKey.get(key, collection),
    replace: (id: number, { file, hash, record, codes, changedAt }: Written) =>
      replace.run(hash, record.refs, file, record.body, codes, record.day, record.sourceId, changedAt, id),
    /** The same content, read by another model. */
    reindex: (
      id: number,
      { refs, codes, day, sourceId }: Pick<StoredRecord, "refs" | "codes" | "day" | "sourceId">,
    ) => reindex.run(refs, codes, day, sourceId, id),
    stored: (id: number) => stored.get(id),
    isEmpty: (): boolean => any.get() === undefined,
    /**
     * A first reading writes a million random keys: the index costs half of it, and made at the end in one go a twentieth.
     * That of days costs up to a third where a file mixes them. Only while nobody looks for keys or days.
     */
    dropIndexes: () =>
      void db.exec("DROP INDEX IF EXISTS records_by_key; DROP INDEX IF EXISTS records_by_day"),
    makeIndexes: () => void db.exec(createIndexes),
    /** The same content, now in this file. */
    move: (id: number, file: number) => move.run(file, id),
    /** The same content, back after it was gone. */
    restore: (id: number, file: number, changedAt: number | null) => restore.run(file, changedAt, id),
    /** Its codes; undefined when it was gone before. */
    markGone: (id: number): Buffer | undefined => markGone.get(id),
    remove: (id: number) => remove.run(id),
    /** Removes some more records of a collection; false when none is left. */
    removeSome: (collection: number, limit: number): boolean =>
      removeSome.run(recordId(collection, 0), recordId(collection + 1, 0), limit).changes > 0,
    byId: (id: number) => byId.get(id),
    /** What a collection's first records say. */
    bodies: (collection: number, limit: number): string[] =>
      bodies.all(recordId(collection, 0), recordId(collection + 1, 0), limit),
    /** Records of this key in every collection and set. */
    idsOfKey: (key: Buffer) => idsOfKey.all(key),
  };
}
export type RecordsStore = ReturnType<typeof createRecordsStore>;
