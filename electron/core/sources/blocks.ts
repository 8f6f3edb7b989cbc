import { hash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

/** Small enough that others get their turn between two blocks; 16 bytes of digest for each are little to keep. */
const blockBytes = 256 * 1024;
const digestBytes = 16;
/** What is compared is read so many blocks at a time: a call for each would cost as much as its digest. */
const blocksAtATime = 4;
const lineEnd = 0x0a;
/** What is carried from the unchanged part of a file into the changed one is held in memory. */
const longestRest = 1_000_000;

/** Where the part of a file begins that is not as it was. */
export interface ChangedPart {
  /** Blocks before it. */
  readonly blocks: number;
  /** Whole lines in these. */
  readonly lines: number;
  /** The start of a line that these blocks end with. */
  readonly rest: Buffer;
}

export type Comparison = { readonly same: true } | { readonly same: false; readonly from?: ChangedPart };

/** Names a file's content: the digests of its blocks, one after the other. */
export class BlockDigests {
  readonly #digests: Buffer[];

  /** Goes on behind the first blocks of a file whose digests are known. */
  constructor(known: Buffer = Buffer.alloc(0), blocks = 0) {
    this.#digests = [known.subarray(0, blocks * digestBytes)];
  }

  update(block: Buffer) {
    this.#digests.push(digestOfBlock(block));
  }

  whole = (): Buffer => Buffer.concat(this.#digests);
}

const digestOfBlock = (block: Buffer) => hash("sha256", block, "buffer").subarray(0, digestBytes);

/** A file's bytes, block after block; only the last one is shorter. Throws what the file system throws. */
export async function* readBlocks(file: string, from = 0): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (let position = from * blockBytes; ; position += blockBytes) {
      const block = await fill(handle, Buffer.allocUnsafeSlow(blockBytes), position);
      if (block.length > 0) yield block;
      if (block.length < blockBytes) return;
    }
  } finally {
    await handle.close();
  }
}

/** Its start, where the file ends before it is full. */
async function fill(handle: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

/**
 * The same blocks, each good only until the next one is asked for: two buffers take turns, so that the file is read on
 * while a block is looked at, and gigabytes leave nothing behind to be collected.
 */
async function* passBlocks(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file);
  const bytes = blockBytes * blocksAtATime;
  let [free, busy] = [Buffer.allocUnsafeSlow(bytes), Buffer.allocUnsafeSlow(bytes)];
  let next = fill(handle, free, 0);
  try {
    for (let position = 0; ; position += bytes) {
      const portion = await next;
      [free, busy] = [busy, free];
      const isLast = portion.length < bytes;
      if (!isLast) next = fill(handle, free, position + bytes);
      for (let at = 0; at < portion.length; at += blockBytes) yield portion.subarray(at, at + blockBytes);
      if (isLast) return;
    }
  } finally {
    await next.catch(() => {});
    await handle.close();
  }
}

/**
 * Whether a file is as it was when it had these digests, and else from where on it is not: up to there it need not be
 * read again. Reads no further than to the first block that differs. Throws what the file system throws.
 */
export async function compareFile(file: string, before: Buffer, signal: AbortSignal): Promise<Comparison> {
  let part: ChangedPart = { blocks: 0, lines: 0, rest: Buffer.alloc(0) };
  let isText = !/\.gz$/i.test(file);
  for await (const block of passBlocks(file)) {
    signal.throwIfAborted();
    const at = part.blocks * digestBytes;
    if (!digestOfBlock(block).equals(before.subarray(at, at + digestBytes))) return changedFrom(part, isText);
    if (part.blocks === 0) isText &&= !isUtf16(block);
    part = isText ? after(part, block) : { ...part, blocks: part.blocks + 1 };
  }
  return part.blocks * digestBytes === before.length ? { same: true } : changedFrom(part, isText);
}

function changedFrom(part: ChangedPart, isText: boolean): Comparison {
  if (!isText || part.blocks === 0 || part.rest.length > longestRest) return { same: false };
  return { same: false, from: part };
}

function after({ blocks, lines, rest }: ChangedPart, block: Buffer): ChangedPart {
  let ends = 0;
  let last = -1;
  for (let end = block.indexOf(lineEnd); end >= 0; end = block.indexOf(lineEnd, end + 1)) {
    ends += 1;
    last = end;
  }
  const carried = last < 0 && rest.length <= longestRest ? Buffer.concat([rest, block]) : rest;
  // Copied: the block will be another one.
  const begun = last < 0 ? carried : Buffer.from(block.subarray(last + 1));
  return { blocks: blocks + 1, lines: lines + ends, rest: begun };
}

/** Its line ends are two bytes, and its lines are known only when it is decoded. */
const isUtf16 = (block: Buffer) => {
  const mark = block.subarray(0, 2).toString("hex");
  return mark === "fffe" || mark === "feff";
};
