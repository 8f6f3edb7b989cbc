import type { RejectedLine } from "../../../shared/domain/source.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { type LineIndex, noPosition, packIndex, unpackIndex } from "./line-index.ts";
import type { Rejection } from "./record.ts";

export interface RecordSet {
  readonly id: number;
  readonly folder: string;
  readonly format: string;
  readonly model: number;
  readonly readAt: string | null;
}
export interface Collection {
  readonly id: number;
  readonly set: number;
  readonly resource: string;
  readonly nextPosition: number;
  /** Records in the files, gone ones left out. */
  readonly records: number;
  readonly gone: number;
  /** A file of it vanished, and the collection has not been read to the end since. */
  readonly stale: number;
  /** When what has no time of change itself was read: milliseconds since 1970; null where nobody noted it. */
  readonly firstReadAt: number | null;
}
export interface StoredFile {
  readonly id: number;
  readonly collection: number | null;
  readonly path: string;
  readonly size: number;
  /** See BlockDigests; absent while a reading is not finished: the next one starts it anew. */
  readonly digest: Buffer | null;
  /** Lines that stand for a record. */
  readonly records: number;
}
interface FileToBegin extends Pick<StoredFile, "collection" | "path" | "size"> {
  readonly keptLines?: number | undefined;
}
/** A line that is no record, though it is known which record it is, or may be. */
interface KeyedLine {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly reason: string;
}

export interface RejectedGroup {
  readonly resource: string | null;
  readonly path: string;
  readonly code: string;
  readonly reason: string;
  readonly n: number;
  readonly line: number;
}

const collectionColumns =
  "id, set_id AS 'set', resource, next_position AS nextPosition, records, gone, stale, first_read_at AS firstReadAt";

