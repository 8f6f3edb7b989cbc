import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGzip, gunzip } from "node:zlib";
import { BundleLine, type BundleManifest, type Review } from "../../../shared/domain/journal.ts";
import { AppError } from "../../../shared/errors.ts";
import { entriesOf } from "./lines.ts";

/** A review file: JSON lines, gzip; the manifest first. */

const unzip = promisify(gunzip);
/** No review file that Steward makes comes near, unpacked. */
const mostBytes = 128 * 1024 * 1024;
/** Characters that are zipped at a time. */
const pieceLength = 64 * 1024;
/** Milliseconds of work at once: what is sent meanwhile must not wait. */
const workAtOnce = 10;

/** Zipped as they are written: the whole text is at no time in memory. */
export async function packReview(review: Review): Promise<Buffer> {
  const zipped = Readable.from(pieces(review)).compose(createGzip());
  return Buffer.concat(await zipped.toArray());
}

async function* pieces({ manifest, causes, entries, journal }: Review): AsyncGenerator<string> {
  const pause = pausing();
  let piece = "";
  for (const line of [manifest, ...causes, ...entries, ...journal]) {
    piece += `${JSON.stringify(line)}\n`;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
    await pause();
  }
  yield piece;
}

/** Throws AppError("invalid-input") with a sentence that repeats nothing of what is in it. */
export async function readReview(content: Buffer): Promise<Review> {
  // Some browsers unpack what they download.
  const isUnpacked = content[0] === "{".charCodeAt(0);
  const text = isUnpacked
    ? content
    : await unzip(content, { maxOutputLength: mostBytes }).catch((error) => {
        throw new AppError("invalid-input", isTooLarge(error) ? tooLarge : noReview);
      });
  const pause = pausing();
  let review: Review | undefined;
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    review ??= { manifest: readManifest(line), causes: [], entries: [], journal: [] };
    if (number > 1 && !take(review, readLine(line)))
      throw new AppError(
        "invalid-input",
        `This review file is damaged in line ${number}. Ask for it once more.`,
      );
    await pause();
  }
  if (!review) throw new AppError("invalid-input", noReview);
  // Files of version 1 have no entries: this Steward's own say the same.
  const entries = review.manifest.version === 1 ? entriesOf(review.causes) : review.entries;
  return { ...review, entries };
}

/** Those that are not empty. */
function* linesOf(text: Buffer): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    if (to > from) yield text.toString("utf8", from, to);
    from = to + 1;
  }
}

/** Lets others work from time to time. */
function pausing(): () => Promise<void> | undefined {
  let begun = performance.now();
  return () => {
    if (performance.now() - begun < workAtOnce) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        begun = performance.now();
        resolve();
      }),
    );
  };
}

const noReview = "This is no review file, or it was cut off on its way. Ask for it once more.";
const tooLarge = "This file is larger than any review file. Choose one that a Steward has made.";
const isTooLarge = (error: unknown) => (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";

function take(review: Review, line: BundleLine | undefined): boolean {
  if (line === undefined) return false;
  switch (line.kind) {
    case "manifest":
      return false;
    case "cause":
      review.causes.push(line);
      return true;
    case "entry":
      review.entries.push(line);
      return true;
    default:
      review.journal.push(line);
      return true;
  }
}

function readManifest(line: string): BundleManifest {
  const head = parse(line) as { format?: unknown; version?: unknown } | undefined;
  if (head?.format !== "steward-review")
    throw new AppError("invalid-input", "This is no review file. Choose one that a Steward has made.");
  if (typeof head.version === "number" && head.version > 2)
    throw new AppError(
      "invalid-input",
      "This review file was made by a newer Steward. Update Steward to open it.",
    );
  const read = readLine(line);
  if (read?.kind === "manifest") return read;
  throw new AppError("invalid-input", "This review file is damaged in its first line. Ask for it once more.");
}

const readLine = (line: string): BundleLine | undefined => BundleLine.safeParse(parse(line)).data;

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
