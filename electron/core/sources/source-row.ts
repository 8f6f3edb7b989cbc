import type { SourceRow } from "../../../shared/domain/finding.ts";
import { AppError } from "../../../shared/errors.ts";
import { type LineIndex, lineOf } from "./line-index.ts";
import { type Line, readLines } from "./lines.ts";
import { digestOf } from "./record.ts";

/** Where a record was when its file was last read. */
interface Place {
  /** Whole path, and as people know it. */
  readonly file: string;
  readonly shown: string;
  readonly index: LineIndex;
  readonly position: number;
}

/** Reads the line that a record came from, in its file as it is now; undefined where nobody knows which line that is. */
export async function readSourceRow({ file, shown, index, position }: Place): Promise<SourceRow | undefined> {
  const line = lineOf(index, position);
  if (line === undefined) return undefined;
  const found = await readLine(file, line);
  if (!found) return { file: shown, line, state: "missing" };
  const digest = digestOf(found.bytes);
  const isSame =
    index.fingerprints[(line - 1) * 2] === digest.readUInt32LE(0) &&
    index.fingerprints[(line - 1) * 2 + 1] === digest.readUInt32LE(4);
  // Another line is another record's: it is not shown as this one's.
  if (!isSame) return { file: shown, line, state: "changed" };
  return { file: shown, line, state: "same", text: found.bytes.toString("utf8") };
}

async function readLine(file: string, number: number): Promise<Line | undefined> {
  try {
    for await (const lines of readLines(file)) {
      const found = lines.find((line) => line.number === number);
      if (found || (lines.at(-1)?.number ?? 0) > number) return found;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid-input") return undefined;
    throw error;
  }
  return undefined;
}
