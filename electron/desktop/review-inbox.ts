import { type ReviewFile, readReviewFile } from "./review-files.ts";

/** Review files that somebody opened with Steward, until its page takes them. */
export interface ReviewInbox {
  /** Reads the file, and tells the page that there is one. The last one counts. */
  open(path: string): Promise<void>;
  /** The page takes it, once. */
  take(): ReviewFile | undefined;
}

/** `arrived`: there is one to take. `refused`: a file of that name cannot be one. */
export function createReviewInbox(arrived: () => void, refused: (path: string) => void): ReviewInbox {
  let waiting: ReviewFile | undefined;
  return {
    open: async (path) => {
      const file = await readReviewFile(path);
      if (!file) return refused(path);
      waiting = file;
      arrived();
    },
    take: () => {
      const file = waiting;
      waiting = undefined;
      return file;
    },
  };
}
