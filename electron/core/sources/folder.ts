import { AppError } from "../../../shared/errors.ts";
import type { Model } from "../model/types.ts";
import { type Entry, filesBelow } from "./walk.ts";

export interface FoundFile {
  /** Relative to the folder, with "/" on every system. */
  readonly path: string;
  readonly size: number;
  /** Path of the resource whose records it holds: "/ed-fi/students"; absent when no resource has its name. */
  readonly resource?: string;
  /** Why it cannot be read, where that shows before it is opened. */
  readonly problem?: string;
}

const dataFile = /^(.+?)\.(jsonl|ndjson|json)(\.gz)?$/i;
/** Read from the server, never written by a district (protocol section 10). */
const keptByTheHost = "/ed-fi/schoolYearTypes";
/** A .json file of no resource's name is somebody's settings, not data; the other endings always mean records. */
const mayBeSettings = /\.json$/i;

const unfollowed = {
  broken: "is a link to something that is not there, or that may not be opened: mend the link, or remove it",
  "read-already": "is a link to a folder that is read already: remove the link",
  folder: "is a link to a folder, and this server has no resource of its name: it is not followed",
} as const;

/**
 * The files of a folder of JSON lines: `students.jsonl`, or any files in a folder `students/` (also `.ndjson`, `.json`,
 * each also gzipped), names matched without case; files and such folders may also be links. Sorted by path, so that a
 * later file is later for everyone. Throws AppError("not-found") when there is no such folder.
 */
export function listFiles(folder: string, model: Model): FoundFile[] {
  const names = resourcesByName(model);
  const resourceOf = (name: string) => names.get(name.toLowerCase());
  const follow = (path: string) => resourceOf(path.split("/")[0] ?? "") !== undefined;
  return entriesOf(folder, follow).flatMap((entry) =>
    entry.link ? asFinding(entry, entry.link, resourceOf) : asFile(entry, resourceOf),
  );
}

/** Which files of a folder hold records, and which linked folders in it are followed; by paths relative to it. */
export interface DataFiles {
  readonly holds: (path: string) => boolean;
  readonly follow: (path: string) => boolean;
}

export function filesOf(model: Model): DataFiles {
  const names = resourcesByName(model);
  const resourceOf = (name: string) => names.get(name.toLowerCase());
  return {
    holds: (path) => asFile({ path, size: 0 }, resourceOf).length > 0,
    follow: (path) => resourceOf(path.split("/")[0] ?? "") !== undefined,
  };
}

function entriesOf(folder: string, follow: (path: string) => boolean): Entry[] {
  try {
    return filesBelow(folder, follow);
  } catch {
    throw new AppError(
      "not-found",
      `The folder ${folder} cannot be read. Check that it is there and that you may open it.`,
    );
  }
}

type ResourceOf = (name: string) => string | undefined;

function asFile({ path, size }: Entry, resourceOf: ResourceOf): FoundFile[] {
  const [top = "", ...rest] = path.split("/");
  const match = dataFile.exec(rest.at(-1) ?? top);
  if (!match) return [];
  const resource = resourceOf(rest.length > 0 ? top : (match[1] ?? ""));
  if (resource === undefined && mayBeSettings.test(path)) return [];
  if (resource === keptByTheHost) return [];
  return [resource === undefined ? { path, size } : { path, size, resource }];
}

/** A link that is not followed is told where records may lie behind it. */
function asFinding(
  { path, size }: Entry,
  link: keyof typeof unfollowed,
  resourceOf: ResourceOf,
): FoundFile[] {
  const problem = unfollowed[link];
  // What is read already is missing nowhere; and deep in a folder of other things there may be many links.
  if (link === "read-already") return [{ path, size, problem }];
  if (link === "folder") return path.includes("/") ? [] : [{ path, size, problem }];
  const [top = ""] = path.split("/");
  const resource = resourceOf(top) ?? asFile({ path, size }, resourceOf)[0]?.resource;
  return resource === undefined || resource === keptByTheHost ? [] : [{ path, size, resource, problem }];
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
