import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { migrations } from "./migrations/index.ts";

export type Db = Database.Database;

/** Runs `work` in one transaction: all of it, or nothing. Returns what it returns. */
export const inTransaction = <T>(db: Db, work: () => T): T => db.transaction(work)();

/**
 * Opens the sync database of a data folder, brings its schema up to date, and takes the folder's lock.
 * Throws AppError: "locked" when another Steward holds the folder, "storage" for a newer, corrupt or unwritable file.
 */
export function openDatabase(home: string, steps: readonly string[] = migrations): { db: Db; close(): void } {
  const unlock = lockFolder(home);
  const file = join(home, "steward.db");
  try {
    const db = new Database(file);
    try {
      refuseNewer(db, steps.length);
      // A lost commit only means that a record is sent again, which an upsert forgives: NORMAL is enough.
      db.pragma("journal_mode = WAL");
      db.pragma("synchronous = NORMAL");
      db.pragma("foreign_keys = ON");
      db.pragma("busy_timeout = 5000");
      db.pragma("cache_size = -16000");
      // A checkpoint every 64 MB instead of every 4: a long reading rewrites the same pages again and again.
      db.pragma("wal_autocheckpoint = 16000");
      migrate(db, file, steps);
      forgetStatistics(db);
    } catch (error) {
      db.close();
      throw error;
    }
    return { db, close: () => closeAll(db, unlock) };
  } catch (error) {
    unlock();
    throw error instanceof AppError ? error : describeStorage(error);
  }
}

function closeAll(db: Db, unlock: () => void) {
  try {
    db.close();
  } finally {
    unlock();
  }
}

/**
 * Statements are written for tables that grow by millions of rows in an hour. A planner that goes by how few there were when
 * Steward was last ended reads all of them at each step: it is to go by no count at all.
 */
function forgetStatistics(db: Db) {
  const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get() !== undefined;
  if (!isThere) return;
  try {
    db.exec("DROP TABLE sqlite_stat1; ANALYZE sqlite_schema;");
  } catch {
    // It only makes pages quicker; on a full disk it cannot be had.
  }
}

/** An exclusive transaction on a file of its own: the system lets go of it however the process ends. */
function lockFolder(home: string): () => void {
  let lock: Db | undefined;
  try {
    lock = new Database(join(home, "steward.lock"), { timeout: 0 });
    lock.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    if (codeOf(error).startsWith("SQLITE_BUSY")) {
      throw new AppError(
        "locked",
        "Another Steward is using this data folder. Close it, or use another folder with --home.",
      );
    }
    throw describeStorage(error);
  }
  return () => lock?.close();
}

const versionOf = (db: Db) => Number(db.pragma("user_version", { simple: true }));

/** Before anything else: even a pragma may write into the file. */
function refuseNewer(db: Db, known: number) {
  if (versionOf(db) <= known) return;
  throw new AppError(
    "storage",
    "This data folder was written by a newer Steward. Update Steward, or use another folder with --home. Nothing was changed.",
  );
}

/** Copies the file first: a failed step must leave the user's data as it was. */
function migrate(db: Db, file: string, steps: readonly string[]) {
  const from = versionOf(db);
  if (from === steps.length) return;
  if (from > 0) backUp(db, `${file}.v${from}.backup`);
  for (const [index, sql] of steps.slice(from).entries()) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${from + index + 1}`);
    })();
  }
}

function backUp(db: Db, to: string) {
  if (existsSync(to)) rmSync(to);
  db.prepare("VACUUM INTO ?").run(to);
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Turns SQLite's refusals into sentences; anything else goes on as it is. */
export function describeStorage(error: unknown): unknown {
  const code = codeOf(error);
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") {
    return new AppError(
      "storage",
      "The sync database is damaged. Put back a backup (steward.db.v*.backup in the data folder), or move steward.db away and push again: what the server has is then sent once more.",
    );
  }
  if (code === "SQLITE_FULL") {
    return new AppError(
      "storage",
      "The disk is full. Free some space and start again: nothing that was recorded is lost.",
    );
  }
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
    return new AppError(
      "storage",
      "Another program holds the sync database, such as a database viewer or a backup. Close it and try again.",
    );
  }
  if (/^SQLITE_(?:READONLY|CANTOPEN|IOERR|PERM)/.test(code)) {
    return new AppError(
      "storage",
      "The data folder cannot be written. Check its permissions, or use another one with --home.",
    );
  }
  return error;
}