/** All SQL about what was read from where: record sets, their collections and files, and rejected lines. */
export function createSetsStore(db: Db) {
  const set = db.prepare<[number], RecordSet>(
    "SELECT id, folder, format, model_id AS model, read_at AS readAt FROM record_sets WHERE id = ?",
  );
  const addSet = db.prepare<[string, string, number]>(
    "INSERT INTO record_sets (folder, format, model_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const setOf = db.prepare<[string, number], RecordSet>(
    "SELECT id, folder, format, model_id AS model, read_at AS readAt FROM record_sets WHERE folder = ? AND model_id = ?",
  );
  const changeModel = db.prepare<[number, number]>(
    "UPDATE record_sets SET model_id = ?, read_at = NULL WHERE id = ?",
  );
  const forgetDigests = db.prepare<[number]>(
    "UPDATE files SET digest = NULL, fingerprints = NULL, positions = NULL WHERE set_id = ?",
  );
  const setsOf = db.prepare<[string], number>("SELECT id FROM record_sets WHERE folder = ?").pluck();
  const markRead = db.prepare<[string, number]>("UPDATE record_sets SET read_at = ? WHERE id = ?");
  const collections = db.prepare<[number], Collection>(
    `SELECT ${collectionColumns} FROM collections WHERE set_id = ? ORDER BY id`,
  );
  const collection = db.prepare<[number], Collection>(
    `SELECT ${collectionColumns} FROM collections WHERE id = ?`,
  );
  const addCollection = db.prepare<[number, string]>(
    "INSERT INTO collections (set_id, resource) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const collectionOf = db.prepare<[number, string], Collection>(
    `SELECT ${collectionColumns} FROM collections WHERE set_id = ? AND resource = ?`,
  );
  const saveCollection = db.prepare<[number, number, number, number]>(
    "UPDATE collections SET next_position = ?, records = records + ?, gone = gone + ? WHERE id = ?",
  );
  const files = db.prepare<[number], StoredFile>(
    "SELECT id, collection_id AS collection, path, size, digest, records FROM files WHERE set_id = ? ORDER BY path",
  );
  const beginFile = db.prepare<[number, number | null, string, number], { id: number }>(
    `INSERT INTO files (set_id, collection_id, path, size) VALUES (?, ?, ?, ?)
     ON CONFLICT (set_id, path) DO UPDATE SET digest = NULL, size = excluded.size, collection_id = excluded.collection_id
     RETURNING id`,
  );
  const clearRejected = db.prepare<[number, number]>(
    "DELETE FROM rejected_lines WHERE file_id = ? AND (line = 0 OR line > ?)",
  );
  const endFile = db.prepare(
    "UPDATE files SET digest = ?, records = ?, fingerprints = ?, positions = ? WHERE id = ?",
  );
  const markStale = db.prepare<[number, number]>("UPDATE collections SET stale = ? WHERE id = ?");
  const noteFirstReading = db.prepare<[number, number]>(
    "UPDATE collections SET first_read_at = ? WHERE id = ?",
  );
  const removeFile = db.prepare<[number]>("DELETE FROM files WHERE id = ?");
  const digestOf = db.prepare<[number], Buffer | null>("SELECT digest FROM files WHERE id = ?").pluck();
  const setDigest = db.prepare<[Buffer | null, number]>("UPDATE files SET digest = ? WHERE id = ?");
  const index = db.prepare<[number], { fingerprints: Buffer | null; positions: Buffer | null }>(
    "SELECT fingerprints, positions FROM files WHERE id = ?",
  );
  const reject = db.prepare(
    "INSERT INTO rejected_lines (file_id, line, code, reason, lines, key, known) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const rejected = db.prepare<[number, number], RejectedLine>(
    `SELECT f.path AS file, r.line, r.reason FROM files f JOIN rejected_lines r ON r.file_id = f.id
     WHERE f.set_id = ? ORDER BY f.path, r.line LIMIT ?`,
  );
  const rejectedGroups = db.prepare<[number], RejectedGroup>(
    `SELECT c.resource, f.path, r.code, r.reason, sum(r.lines) AS n, min(r.line) AS line
     FROM files f JOIN rejected_lines r ON r.file_id = f.id LEFT JOIN collections c ON c.id = f.collection_id
     WHERE f.set_id = ? GROUP BY f.id, r.code, r.reason`,
  );
  const rejectedCount = db
    .prepare<[number], number>(
      "SELECT coalesce(sum(r.lines), 0) FROM files f JOIN rejected_lines r ON r.file_id = f.id WHERE f.set_id = ?",
    )
    .pluck();
  const rejectedIn = db.prepare<[number, string, string, string, number, number], RejectedLine>(
    `SELECT f.path AS file, r.line, r.reason FROM files f JOIN rejected_lines r ON r.file_id = f.id
     WHERE f.set_id = ? AND f.path = ? AND r.code = ? AND r.reason = ? AND r.line > ? ORDER BY r.line LIMIT ?`,
  );
  const rejectedOf = db
    .prepare<[number], number>(
      "SELECT coalesce(sum(r.lines), 0) FROM files f JOIN rejected_lines r ON r.file_id = f.id WHERE f.collection_id = ?",
    )
    .pluck();
  const unreadableOf = db.prepare<[number], { keyed: number; unknown: number }>(
    `SELECT count(r.key) AS keyed, coalesce(sum(r.key IS NULL AND r.code <> 'duplicate-key'), 0) AS unknown
     FROM files f JOIN rejected_lines r ON r.file_id = f.id WHERE f.collection_id = ?`,
  );
  const rejectedByKey = db.prepare<[Buffer, number], KeyedLine>(
    `SELECT f.path AS file, r.line, r.code, r.reason FROM rejected_lines r JOIN files f ON f.id = r.file_id
     WHERE r.key = ? AND f.set_id = ? LIMIT 1`,
  );
  const damaged = db.prepare<[number, number], KeyedLine & { known: Buffer }>(
    `SELECT f.path AS file, r.line, r.code, r.reason, r.known FROM files f JOIN rejected_lines r ON r.file_id = f.id
     WHERE f.collection_id = ? AND r.known IS NOT NULL LIMIT ?`,
  );
  const orphans = db
    .prepare<[], number>(
      `SELECT id FROM record_sets s
       WHERE NOT EXISTS (SELECT 1 FROM connection_sources c WHERE c.set_id = s.id)
         AND NOT EXISTS (
           SELECT 1 FROM state_counts n JOIN collections c ON c.id = n.collection_id WHERE c.set_id = s.id AND n.n > 0)`,
    )
    .pluck();
  const removeFiles = db.prepare<[number]>("DELETE FROM files WHERE set_id = ?");
  const removeCollections = db.prepare<[number]>("DELETE FROM collections WHERE set_id = ?");
  const removeSet = db.prepare<[number]>("DELETE FROM record_sets WHERE id = ?");
  const file = db.prepare<[number], { path: string; set: number }>(
    "SELECT path, set_id AS 'set' FROM files WHERE id = ?",
  );
  return {
    set: (id: number) => set.get(id),
    /** The set of a folder as one model reads it; made when there is none. */
    ensureSet(folder: string, format: string, model: number): RecordSet {
      addSet.run(folder, format, model);
      return setOf.get(folder, model) as RecordSet;
    },
    setOf: (folder: string, model: number) => setOf.get(folder, model),
    /** Another model: everything is read again, and records keep their ids where their keys stay. */
    changeModel: (id: number, model: number): void =>
      inTransaction(db, () => {
        changeModel.run(model, id);
        forgetDigests.run(id);
      }),
    /** What is known of a folder's files is forgotten, and all of their records stays. To be called inside a transaction. */
    readAnew(folder: string) {
      for (const id of setsOf.all(folder)) forgetDigests.run(id);
    },
    markRead: (id: number, at: string) => markRead.run(at, id),
    collections: (id: number) => collections.all(id),
    collection: (id: number) => collection.get(id),
    ensureCollection(id: number, resource: string): Collection {
      addCollection.run(id, resource);
      return collectionOf.get(id, resource) as Collection;
    },
    /** `records` and `gone` are added to what was counted before. */
    saveCollection: (
      id: number,
      { nextPosition, records, gone }: { nextPosition: number; records: number; gone: number },
    ) => saveCollection.run(nextPosition, records, gone, id),
    files: (id: number) => files.all(id),
    /** From here until endFile the file counts as not read. What was found on the lines to be kept stays. */
    beginFile: (setId: number, { collection, path, size, keptLines = 0 }: FileToBegin): number =>
      inTransaction(db, () => {
        const { id } = beginFile.get(setId, collection, path, size) as { id: number };
        clearRejected.run(id, keptLines);
        return id;
      }),
    /** Without a digest the next reading starts the file anew. */
    endFile(id: number, digest: Buffer | null, lines: LineIndex) {
      const { fingerprints, positions } = packIndex(lines);
      const records = lines.positions.reduce((sum, position) => sum + (position === noPosition ? 0 : 1), 0);
      endFile.run(digest, records, fingerprints, positions, id);
    },
    /** From here the file counts as not read; gives the digest that says otherwise, for releaseDigest. */
    withholdDigest(id: number): Buffer | null {
      const digest = digestOf.get(id) ?? null;
      if (digest) setDigest.run(null, id);
      return digest;
    },
    /** Of a file as it was read to its end; null while it is being read. */
    digest: (id: number): Buffer | null => digestOf.get(id) ?? null,
    releaseDigest: (id: number, digest: Buffer) => setDigest.run(digest, id),
    /** A file that is no longer there: none of its lines counts. */
    emptyFile(id: number) {
      setDigest.run(null, id);
      clearRejected.run(id, 0);
    },
    markStale: (id: number, stale: boolean) => markStale.run(Number(stale), id),
    /** A collection without records begins: see Collection.firstReadAt. */
    noteFirstReading: (id: number, at: number) => noteFirstReading.run(at, id),
    removeFile: (id: number) => removeFile.run(id),
    index(id: number): LineIndex | undefined {
      const row = index.get(id);
      return row?.fingerprints && row.positions ? unpackIndex(row.fingerprints, row.positions) : undefined;
    },
    reject: (fileId: number, line: number, { code, reason, key, known, lines }: Rejection) =>
      reject.run(fileId, line, code, reason, lines ?? 1, key ?? null, known ?? null),
    rejected: (id: number, limit: number) => rejected.all(id, limit),
    rejectedGroups: (id: number) => rejectedGroups.all(id),
    /** The lines of one group, after a line. */
    rejectedIn: (id: number, { path, code, reason }: RejectedGroup, after: number, limit: number) =>
      rejectedIn.all(id, path, code, reason, after, limit),
    /** Of one collection. */
    rejectedOf: (collection: number): number => rejectedOf.get(collection) ?? 0,
    /** Lines of one collection that are no records: those whose key could be read, and those of which nothing is known. */
    unreadableOf: (collection: number) => unreadableOf.get(collection) ?? { keyed: 0, unknown: 0 },
    rejectedCount: (id: number): number => rejectedCount.get(id) ?? 0,
    /** A rejected line that states the record of this key. */
    rejectedByKey: (id: number, key: Buffer) => rejectedByKey.get(key, id),
    /** Lines of one collection of whose keys only parts could be read. */
    damaged: (collection: number, limit: number) => damaged.all(collection, limit),
    /** Sets that no connection sends from, and of whose records none remembers anything. */
    orphans: (): number[] => orphans.all(),
    /** To be called when the set's records are gone. */
    removeSet: (id: number): void =>
      inTransaction(db, () => {
        for (const statement of [removeFiles, removeCollections, removeSet]) statement.run(id);
      }),
    file: (id: number) => file.get(id),
  };
}
export type SetsStore = ReturnType<typeof createSetsStore>;
