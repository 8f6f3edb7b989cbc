import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { AppError } from "../../../shared/errors.ts";
import { inTransaction } from "../db/open.ts";
import type { CollectionReader } from "./collection-reader.ts";
import type { FoundFile } from "./folder.ts";
import { type Line, readLines } from "./lines.ts";
import { digestOf } from "./record.ts";
import { recordId } from "./records-store.ts";
import { contentOf, laterOf, type Statement } from "./statements.ts";

/** Records looked at in one transaction. */
const recordsAStep = 500;
/** Positions looked at in one transaction when searching for what is gone. */
const sweepStep = 20_000;

/** A line that counts, and is not what the database has. */
interface WantedLine {
  readonly position: number;
  readonly content: bigint;
}
/** By number. */
type WantedLines = Map<number, WantedLine>;

/**
 * After all files of a collection: of the lines that state one record the last one counts, in the last file, whatever
 * the database had before; lines that say something else are told. Then, where all files could be read whole, what no
 * line stands for any more is gone. Gives true when the collection is as a reading from scratch would have made it.
 */
export async function settle(
  owner: CollectionReader,
  folder: string,
  { files, complete }: { files: readonly FoundFile[]; complete: boolean },
): Promise<boolean> {
  const settled = await weighStatements(owner, folder, files);
  if (!complete || !settled) return false;
  for (let from = 0; from < owner.nextPosition; from += sweepStep) {
    owner.reading.signal.throwIfAborted();
    inTransaction(owner.reading.db, () => sweep(owner, from));
    await nextTurn();
  }
  inTransaction(owner.reading.db, () => {
    owner.withheld.release();
    owner.pairs.settle();
    owner.reading.sets.markStale(owner.collection.id, false);
  });
  return true;
}

function sweep(owner: CollectionReader, from: number) {
  const to = Math.min(from + sweepStep, owner.nextPosition);
  for (let position = from; position < to; position++) {
    if (!owner.touched.has(position)) owner.sweep(position);
  }
  owner.saveCounts();
}

async function weighStatements(owner: CollectionReader, folder: string, files: readonly FoundFile[]) {
  const wanted = new Map<number, WantedLines>();
  const unnumbered = new Map<number, Set<number>>();
  for (const positions of portions(owner.statements.positions())) {
    owner.reading.signal.throwIfAborted();
    inTransaction(owner.reading.db, () => {
      for (const position of positions) weigh(owner, position, { wanted, unnumbered });
      owner.saveCounts();
    });
    await nextTurn();
  }
  for (const [order, positions] of unnumbered) tellFirstLines(owner, order, positions);
  let settled = true;
  for (const [order, lines] of wanted) {
    const path = files[order]?.path ?? "";
    settled = (await fetchLines(owner, { path: join(folder, path), order }, lines)) && settled;
  }
  return settled;
}

interface Left {
  /** By order of file. */
  readonly wanted: Map<number, WantedLines>;
  /** Lines to be told whose number is not known: positions by order of file. */
  readonly unnumbered: Map<number, Set<number>>;
}

function weigh(owner: CollectionReader, position: number, { wanted, unnumbered }: Left) {
  const statements = owner.statements.of(position);
  const stored = owner.reading.records.stored(recordId(owner.collection.id, position));
  const [first] = statements;
  if (!stored || !first) return;
  const last = statements.reduce(laterOf, first);
  const { order, line, content } = last;
  if (content === contentOf(stored.body)) owner.restate(stored, owner.fileAt(order) ?? stored.file);
  else entryOf(wanted, order, () => new Map()).set(line, { position, content });
  for (const statement of statements) {
    if (statement.content === content) continue;
    if (statement.line === 0) entryOf(unnumbered, statement.order, () => new Set()).add(position);
    else tell(owner, statement);
  }
}

const reason = "states a record that a later line states again with other content; the later line is taken";

function tell(owner: CollectionReader, { order, line }: Pick<Statement, "order" | "line">) {
  const file = owner.fileAt(order);
  if (file !== undefined) owner.reading.sets.reject(file, line, { code: "duplicate-key", reason });
}

/** One look at all lines of the file. */
function tellFirstLines(owner: CollectionReader, order: number, wanted: Set<number>) {
  const index = owner.reading.sets.index(owner.fileAt(order) ?? -1);
  inTransaction(owner.reading.db, () => {
    for (const [at, position] of index?.positions.entries() ?? []) {
      if (wanted.delete(position)) tell(owner, { order, line: at + 1 });
    }
  });
}

/**
 * Reads once more the lines that count. False when the file is not what it was a moment ago: then its records stay as
 * they are, and the next reading starts anew.
 */
async function fetchLines(
  owner: CollectionReader,
  { path, order }: { path: string; order: number },
  wanted: WantedLines,
): Promise<boolean> {
  const { db, signal } = owner.reading;
  let found = 0;
  try {
    for await (const lines of readLines(path)) {
      signal.throwIfAborted();
      inTransaction(db, () => {
        for (const line of lines) if (take(owner, order, line, wanted.get(line.number))) found += 1;
        owner.saveCounts();
      });
      if (found === wanted.size) break;
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
  }
  return found === wanted.size;
}

function take(owner: CollectionReader, order: number, line: Line, wanted: WantedLine | undefined): boolean {
  if (!wanted || line.problem) return false;
  const record = owner.compiled(line.bytes.toString("utf8"));
  const stored = owner.reading.records.stored(recordId(owner.collection.id, wanted.position));
  if ("code" in record || !stored?.key.equals(record.key)) return false;
  if (contentOf(record.body) !== wanted.content) return false;
  const hash = record.bodyDigest ?? digestOf(line.bytes);
  owner.restate(stored, owner.fileAt(order) ?? stored.file, { hash, record });
  return true;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function* portions(positions: Iterable<number>): Generator<readonly number[]> {
  let portion: number[] = [];
  for (const position of positions) {
    portion.push(position);
    if (portion.length < recordsAStep) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
