import { isUtf8 } from "node:buffer";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError } from "../../../shared/errors.ts";
import { type BlockDigests, type ChangedPart, readBlocks } from "./blocks.ts";

/** Longer than any Ed-Fi body that a server takes; a file without line ends must not fill the memory. */
const longestLine = 8_000_000;

export interface Line {
  /** 1-based. */
  readonly number: number;
  /** Without its line end; only good until the next chunk is asked for. */
  readonly bytes: Buffer;
  /** Why these bytes cannot be a record, where that shows before parsing. */
  readonly problem?: "encoding" | "too-long";
}

interface ReadOptions {
  readonly digests?: BlockDigests;
  /** Only this part of the file (see compareFile). */
  readonly from?: ChangedPart | undefined;
}

/**
 * Reads a file as lines, a chunk of lines at a time, so that a caller can yield between chunks. Takes UTF-8 with or without
 * a byte order mark and UTF-16 with one, LF and CR LF, plain and gzip. `digests` cover the file's own bytes and are
 * complete after the last chunk. Throws AppError("invalid-input") when the file cannot be read or unpacked.
 */
export async function* readLines(file: string, options: ReadOptions = {}): AsyncGenerator<readonly Line[]> {
  const splitter = createSplitter(options.from);
  try {
    for await (const chunk of openText(file, options)) yield splitter.push(chunk);
    yield splitter.end();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const gzip = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    throw new AppError(
      "invalid-input",
      gzip ? "is not a whole gzip file" : "cannot be read",
      undefined,
      error,
    );
  }
}

async function* openText(file: string, { digests, from }: ReadOptions): AsyncGenerator<Buffer> {
  const raw = digested(readBlocks(file, from?.blocks), digests);
  const bytes = /\.gz$/i.test(file)
    ? pipeline(Readable.from(raw), createGunzip({ chunkSize: 256 * 1024 }), () => {})
    : raw;
  let decode: ((chunk: Buffer) => Buffer) | undefined = from && ((chunk) => chunk);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    decode ??= decoderFor(chunk);
    yield decode(chunk);
  }
}

async function* digested(blocks: AsyncIterable<Buffer>, digests: BlockDigests | undefined) {
  for await (const block of blocks) {
    digests?.update(block);
    yield block;
  }
}

/** UTF-16 is turned into UTF-8; UTF-8 passes as it is, without its mark. */
function decoderFor(first: Buffer): (chunk: Buffer) => Buffer {
  if (first[0] === 0xff && first[1] === 0xfe) return utf16("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return utf16("utf-16be");
  let marked = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf;
  return (chunk) => {
    if (!marked) return chunk;
    marked = false;
    return chunk.subarray(3);
  };
}

function utf16(encoding: string): (chunk: Buffer) => Buffer {
  const decoder = new TextDecoder(encoding);
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }));
}

function createSplitter(from: ChangedPart | undefined) {
  let rest: Buffer = from?.rest ?? Buffer.alloc(0);
  let number = from?.lines ?? 0;
  /** Inside a line that is too long: its number is told once, the rest of it is skipped. */
  let skipping = false;

  const line = (bytes: Buffer, valid: boolean): Line => {
    number += 1;
    const trimmed = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
    if (trimmed.length > longestLine) return { number, bytes: trimmed, problem: "too-long" };
    if (!valid && !isUtf8(trimmed)) return { number, bytes: trimmed, problem: "encoding" };
    return { number, bytes: trimmed };
  };

  const push = (chunk: Buffer): readonly Line[] => {
    const lines: Line[] = [];
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    let end = text.indexOf(0x0a, rest.length);
    // One look at the whole chunk spares a look at each line; a character cut by the chunk's end only costs the looks.
    const valid = isUtf8(text);
    for (; end >= 0; end = text.indexOf(0x0a, from)) {
      if (skipping) skipping = false;
      else lines.push(line(text.subarray(from, end), valid));
      from = end + 1;
    }
    rest = skipping ? Buffer.alloc(0) : text.subarray(from);
    if (rest.length > longestLine) {
      lines.push(line(rest, true));
      skipping = true;
      rest = Buffer.alloc(0);
    }
    return lines;
  };

  return {
    push,
    end: (): readonly Line[] => (rest.length > 0 && !skipping ? [line(rest, false)] : []),
  };
}
