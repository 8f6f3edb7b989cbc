import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { BundleLine, type BundleManifest, type Review } from "../../../shared/domain/journal.ts";
import { AppError } from "../../../shared/errors.ts";

/** A review file: JSON lines, gzip; the manifest first. */

const zip = promisify(gzip);
const unzip = promisify(gunzip);
/** No journal that Steward keeps comes near. */
const mostBytes = 512 * 1024 * 1024;

export async function packReview({ manifest, causes, journal }: Review): Promise<Buffer> {
  const lines = [manifest, ...causes, ...journal].map((line) => `${JSON.stringify(line)}\n`);
  return zip(lines.join(""));
}

/** Throws AppError("invalid-input") with a sentence that repeats nothing of what is in it. */
export async function readReview(content: Buffer): Promise<Review> {
  const text = await unzip(content, { maxOutputLength: mostBytes }).catch(() => {
    throw new AppError(
      "invalid-input",
      "This is no review file, or it was cut off on its way. Ask for it once more.",
    );
  });
  const lines = text
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "");
  const manifest = readManifest(lines[0] ?? "");
  const review: { manifest: BundleManifest; causes: Review["causes"]; journal: Review["journal"] } = {
    manifest,
    causes: [],
    journal: [],
  };
  for (const [index, line] of lines.slice(1).entries()) {
    const read = readLine(line);
    if (!read || read.kind === "manifest")
      throw new AppError(
        "invalid-input",
        `This review file is damaged in line ${index + 2}. Ask for it once more.`,
      );
    if (read.kind === "cause") review.causes.push(read);
    else review.journal.push(read);
  }
  return review;
}

function readManifest(line: string): BundleManifest {
  const head = parse(line) as { format?: unknown; version?: unknown } | undefined;
  if (head?.format !== "steward-review")
    throw new AppError("invalid-input", "This is no review file. Choose one that a Steward has made.");
  if (typeof head.version === "number" && head.version > 1)
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
