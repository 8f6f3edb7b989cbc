import { createHash } from "node:crypto";
import { join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { FileReader } from "./file-reader.ts";
import type { FoundFile } from "./folder.ts";
import { KeyTable } from "./key-table.ts";
import { createLookup, createPositionSet, emptyLineIndex, noPosition } from "./line-index.ts";
import { readLines } from "./lines.ts";
import type { ReadRecord, Rejection } from "./record.ts";
import { type RecordsStore, recordId, type StoredRecord } from "./records-store.ts";
import type { Collection, SetsStore, StoredFile } from "./sets-store.ts";

/** What the sync state has to hear of a record. Called inside the transaction that changes the record. */
export interface RecordListener {
  /** The content is another than before, or the record is back. */
  changed(record: number, hash: Buffer): void;
  /** No longer in the files. False: nobody needs the record any more. */
  gone(record: number): boolean;
}

export interface Reading {
  readonly db: Db;
  readonly sets: SetsStore;
  readonly records: RecordsStore;
  readonly listener: RecordListener;
  readonly signal: AbortSignal;
  /** Called for every few hundred lines. */
  readonly progress: (lines: number) => void;
  /** A first reading, while the database keeps no index of keys: each collection watches over its own. */
  readonly unindexed: boolean;
}

export type CompiledReader = (text: string) => ReadRecord | Rejection;

export interface Counts {
  new: number;
  changed: number;
  unchanged: number;
  gone: number;
}

/** Positions looked at in one transaction when searching for what is gone. */
const sweepStep = 20_000;

/**
 * Reads the files of one collection (one resource of one record set) into the database, in the order in which they are
 * given. Call keepFile for each file that is as it was and readFile for the others, then finish.
 */
export class CollectionReader {
  readonly counts: Counts = { new: 0, changed: 0, unchanged: 0, gone: 0 };
  /** Positions that some line stands for, in this reading. */
  readonly touched: ReturnType<typeof createPositionSet>;
  readonly reading: Reading;
  readonly collection: Collection;
  readonly compiled: CompiledReader;
  readonly #keys: KeyTable | undefined;
  #nextPosition: number;
  #added = 0;
  #gone = 0;

  constructor(reading: Reading, collection: Collection, compiled: CompiledReader) {
    this.reading = reading;
    this.collection = collection;
    this.compiled = compiled;
    this.touched = createPositionSet(collection.nextPosition + 1024);
    this.#nextPosition = collection.nextPosition;
    const keyAt = (position: number) => reading.records.stored(recordId(collection.id, position))?.key;
    this.#keys = reading.unindexed ? new KeyTable(keyAt) : undefined;
  }

  /** Lines of a file that has not changed since it was read. */
  keepFile(file: number) {
    for (const position of this.reading.sets.index(file)?.positions ?? []) {
      if (position !== noPosition) this.touched.add(position);
    }
  }

  /** False when the file broke off: what was read so far stays, and the next reading starts the file anew. */
  async readFile(folder: string, found: FoundFile, before: StoredFile | undefined): Promise<boolean> {
    const { sets, signal, progress } = this.reading;
    const known = (before?.digest && sets.index(before.id)) || emptyLineIndex;
    const file = sets.beginFile(this.collection.set, this.collection.id, found.path, found.size);
    const reader = new FileReader(this, file, createLookup(known));
    const digest = createHash("sha256");
    try {
      for await (const lines of readLines(join(folder, found.path), digest)) {
        signal.throwIfAborted();
        for (const line of lines) reader.take(line);
        progress(lines.length);
      }
      reader.finish(digest.digest());
      return true;
    } catch (error) {
      // A reading that was cancelled says nothing of its files.
      if (signal.aborted || !(error instanceof AppError)) throw error;
      reader.flush();
      sets.reject(file, 0, { code: "unreadable", reason: error.message });
      return false;
    }
  }

  /** A new record at the next position, or undefined where the key is taken. */
  insert(file: number, hash: Buffer, record: ReadRecord): number | undefined {
    const id = recordId(this.collection.id, this.#nextPosition);
    if (this.#keys?.add(record.key, this.#nextPosition) !== undefined) return undefined;
    if (!this.reading.records.insert({ id, collection: this.collection.id, file, hash, record }))
      return undefined;
    this.counts.new += 1;
    this.#added += 1;
    this.#nextPosition += 1;
    return this.#nextPosition - 1;
  }

  /** The collection's record of this key. */
  find(key: Buffer): StoredRecord | undefined {
    const { records } = this.reading;
    if (!this.#keys) return records.byKey(this.collection.id, key);
    const position = this.#keys.find(key);
    return position === undefined ? undefined : records.stored(recordId(this.collection.id, position));
  }

  /** A record that was gone stands in a file again. */
  cameBack() {
    this.#added += 1;
    this.#gone -= 1;
  }

  saveCounts() {
    this.reading.sets.saveCollection(this.collection.id, {
      nextPosition: this.#nextPosition,
      records: this.#added,
      gone: this.#gone,
    });
    this.#added = 0;
    this.#gone = 0;
  }

  /** After all files. Where they could be read whole, what no line stands for any more is gone. */
  async finish(complete: boolean): Promise<Counts> {
    for (let from = 0; complete && from < this.#nextPosition; from += sweepStep) {
      inTransaction(this.reading.db, () => this.#sweep(from, Math.min(from + sweepStep, this.#nextPosition)));
      await new Promise(setImmediate);
    }
    if (complete) this.reading.sets.markStale(this.collection.id, false);
    return this.counts;
  }

  #sweep(from: number, to: number) {
    for (let position = from; position < to; position++) {
      if (this.touched.has(position)) continue;
      const id = recordId(this.collection.id, position);
      if (!this.reading.records.markGone(id)) continue;
      this.#added -= 1;
      this.counts.gone += 1;
      if (this.reading.listener.gone(id)) this.#gone += 1;
      else this.reading.records.remove(id);
    }
    this.saveCounts();
  }
}
