import { stat } from "node:fs/promises";
import type { Opened } from "../../shared/window.ts";
import { readReviewFile } from "./review-files.ts";

/** What somebody opened with Steward, until its page takes it: a review file, or a folder that holds records. */
export interface Inbox {
  /** Reads it, and tells the page that there is something. The last one counts. */
  open(path: string): Promise<void>;
  /** The page takes it, once. */
  take(): Opened;
}

/** `arrived`: there is something to take. `refused`: it is neither. */
export function createInbox(arrived: () => void, refused: () => void): Inbox {
  let waiting: Opened = {};
  const read = async (path: string): Promise<Opened> => {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) return { folder: path };
    const file = await readReviewFile(path);
    return file ? { file } : {};
  };
  return {
    open: async (path) => {
      const opened = await read(path);
      if (Object.keys(opened).length === 0) return refused();
      waiting = opened;
      arrived();
    },
    take: () => {
      const taken = waiting;
      waiting = {};
      return taken;
    },
  };
}
