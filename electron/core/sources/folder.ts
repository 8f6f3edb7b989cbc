import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { Model } from "../model/types.ts";

export interface FoundFile {
  /** Relative to the folder, with "/" on every system. */
  readonly path: string;
  readonly size: number;
  /** Path of the resource whose records it holds: "/ed-fi/students"; absent when no resource has its name. */
  readonly resource?: string;
}

const dataFile = /^(.+?)\.(jsonl|ndjson|json)(\.gz)?$/i;
/** Read from the server, never written by a district (protocol section 10). */
const keptByTheHost = "/ed-fi/schoolYearTypes";
/** A .json file of no resource's name is somebody's settings, not data; the other endings always mean records. */
const mayBeSettings = /\.json$/i;

/**
 * The files of a folder of JSON lines: `students.jsonl`, or any files in a folder `students/` (also `.ndjson`, `.json`,
 * each also gzipped), names matched without case. Sorted by path, so that a later file is later for everyone.
 * Throws AppError("not-found") when there is no such folder.
 */
export function listFiles(folder: string, model: Model): FoundFile[] {
  const resourceOf = resourcesByName(model);
  const found: FoundFile[] = [];
  for (const path of filesBelow(folder)) {
    const [top = "", ...rest] = path.split("/");
    const match = dataFile.exec(rest.at(-1) ?? top);
    if (!match) continue;
    const resource = resourceOf.get((rest.length > 0 ? top : (match[1] ?? "")).toLowerCase());
    if (resource === undefined && mayBeSettings.test(path)) continue;
    if (resource === keptByTheHost) continue;
    const { size } = statSync(join(folder, path));
    found.push(resource === undefined ? { path, size } : { path, size, resource });
  }
  return found;
}

/** Bytes of all files below a folder; 0 where it cannot be read. */
export function sizeOfFolder(folder: string): number {
  try {
    return filesBelow(folder).reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  } catch {
    return 0;
  }
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name).slice(folder.length).split(sep).filter(Boolean).join("/"),
      )
      .sort((a, b) => (a < b ? -1 : 1));
  } catch {
    throw new AppError(
      "not-found",
      `The folder ${folder} cannot be read. Check that it is there and that you may open it.`,
    );
  }
}

/** Core resources win where an extension has one of the same name. */
function resourcesByName(model: Model): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  const coreLast = [...model.resources].sort(
    (a, b) => Number(a.project === "ed-fi") - Number(b.project === "ed-fi"),
  );
  for (const { name, path } of coreLast) byName.set(name.toLowerCase(), path);
  return byName;
}
