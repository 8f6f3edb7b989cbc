import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DataFiles } from "../sources/folder.ts";
import type { Look } from "./settled.ts";

/** Looks at the files of some folders without opening them. A drive that does not answer holds nobody else up. */
export async function lookAt(folders: readonly string[], files: DataFiles): Promise<Look> {
  const looks = await Promise.all(folders.map((folder) => lookInto(folder, files)));
  return looks.length === 0 || looks.includes(undefined) ? undefined : looks.join("\n\n");
}

async function lookInto(folder: string, { follow, holds }: DataFiles): Promise<Look> {
  const lines: string[] = [];
  const entered = new Set<string>();
  const enter = async (path: string): Promise<void> => {
    const real = await realpath(join(folder, path));
    // Links may lead in circles.
    if (entered.has(real)) return;
    entered.add(real);
    for (const name of await readdir(real)) await take(path === "" ? name : `${path}/${name}`);
  };
  const take = async (path: string) => {
    const place = join(folder, path);
    const own = await lstat(place).catch(() => undefined);
    const stats = own?.isSymbolicLink() ? await stat(place).catch(() => undefined) : own;
    if (stats?.isDirectory() && (!own?.isSymbolicLink() || follow(path)))
      await enter(path).catch(() => lines.push(`${path} closed`));
    else if (stats?.isFile() && holds(path)) lines.push(`${path} ${stats.size} ${stats.mtimeMs}`);
  };
  try {
    await enter("");
  } catch {
    return undefined;
  }
  return lines.length === 0 ? undefined : lines.sort().join("\n");
}
