import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { Opened } from "../../shared/window.ts";

/** Above any review file; the page's own door takes no more. */
const mostBytes = 17_000_000;

/** How review files are called: as they are offered and the installer registers them, and as older ones were. */
const reviewName = /\.(steward-review|jsonl\.gz|jsonl)$/i;

/** Undefined where there is no such file, or one that is none of a Steward by its name or size. */
export async function readReviewFile(path: string): Promise<Opened["file"]> {
  if (!reviewName.test(path)) return undefined;
  const file = await open(path).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    if (size > mostBytes) return undefined;
    return { name: basename(path), content: (await file.readFile()).toString("base64") };
  } catch {
    // It went away, or cannot be read.
    return undefined;
  } finally {
    await file.close();
  }
}
