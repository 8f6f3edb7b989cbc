import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** What a build with `manifest: true` says of each of its chunks, as far as it is read here. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

/** Bytes as they cross the wire: each file by gzip. */
export interface PageSizes {
  /** All that is loaded before the first page is shown. */
  readonly start: number;
  /** What each of the others adds, by its source, largest first. */
  readonly later: readonly { readonly source: string; readonly bytes: number }[];
}

/** The sizes of the built pages: of the start, and of what is loaded when it is opened. */
export function readPageSizes(folder: string): PageSizes {
  const manifest: Record<string, Chunk> = JSON.parse(
    readFileSync(join(folder, ".vite", "manifest.json"), "utf8"),
  );
  const filesOf = (name: string, seen = new Set<string>()): Set<string> => {
    const chunk = manifest[name];
    if (!chunk || seen.has(chunk.file)) return seen;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
    for (const other of chunk.imports ?? []) filesOf(other, seen);
    return seen;
  };
  const weight = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry);
  const atStart = new Set(entries.flatMap((name) => [...filesOf(name)]));
  const later = Object.entries(manifest)
    .filter(([, { file }]) => !atStart.has(file))
    .map(([source, { file, css = [] }]) => ({
      source,
      bytes: weight([file, ...css.filter((each) => !atStart.has(each))]),
    }))
    .toSorted((one, other) => other.bytes - one.bytes);
  return { start: weight([...atStart, "index.html"]), later };
}
