import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FolderPreview } from "../../../shared/domain/source.ts";
import { AppError } from "../../../shared/errors.ts";
import { cleanBody, parseLossless } from "../model/canonical.ts";
import { compileKeys } from "../model/keys.ts";
import type { Model, Resource } from "../model/types.ts";
import { type FoundFile, listFiles } from "./folder.ts";
import { readLines } from "./lines.ts";
import { compileReader } from "./record.ts";

/** Bytes of one file that are read; of a longer one the rest is told by its size. */
const mostOfFile = 1_000_000;
/** Bytes of all files: whoever names a folder waits for it. */
const mostInAll = 100_000_000;
/** Files that are named one by one. */
const mostNamed = 20;

type Line = FolderPreview["resources"][number];

/**
 * What a folder holds, before anything of it is read into the database: its files by resource, about how many records they
 * have and the key of the first one, and what is none. Throws AppError("not-found") for no folder.
 */
export async function previewFolder(path: string, model: Model): Promise<FolderPreview> {
  const folder = resolve(path);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new AppError("not-found", `There is no folder ${folder}.`);
  const found = listFiles(folder, model);
  const unread = found.flatMap(unreadOf);
  const byPath = new Map(model.resources.map((each) => [each.path, each]));
  const lines = new Map<string, Line>();
  let left = mostInAll;
  for (const file of found) {
    const known = file.problem === undefined ? byPath.get(file.resource ?? "") : undefined;
    if (!known) continue;
    const sample = await sampleOf(join(folder, file.path), file.size, Math.min(mostOfFile, left));
    left -= sample.bytes;
    lines.set(known.path, withFile(lines.get(known.path), known, sample));
  }
  const resources = [...lines.values()].toSorted((one, other) => one.resource.localeCompare(other.resource));
  return {
    folder,
    files: resources.reduce((sum, { files }) => sum + files, 0),
    records: resources.reduce((sum, { records }) => sum + records, 0),
    ...(resources.some(({ about }) => about) && { about: true as const }),
    resources,
    unread: unread.slice(0, mostNamed),
    unreadTotal: unread.length,
  };
}

function unreadOf({ path: file, resource, problem }: FoundFile): FolderPreview["unread"] {
  if (problem !== undefined) return [{ file, reason: problem }];
  return resource === undefined ? [{ file, reason: "this server has no resource of that name" }] : [];
}

interface Sample {
  readonly records: number;
  readonly about: boolean;
  readonly first: string | undefined;
  /** That were read. */
  readonly bytes: number;
  readonly problem?: string;
}

/** The lines of a file's beginning; of a longer file as many more as its size lets expect. */
async function sampleOf(file: string, size: number, most: number): Promise<Sample> {
  let records = 0;
  let bytes = 0;
  let first: string | undefined;
  try {
    for await (const lines of readLines(file)) {
      for (const line of lines) {
        bytes += line.bytes.length + 1;
        const text = line.bytes.toString("utf8");
        if (text.trim() === "") continue;
        records += 1;
        first ??= text;
      }
      if (bytes < most) continue;
      // What is packed shows its length only once it is unpacked.
      const whole = /\.gz$/i.test(file) ? bytes : Math.max(bytes, size);
      return { records: Math.round((records * whole) / Math.max(1, bytes)), about: true, first, bytes };
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { records, about: true, first, bytes, problem: error.message };
  }
  return { records, about: false, first, bytes };
}

function withFile(before: Line | undefined, resource: Resource, { problem, ...sample }: Sample): Line {
  const about = before?.about === true || sample.about;
  const told = before?.first ?? before?.problem ?? undefined;
  const first = told === undefined && sample.first !== undefined ? firstOf(resource, sample.first) : {};
  return {
    ...before,
    ...first,
    ...(problem !== undefined && { problem }),
    resource: resource.path,
    files: (before?.files ?? 0) + 1,
    records: (before?.records ?? 0) + sample.records,
    ...(about && { about: true as const }),
  };
}

/** The key of a record in words, or why its line is none. */
function firstOf(resource: Resource, text: string): Pick<Line, "first" | "problem"> {
  const read = compileReader(resource)(text);
  if ("code" in read) return { problem: `the first line ${read.reason}` };
  const values = compileKeys(resource).key(cleanBody(parseLossless(read.body) as object)) ?? [];
  const words = resource.identity.parts.map(({ name }, at) => `${name} ${shown(values[at] ?? "")}`);
  return { first: words.join(", ") };
}

/** A descriptor is shown without its namespace. */
const shown = (value: string) => value.slice(value.indexOf("#") + 1);
