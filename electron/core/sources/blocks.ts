import { hash } from "node:crypto";
import { open } from "node:fs/promises";

/** Small enough that others get their turn between two blocks; 16 bytes of digest for each are little to keep. */
const blockBytes = 256 * 1024;
const digestBytes = 16;
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
      const block = Buffer.allocUnsafeSlow(blockBytes);
      let length = 0;
      while (length < blockBytes) {
        const { bytesRead } = await handle.read(block, length, blockBytes - length, position + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      if (length > 0) yield block.subarray(0, length);
      if (length < blockBytes) return;
    }
  } finally {
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
  for await (const block of readBlocks(file)) {
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
  // Copied: the whole block would stay in memory with it.
  return { same: false, from: { ...part, rest: Buffer.from(part.rest) } };
}

function after({ blocks, lines, rest }: ChangedPart, block: Buffer): ChangedPart {
  let ends = 0;
  let last = -1;
  for (let end = block.indexOf(lineEnd); end >= 0; end = block.indexOf(lineEnd, end + 1)) {
    ends += 1;
    last = end;
  }
  const carried = last < 0 && rest.length <= longestRest ? Buffer.concat([rest, block]) : rest;
  return { blocks: blocks + 1, lines: lines + ends, rest: last < 0 ? carried : block.subarray(last + 1) };
}

/** Its line ends are two bytes, and its lines are known only when it is decoded. */
const isUtf16 = (block: Buffer) => {
  const mark = block.subarray(0, 2).toString("hex");
  return mark === "fffe" || mark === "feff";
};
