import { watch } from "node:fs";

/**
 * Calls back when something moves in a folder, where the system tells. It does not for many network drives, and on Linux not for
 * folders in the folder: whoever listens has to look by himself, too. Returns what ends it.
 */
export function listenToFolder(folder: string, moved: () => void): () => void {
  try {
    const recursive = process.platform !== "linux";
    const watcher = watch(folder, { recursive, persistent: false }, () => moved());
    // The folder, or its drive, has gone.
    watcher.on("error", () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
