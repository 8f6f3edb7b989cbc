import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { toldFile } from "../../../shared/domain/file-name.ts";
import type { ScanReport } from "../../../shared/domain/source.ts";
import { AppError } from "../../../shared/errors.ts";
import { inTransaction } from "../db/open.ts";
import type { Model } from "../model/types.ts";
import { type FoundFile, listFiles } from "./folder.ts";
import { readLines } from "./lines.ts";
import { readCollection } from "./read-collection.ts";
import type { Reading } from "./reading.ts";
import type { RecordSet } from "./sets-store.ts";

/** Told to the steward in one go; the database has them all. */
const rejectedInReport = 1000;

/**
 * Reads a record set's folder into the database: what is new, what changed, what is no longer there. A file whose bytes
 * are those of the last reading is not read again. A bad line or file is recorded and the rest goes on.
 * Throws AppError("not-found") when the folder is not there, and the signal's reason when aborted.
 */
export async function scan(reading: Reading, set: RecordSet, model: Model): Promise<ScanReport> {
  const started = performance.now();
  const found = listFiles(set.folder, model);
  const counts = { new: 0, changed: 0, unchanged: 0, gone: 0 };
  const resources = new Map(model.resources.map((resource) => [resource.path, resource]));

  dropVanishedFiles(reading, set, found);
  await rejectUnknown(reading, set, found);
  const stored = new Map(reading.sets.files(set.id).map((file) => [file.path, file]));
  for (const [resource, files] of filesByResource(reading, set, found)) {
    const known = resources.get(resource);
    const part = await readCollection(reading, set, { resource: known, path: resource, files, stored });
    for (const name of ["new", "changed", "unchanged", "gone"] as const) counts[name] += part[name];
    await nextTurn();
  }

  reading.sets.markRead(set.id, new Date().toISOString());
  const records = reading.sets.collections(set.id).reduce((sum, collection) => sum + collection.records, 0);
  return {
    files: found.length,
    records,
    ...counts,
    rejected: reading.sets.rejected(set.id, rejectedInReport),
    rejectedTotal: reading.sets.rejectedCount(set.id),
    seconds: (performance.now() - started) / 1000,
  };
}

/** The row of a file that is no longer there goes; where it held records, when its collection is read. */
function dropVanishedFiles({ sets, db }: Reading, set: RecordSet, found: readonly FoundFile[]) {
  const paths = new Set(found.map(({ path }) => path));
  inTransaction(db, () => {
    for (const file of sets.files(set.id))
      if (file.collection === null && !paths.has(file.path)) sets.removeFile(file.id);
  });
}

/** One entry for a whole file that is of no resource, or leads to nothing; it stands for all its lines. */
async function rejectUnknown({ sets, signal }: Reading, set: RecordSet, found: readonly FoundFile[]) {
  for (const { path, size, resource, problem } of found) {
    if (resource !== undefined) continue;
    const reason = problem ?? ofNoResource(path);
    const lines = problem ? 1 : await countLines(join(set.folder, path), signal);
    const code = problem ? "unreadable" : "unknown-resource";
    sets.reject(sets.beginFile(set.id, { collection: null, path, size }), 0, { code, reason, lines });
  }
}

/** A name that may be a person's is not repeated. */
function ofNoResource(path: string): string {
  const name = path.split(/[/.]/)[0] ?? "";
  return toldFile(name) === name
    ? `holds "${name}", and this server has no resource of that name`
    : "is named after no resource of this server";
}

/** Lines that are not blank; at least one, also of a file that cannot be read. */
async function countLines(file: string, signal: AbortSignal): Promise<number> {
  let count = 0;
  try {
    for await (const lines of readLines(file)) {
      signal.throwIfAborted();
      count += lines.filter(({ bytes }) => bytes.length > 0).length;
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
  }
  return Math.max(count, 1);
}

/** Also the collections whose files have all gone. */
function filesByResource({ sets }: Reading, set: RecordSet, found: readonly FoundFile[]) {
  const byResource = new Map<string, FoundFile[]>();
  for (const { resource } of sets.collections(set.id)) byResource.set(resource, []);
  for (const file of found) {
    if (file.resource === undefined) continue;
    byResource.set(file.resource, [...(byResource.get(file.resource) ?? []), file]);
  }
  return byResource;
}

/** Of two folders, together. */
export function addReports(one: ScanReport, other: ScanReport): ScanReport {
  return {
    files: one.files + other.files,
    records: one.records + other.records,
    new: one.new + other.new,
    changed: one.changed + other.changed,
    unchanged: one.unchanged + other.unchanged,
    gone: one.gone + other.gone,
    rejected: [...one.rejected, ...other.rejected].slice(0, 1000),
    rejectedTotal: one.rejectedTotal + other.rejectedTotal,
    seconds: one.seconds + other.seconds,
  };
}
