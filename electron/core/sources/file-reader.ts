import { inTransaction } from "../db/open.ts";
import type { ChangedPart } from "./blocks.ts";
import type { CollectionReader } from "./collection-reader.ts";
import type { FoundFile } from "./folder.ts";
import { createLineIndex, createLookup, firstLines, type LineIndex, noPosition } from "./line-index.ts";
import type { Line } from "./lines.ts";
import { digestOf, type ReadRecord, type Rejection } from "./record.ts";
import type { StoredFile } from "./sets-store.ts";

/** One of the collection's files as it is now, and as it was when it was last read. */
export interface FileToRead {
  readonly file: FoundFile;
  readonly before: StoredFile | undefined;
  /** Place among the collection's files: where several state one record, the last one counts. */
  readonly order: number;
  /** Where it is no longer as it was; absent where it has to be read from its start. */
  readonly from?: ChangedPart | undefined;
}

interface Row {
  readonly line: number;
  readonly digest: Buffer;
  readonly record: ReadRecord;
}

/** The file's row, and its place among the files. */
interface Place {
  readonly id: number;
  readonly order: number;
}

interface Before {
  readonly known: LineIndex;
  readonly keptLines: number;
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
  readonly #file: Place;
  readonly #lookup: (digest: Buffer) => number | undefined;
  /** By line of the file as it was. */
  readonly #former: Uint32Array;
  readonly #index: ReturnType<typeof createLineIndex>;
  #rows: Row[] = [];
  #rejections: { line: number; rejection: Rejection }[] = [];

  /** `known`: the file as it was; of this the first `keptLines` lines are as they were, and are not taken again. */
  constructor(owner: CollectionReader, file: Place, { known, keptLines }: Before) {
    this.#owner = owner;
    this.#file = file;
    this.#lookup = createLookup(known);
    this.#former = known.positions;
    this.#index = createLineIndex(firstLines(known, keptLines));
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
    this.#owner.withheld.endFile(this.#file.id, fileDigest, this.#index.build());
  }

  flush() {
    inTransaction(this.#owner.reading.db, () => {
      for (const row of this.#rows) this.#index.set(row.line, row.digest, this.#store(row));
      for (const { line, rejection } of this.#rejections)
        this.#owner.reading.sets.reject(this.#file.id, line, rejection);
      this.#owner.saveCounts();
    });
    this.#rows = [];
    this.#rejections = [];
  }

  /** The line stood in the file before, and no other line stands for the same record. */
  #isKnown(line: number, digest: Buffer): boolean {
    const { touched, statements } = this.#owner;
    const position = this.#lookup(digest);
    if (position === undefined || statements.has(position)) return false;
    if (this.#rows.length > 0) this.flush();
    if (touched.has(position) || statements.has(position)) return false;
    touched.add(position);
    this.#index.set(line, digest, position);
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

  #store({ line, digest, record }: Row): number {
    const file = this.#file.id;
    const hash = record.bodyDigest ?? digest;
    const position = this.#owner.insert({ file, hash, record });
    if (position === undefined) return this.#owner.meetAgain({ ...this.#file, file, line, hash, record });
    const former = this.#former[line - 1] ?? noPosition;
    if (former !== noPosition) this.#owner.pairs.metInLine(position, former, record);
    return position;
  }
}
