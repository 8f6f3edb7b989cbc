import { open } from "node:fs/promises";
import { basename } from "node:path";

/** A file as the page opens it. */
export interface ReviewFile {
  readonly name: string;
  /** Base64. */
  readonly content: string;
}

/** Above any review file; the page's own door takes no more. */
const mostBytes = 17_000_000;

/** How a file that is opened with Steward is called: as they are offered, and as the installer registers them. */
const reviewName = /\.(steward-review|jsonl\.gz|jsonl)$/i;

/** Of what a Steward was started with: the file that it is to open, if any. Pure. */
export const reviewFileOf = (words: readonly string[]): string | undefined =>
  words.find((word) => !word.startsWith("-") && reviewName.test(word));

/** Undefined where there is no such file, or one that no Steward has made. */
export async function readReviewFile(path: string): Promise<ReviewFile | undefined> {
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    if (size > mostBytes) return undefined;
    return { name: basename(path), content: (await file.readFile()).toString("base64") };
  } catch {
    // A folder, or one that went away.
    return undefined;
  } finally {
    await file.close();
  }
}
