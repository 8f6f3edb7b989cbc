import { inTransaction } from "../db/open.ts";
import { canonicalText, parseLossless } from "../model/canonical.ts";
import type { CollectionReader } from "./collection-reader.ts";
import { createLineIndex, emptyLineIndex, lineOf } from "./line-index.ts";
import type { Line } from "./lines.ts";
import { digestOf, type ReadRecord, type Rejection } from "./record.ts";
import { positionOf, type StoredRecord } from "./records-store.ts";

interface Row {
  readonly line: number;
  readonly digest: Buffer;
  readonly record: ReadRecord;
}

/** Enough for one transaction: a page that asks for something meanwhile waits a few milliseconds. */
const rowsATransaction = 500;
const blank = /^\s*$/;
const problems = {
  encoding: "is not UTF-8 text: save the file as UTF-8",
  "too-long": "is longer than any server takes (8 MB): a line end may be missing",
} as const;

/**
 * Takes the lines of one file. A line that the file held before is known by its digest and not even parsed; another one
 * is compared with its record by key, first by digest, then by canonical content: rewriting a file in another order or
 * spelling changes nothing.
 */
export class FileReader {
  readonly #owner: CollectionReader;
  readonly #file: number;
  readonly #lookup: (digest: Buffer) => number | undefined;
  readonly #index = createLineIndex();
  #rows: Row[] = [];
  #rejections: { line: number; rejection: Rejection }[] = [];

  constructor(owner: CollectionReader, file: number, lookup: (digest: Buffer) => number | undefined) {
    this.#owner = owner;
    this.#file = file;
    this.#lookup = lookup;
  }

  take(line: Line) {
    if (line.bytes.length === 0) return;
    if (line.problem) {
      this.#reject(line.number, { code: line.problem, reason: problems[line.problem] });
      return;
    }
    const digest = digestOf(line.bytes);
    if (!this.#isKnown(line.number, digest)) this.#parse(line, digest);
  }

  finish(fileDigest: Buffer) {
    this.flush();
    this.#owner.reading.sets.endFile(this.#file, fileDigest, this.#index.build());
  }

  flush() {
    inTransaction(this.#owner.reading.db, () => {
      for (const row of this.#rows) this.#index.set(row.line, row.digest, this.#store(row));
      for (const { line, rejection } of this.#rejections)
        this.#owner.reading.sets.reject(this.#file, line, rejection);
      this.#owner.saveCounts();
    });
    this.#rows = [];
    this.#rejections = [];
  }

  /** The line stood in the file before, and no earlier line of this reading stands for the same record. */
  #isKnown(line: number, digest: Buffer): boolean {
    const position = this.#lookup(digest);
    if (position === undefined) return false;
    if (this.#rows.length > 0) this.flush();
    const { touched, counts } = this.#owner;
    if (touched.has(position)) return false;
    touched.add(position);
    this.#index.set(line, digest, position);
    counts.unchanged += 1;
    return true;
  }

  #parse(line: Line, digest: Buffer) {
    const text = line.bytes.toString("utf8");
    if (blank.test(text)) return;
    const outcome = this.#owner.compiled(text);
    if ("code" in outcome) {
      this.#reject(line.number, outcome);
      return;
    }
    this.#rows.push({ line: line.number, digest, record: outcome });
    if (this.#rows.length >= rowsATransaction) this.flush();
  }

  #reject(line: number, rejection: Rejection) {
    this.#rejections.push({ line, rejection });
    if (this.#rejections.length >= rowsATransaction) this.flush();
  }

  #store({ digest, record }: Row): number {
    const hash = digest.subarray(0, 16);
    const { touched } = this.#owner;
    const added = this.#owner.insert(this.#file, hash, record);
    if (added !== undefined) {
      touched.add(added);
      return added;
    }
    const stored = this.#owner.find(record.key);
    if (!stored) throw new Error("A record could neither be added nor found by its key.");
    const position = positionOf(stored.id);
    if (touched.has(position)) this.#repeat(stored, hash, record);
    else this.#meetAgain(stored, hash, record);
    touched.add(position);
    return position;
  }

  /** The record is known from an earlier reading. */
  #meetAgain(stored: StoredRecord, hash: Buffer, record: ReadRecord) {
    const { records, listener } = this.#owner.reading;
    const same = sameContent(stored, hash, record);
    if (same) records.move(stored.id, this.#file);
    else records.replace(stored.id, { file: this.#file, hash, record });
    if (stored.gone) this.#owner.cameBack();
    if (same && !stored.gone) {
      this.#owner.counts.unchanged += 1;
      return;
    }
    this.#owner.counts.changed += 1;
    listener.changed(stored.id, same ? stored.hash : hash);
  }

  /** The same key twice in one reading: the later line counts, and where they differ the earlier one is told. */
  #repeat(stored: StoredRecord, hash: Buffer, record: ReadRecord) {
    if (sameContent(stored, hash, record)) return;
    const { sets, records, listener } = this.#owner.reading;
    const index =
      stored.file === this.#file ? this.#index.build() : (sets.index(stored.file) ?? emptyLineIndex);
    const line = lineOf(index, positionOf(stored.id));
    records.replace(stored.id, { file: this.#file, hash, record });
    listener.changed(stored.id, hash);
    if (line === undefined) return;
    // Not known next time: it has to be told again.
    if (stored.file === this.#file) this.#index.forget(line);
    const reason =
      "states a record that a later line states again with other content; the later line is taken";
    sets.reject(stored.file, line, { code: "duplicate-key", reason });
  }
}

function sameContent(stored: StoredRecord, hash: Buffer, record: ReadRecord): boolean {
  if (stored.hash.equals(hash)) return true;
  return canonicalText(parseLossless(stored.body)) === canonicalText(parseLossless(record.body));
}
