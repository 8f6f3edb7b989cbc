import { join } from "node:path";
import { inTransaction } from "../db/open.ts";
import type { Resource } from "../model/types.ts";
import { type Comparison, compareFile } from "./blocks.ts";
import { CollectionReader } from "./collection-reader.ts";
import type { FileToRead } from "./file-reader.ts";
import type { FoundFile } from "./folder.ts";
import { createPositionSet, noPosition } from "./line-index.ts";
import type { Reading } from "./reading.ts";
import { compileReader } from "./record.ts";
import type { RecordSet, StoredFile } from "./sets-store.ts";
import { settle } from "./settle.ts";
import { memberFor } from "./source-ids.ts";

interface State extends FileToRead {
  /** Its bytes are those of the last reading. */
  readonly same: boolean;
}

interface Wanted {
  readonly resource: Resource | undefined;
  readonly path: string;
  readonly files: readonly FoundFile[];
  /** What is known of the set's files, by path. */
  readonly stored: ReadonlyMap<string, StoredFile>;
}

/** Reads a collection's files, unless they are as they were. Gives what it found. */
export async function readCollection(reading: Reading, set: RecordSet, wanted: Wanted) {
  const { resource, path, files, stored } = wanted;
  const collection = reading.sets.ensureCollection(set.id, path);
  const states = await compareFiles(reading, set, wanted);
  const paths = new Set(files.map((file) => file.path));
  const former = [...stored.values()].filter((file) => file.collection === collection.id);
  const vanished = former.filter((file) => !paths.has(file.path));
  const nothingToDo = states.every(({ same }) => same) && vanished.length === 0 && !collection.stale;
  if (nothingToDo) return { new: 0, changed: 0, unchanged: collection.records, gone: 0 };

  const idMember = resource && memberFor(reading.sourceIds.of(set.folder), resource);
  const compiled = resource ? compileReader(resource, idMember) : refuseAll;
  const isComplete = reading.completeLists.isComplete(set.id, path);
  const reader = new CollectionReader(reading, collection, { compiled, resource, isComplete });
  expectStatements(reader, former);
  const toRead = keepFiles(reader, states);
  beginReading(reader, toRead, vanished);
  let complete = true;
  for (const state of toRead) complete = (await reader.readFile(set.folder, state)) && complete;
  // What a broken file would have held is unknown: nothing counts as gone then.
  const settled = await settle(reader, set.folder, { files, complete });
  if (settled) for (const { id } of vanished) reading.sets.removeFile(id);
  const records = reading.sets.collection(collection.id)?.records ?? 0;
  return { ...reader.counts, unchanged: records - reader.counts.new - reader.counts.changed };
}

async function compareFiles(
  { signal }: Reading,
  set: RecordSet,
  { files, stored }: Wanted,
): Promise<State[]> {
  const states: State[] = [];
  for (const [order, file] of files.entries()) {
    const before = stored.get(file.path);
    const compared = await compare(join(set.folder, file.path), before, signal);
    states.push({ file, before, order, ...compared });
  }
  return states;
}

async function compare(
  path: string,
  before: StoredFile | undefined,
  signal: AbortSignal,
): Promise<Comparison> {
  if (!before?.digest) return { same: false };
  try {
    return await compareFile(path, before.digest, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    // Reading it will say what is wrong with it.
    return { same: false };
  }
}

/**
 * Gives the files that have to be read, and keeps the others. A file that is as it was has to be read again where
 * others stated what it states: its line may count now.
 */
function keepFiles(reader: CollectionReader, states: readonly State[]): FileToRead[] {
  const { statements, reading } = reader;
  for (const { before, order } of states) if (before) reader.place(before.id, order);
  const isContested = ({ id }: StoredFile) =>
    !statements.isEmpty && (reading.sets.index(id)?.positions.some(statements.has) ?? false);
  const toRead: FileToRead[] = [];
  for (const { same, ...state } of states) {
    if (!state.before || isContested(state.before)) toRead.push({ ...state, from: undefined });
    else if (same) reader.keepLines(state.before.id);
    else {
      reader.keepLines(state.before.id, state.from?.lines ?? 0);
      toRead.push(state);
    }
  }
  return toRead;
}

/** Notes the records that more than one line stated, when the files were last read: any change may turn the scales. */
function expectStatements(
  { reading, collection, statements }: CollectionReader,
  former: readonly StoredFile[],
) {
  const seen = createPositionSet(collection.nextPosition);
  for (const { id } of former) {
    for (const position of reading.sets.index(id)?.positions ?? []) {
      if (position === noPosition) continue;
      if (seen.has(position)) statements.expect(position);
      else seen.add(position);
    }
  }
}

/**
 * From here until all is settled these files count as not read, and the collection as to be looked at: a reading that
 * ends before would leave there for ever what is gone, and what a line states that counts no more.
 */
function beginReading(
  { reading, collection }: CollectionReader,
  toRead: readonly FileToRead[],
  vanished: readonly StoredFile[],
) {
  const { db, sets } = reading;
  inTransaction(db, () => {
    sets.markStale(collection.id, true);
    if (collection.nextPosition === 0) sets.noteFirstReading(collection.id, Date.now());
    for (const { before } of toRead) if (before) sets.withholdDigest(before.id);
    for (const { id } of vanished) sets.emptyFile(id);
  });
}

const refuseAll = () =>
  ({ code: "unknown-resource", reason: "is of a resource that this server does not have" }) as const;
