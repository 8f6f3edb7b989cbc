import Database from "better-sqlite3";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { createCodesStore } from "../../electron/core/mapping/codes-store.ts";
import type { Model, Reference, Resource } from "../../electron/core/model/types.ts";
import { createCompleteListsStore } from "../../electron/core/sources/complete-lists-store.ts";
import { createKeyChangesStore } from "../../electron/core/sources/key-changes-store.ts";
import { type LineIndex, lineOf } from "../../electron/core/sources/line-index.ts";
import type { Reading } from "../../electron/core/sources/reading.ts";
import { createRecordsStore, positionOf } from "../../electron/core/sources/records-store.ts";
import { scan } from "../../electron/core/sources/scan.ts";
import { createSetsStore } from "../../electron/core/sources/sets-store.ts";
import { createSourceIdsStore } from "../../electron/core/sources/source-ids-store.ts";

const scalar = (name: string, required: boolean) =>
  ({ kind: "scalar", name, type: "string", required }) as const;

const students: Resource = {
  path: "/ed-fi/students",
  project: "ed-fi",
  name: "students",
  entity: "Student",
  kind: "resource",
  identity: {
    group: "Student",
    parts: [{ name: "studentUniqueId", paths: [["studentUniqueId"]], type: "string" }],
  },
  references: [],
  descriptors: [],
  updatableKey: false,
  members: [scalar("firstName", false), scalar("studentUniqueId", true)],
};
const model: Model = { signature: "one resource", resources: [students] };

/** An older sibling; the first model does not know that this refers to anything. */
const sibling: Reference = {
  path: ["siblingReference"],
  group: "Student",
  targets: [students.path],
  names: ["studentUniqueId"],
  required: false,
  identity: false,
};
const otherModel: Model = { signature: "siblings", resources: [{ ...students, references: [sibling] }] };

let empty: Buffer | undefined;
/** The tables are made once: properties open hundreds of databases. */
function emptyDatabase(): Buffer {
  if (empty) return empty;
  const db = new Database(":memory:");
  for (const step of migrations) db.exec(step);
  empty = db.serialize();
  db.close();
  return empty;
}

/** The reading of folders without servers and connections: a database in memory, and a model of students only. */
export function createReadingBench(folder: string) {
  const db = new Database(emptyDatabase());
  db.exec("CREATE TABLE heard (key BLOB PRIMARY KEY, hash BLOB)");
  const keepModel = db.prepare("INSERT INTO models (signature, model) VALUES (?, ?)");
  for (const each of [model, otherModel]) keepModel.run(each.signature, JSON.stringify(each));
  const sets = createSetsStore(db);
  const set = sets.ensureSet(folder, "jsonl", 1);
  const records = createRecordsStore(db);
  const hear = db.prepare<[Buffer | null, number]>(
    "INSERT OR REPLACE INTO heard SELECT key, ? FROM records WHERE id = ?",
  );
  const forget = db.prepare<[number]>("DELETE FROM heard WHERE key = (SELECT key FROM records WHERE id = ?)");
  const heard = db.prepare<[string], string>("SELECT hex(hash) FROM heard WHERE hex(key) = ?").pluck();
  const told: number[] = [];
  let linesRead = 0;

  /** Everything after this many steps fails, as when Steward is killed. */
  const reading = (steps: number): Reading => {
    let left = steps;
    const step = () => {
      left -= 1;
      if (left < 0) throw new Error("killed");
    };
    return {
      db,
      sets,
      records,
      codes: createCodesStore(db),
      completeLists: createCompleteListsStore(db),
      keyChanges: createKeyChangesStore(db),
      sourceIds: createSourceIdsStore(db),
      signal: new AbortController().signal,
      unindexed: false,
      progress(lines) {
        linesRead += lines;
        step();
      },
      listener: {
        changed(record, hash) {
          step();
          hear.run(hash, record);
          told.push(record);
        },
        gone(record) {
          step();
          const remembered = record % 2 === 0;
          if (remembered) hear.run(null, record);
          else forget.run(record);
          return remembered;
        },
      },
    };
  };

  return {
    scan(steps = Number.POSITIVE_INFINITY) {
      told.length = 0;
      linesRead = 0;
      return scan(reading(steps), set, model);
    },
    /** Reads with a model that knows of siblings. */
    scanAnew() {
      sets.changeModel(set.id, 2);
      return scan(reading(Number.POSITIVE_INFINITY), set, otherModel);
    },
    /** Lines that the last scan took from files. */
    linesRead: () => linesRead,
    references: () => db.prepare<[], number>("SELECT length(refs) FROM records ORDER BY key").pluck().all(),
    /** Records that the last scan said to have changed, as often as it said so. */
    told: (): readonly number[] => told,
    records() {
      const rows = db
        .prepare<[], { id: number; key: string; hash: string; body: string; file: number }>(
          "SELECT id, hex(key) AS key, hex(hash) AS hash, body, file_id AS file FROM records WHERE gone = 0 ORDER BY key",
        )
        .all();
      const indexes = new Map<number, LineIndex>();
      return rows.map(({ id, key, hash, body, file }) => {
        const index = indexes.get(file) ?? sets.index(file);
        if (index) indexes.set(file, index);
        return {
          key,
          hash,
          body,
          file: sets.file(file)?.path,
          line: index && lineOf(index, positionOf(id)),
        };
      });
    },
    rejected: () => sets.rejected(1, 1000),
    /** Content of which the sync state heard last; undefined for a record that is new to it. */
    heard: (key: string) => heard.get(key),
    /** The sync state meets all records. */
    meetAll(): void {
      db.exec("INSERT OR REPLACE INTO heard SELECT key, hash FROM records WHERE gone = 0");
    },
    close(): void {
      db.close();
    },
  };
}
export type ReadingBench = ReturnType<typeof createReadingBench>;
