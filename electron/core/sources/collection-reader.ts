import { join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { Resource } from "../model/types.ts";
import { BlockDigests } from "./blocks.ts";
import { CodeBook } from "./code-book.ts";
import { FileReader, type FileToRead } from "./file-reader.ts";
import { KeyPairs } from "./key-pairs.ts";
import { KeyTable } from "./key-table.ts";
import { createPositionSet, emptyLineIndex, noPosition } from "./line-index.ts";
import { readLines } from "./lines.ts";
import type { Reading } from "./reading.ts";
import type { CompiledReader } from "./record.ts";
import { positionOf, recordId, type StoredRecord, type Written } from "./records-store.ts";
import type { Collection } from "./sets-store.ts";
import { contentOf, Statements } from "./statements.ts";
import { Withheld } from "./withheld.ts";

/** What the server's model and the steward say of a collection's lines. */
interface HowToRead {
  readonly compiled: CompiledReader;
  readonly resource: Resource | undefined;
  readonly isComplete: boolean;
}

/** A record as a line states it. */
type Stated = Omit<Written, "codes" | "changedAt">;

/** A line that states a record which the database has. */
interface StatedAgain extends Stated {
  readonly order: number;
  readonly line: number;
}

/**
 * Reads the files of one collection (one resource of one record set) into the database, in the order in which they are
 * given. Call keepLines for what is as it was, then readFile for what is not, then settle (see there).
 */
export class CollectionReader {
  readonly counts = { new: 0, changed: 0, gone: 0 };
  /** Positions that some line stands for, in this reading. */
  readonly touched: ReturnType<typeof createPositionSet>;
  readonly statements = new Statements();
  readonly withheld: Withheld;
  readonly pairs: KeyPairs;
  readonly reading: Reading;
  readonly collection: Collection;
  readonly compiled: CompiledReader;
  readonly #book: CodeBook;
  readonly #keys: KeyTable | undefined;
  readonly #orders = new Map<number, number>();
  readonly #files: number[] = [];
  readonly #changed = createPositionSet(0);
  nextPosition: number;
  /** Of what this reading finds new or changed: see Written. */
  readonly #changedAt: number | null;
  #added = 0;
  #gone = 0;

  constructor(reading: Reading, collection: Collection, how: HowToRead) {
    this.reading = reading;
    this.withheld = new Withheld(reading.sets);
    this.collection = collection;
    this.compiled = how.compiled;
    const { records, keyChanges: changes } = reading;
    this.pairs = new KeyPairs({ ...how, records, changes, collection: collection.id });
    this.#book = new CodeBook(reading.codes, collection.id);
    this.touched = createPositionSet(collection.nextPosition + 1024);
    this.nextPosition = collection.nextPosition;
    this.#changedAt = collection.nextPosition === 0 ? null : Date.now();
    const keyAt = (position: number) => reading.records.stored(recordId(collection.id, position))?.key;
    this.#keys = reading.unindexed ? new KeyTable(keyAt) : undefined;
  }

  /** The file's place in the order, wherever it has a row already. */
  place(file: number, order: number) {
    this.#orders.set(file, order);
    this.#files[order] = file;
  }

  /** Row of the file at a place. */
  fileAt = (order: number): number | undefined => this.#files[order];

  /** Lines of a file that have not changed since it was read: all of them, or the first ones. */
  keepLines(file: number, lines = Number.POSITIVE_INFINITY) {
    for (const position of this.reading.sets.index(file)?.positions.subarray(0, lines) ?? []) {
      if (position !== noPosition) this.touched.add(position);
    }
  }

  /** False when the file broke off: what was read so far stays, and the next reading starts the file anew. */
  async readFile(folder: string, { file: found, before, order, from }: FileToRead): Promise<boolean> {
    const { sets, signal, progress } = this.reading;
    const known = (before?.digest && sets.index(before.id)) || emptyLineIndex;
    const digests = new BlockDigests(before?.digest ?? undefined, from?.blocks);
    const { path, size, problem } = found;
    const { id: collection, set } = this.collection;
    const id = sets.beginFile(set, { collection, path, size, keptLines: from?.lines });
    this.place(id, order);
    const reader = new FileReader(this, { id, order }, { known, keptLines: from?.lines ?? 0 });
    try {
      if (problem) throw new AppError("invalid-input", problem);
      for await (const lines of readLines(join(folder, path), { digests, from })) {
        signal.throwIfAborted();
        for (const line of lines) reader.take(line);
        progress(lines.length);
      }
      reader.finish(digests.whole());
      return true;
    } catch (error) {
      // A reading that was cancelled says nothing of its files.
      if (signal.aborted || !(error instanceof AppError)) throw error;
      reader.flush();
      sets.reject(id, 0, { code: "unreadable", reason: error.message });
      return false;
    }
  }

  /** A new record at the next position, or undefined where the key is taken. */
  insert({ file, hash, record }: Stated): number | undefined {
    const id = recordId(this.collection.id, this.nextPosition);
    if (this.#keys?.add(record.key, this.nextPosition) !== undefined) return undefined;
    const codes = this.#book.pack(record.codes);
    const written = { id, collection: this.collection.id, file, hash, record, codes };
    if (!this.reading.records.insert({ ...written, changedAt: this.#changedAt })) return undefined;
    this.#book.use(codes, 1);
    this.touched.add(this.nextPosition);
    // In a first reading there is none that it could have been before.
    if (this.collection.nextPosition > 0) this.pairs.met(id, record.sourceId);
    this.counts.new += 1;
    this.#added += 1;
    return this.nextPosition++;
  }

  /** A line whose key is taken. Gives the record's position. */
  meetAgain(line: StatedAgain): number {
    const stored = this.#find(line.record.key);
    if (!stored) throw new Error("A record could neither be added nor found by its key.");
    const position = positionOf(stored.id);
    const now = this.#reindexed(stored, line);
    const other = now ? undefined : { hash: line.hash, record: line.record };
    const isOnly = this.#isOnlyStatement(position, stored, line.order);
    if (!isOnly) this.#noteStatement(position, stored, line);
    // What is new in this reading nobody has met, and the lines that state it come in their order.
    if (isOnly || position >= this.collection.nextPosition) this.restate(now ?? stored, line.file, other);
    this.touched.add(position);
    return position;
  }

  /** The record is stated by this file: with what the database has, or with other content. */
  restate(stored: StoredRecord, file: number, other?: Omit<Stated, "file">) {
    const { records, listener } = this.reading;
    const codes = other ? this.#book.pack(other.record.codes) : stored.codes;
    if (other || stored.gone) this.#book.use(codes, 1);
    if (other && !stored.gone) this.#book.use(stored.codes, -1);
    if (other) records.replace(stored.id, { file, ...other, codes, changedAt: this.#changedAt });
    else if (stored.gone) records.restore(stored.id, file, this.#changedAt);
    else if (stored.file !== file) records.move(stored.id, file);
    if (stored.gone) {
      this.#added += 1;
      this.#gone -= 1;
      this.pairs.met(stored.id, (other?.record ?? stored).sourceId);
    }
    if (!other && !stored.gone) return;
    this.#countChanged(positionOf(stored.id));
    listener.changed(stored.id, other?.hash ?? stored.hash);
  }

  saveCounts() {
    this.#book.save();
    this.reading.sets.saveCollection(this.collection.id, {
      nextPosition: this.nextPosition,
      records: this.#added,
      gone: this.#gone,
    });
    this.#added = 0;
    this.#gone = 0;
  }

  /** No line stands for it any more. */
  sweep(position: number) {
    const id = recordId(this.collection.id, position);
    const codes = this.reading.records.markGone(id);
    if (!codes) return;
    this.#book.use(codes, -1);
    this.#added -= 1;
    this.counts.gone += 1;
    if (this.reading.listener.gone(id)) this.#gone += 1;
    else this.reading.records.remove(id);
  }

  #find(key: Buffer): StoredRecord | undefined {
    const { records } = this.reading;
    if (!this.#keys) return records.byKey(this.collection.id, key);
    const position = this.#keys.find(key);
    return position === undefined ? undefined : records.stored(recordId(this.collection.id, position));
  }

  /** No other line of this reading states the record, and no file that stated it before is yet to be read. */
  #isOnlyStatement(position: number, stored: StoredRecord, order: number): boolean {
    if (this.statements.has(position) || this.touched.has(position)) return false;
    return (this.#orders.get(stored.file) ?? -1) <= order;
  }

  /** What the database has, if this line says the same: it may mean something else to the model of today. */
  #reindexed(stored: StoredRecord, { hash, record }: Stated): StoredRecord | undefined {
    const isSame = stored.hash.equals(hash) || contentOf(stored.body) === contentOf(record.body);
    if (!isSame) return undefined;
    const { refs, day, sourceId } = record;
    const codes = this.#book.pack(record.codes);
    const isIdentified = (sourceId ?? none).equals(stored.sourceId ?? none);
    if (codes.equals(stored.codes) && refs.equals(stored.refs) && day === stored.day && isIdentified)
      return stored;
    this.reading.records.reindex(stored.id, { refs, codes, day, sourceId });
    if (!stored.gone) this.#book.swap(stored.codes, codes);
    return { ...stored, refs, codes, day, sourceId };
  }

  #noteStatement(position: number, stored: StoredRecord, { file, order, line, record }: StatedAgain) {
    const former = this.#orders.get(stored.file);
    if (!this.statements.has(position) && this.touched.has(position) && former !== undefined) {
      this.statements.note(position, { order: former, line: 0, content: contentOf(stored.body) });
      this.withheld.add(stored.file);
    }
    this.statements.note(position, { order, line, content: contentOf(record.body) });
    this.withheld.add(file);
  }

  /** Once a record, and not where it is new. */
  #countChanged(position: number) {
    if (position >= this.collection.nextPosition || this.#changed.has(position)) return;
    this.#changed.add(position);
    this.counts.changed += 1;
  }
}

const none = Buffer.alloc(0);
