import { entryBytes, Pile } from "./entries.ts";

/** Entries are put in order by the first byte of their keys: one pile for each. */
const piles = 256;
/** Entries that are held in memory at a time, about. */
const mostHeld = 1_000_000;
/** Entries that are put in order before others get a turn. */
const entriesATurn = 5000;

export interface Extent {
  /** Entries that there are to read, about. */
  readonly entries: number;
  /** First bytes of keys before this one are left out. */
  readonly from?: number;
  /** Whoever reads wants so many entries, and may stop then. */
  readonly wanted?: number;
}

/**
 * Merges entries that are stored in any number of rows, in the order in which they were told: gives them by key, some at a
 * time. However many there are, the memory that this takes is bounded: `read` is called again for each part of the keys.
 */
export async function* mergeWords(
  read: () => Iterable<readonly Buffer[]>,
  { entries, from = 0, wanted = mostHeld }: Extent,
): AsyncGenerator<Buffer> {
  const held = Math.min(mostHeld, wanted);
  const width = Math.max(1, Math.floor((piles * held) / Math.max(entries, 1)));
  for (let first = from; first < piles; first += width) {
    const part: (Pile | undefined)[] = Array.from({ length: Math.min(width, piles - first) });
    for (const rows of read()) {
      for (const row of rows) scatter(row, part, first);
      await turn();
    }
    let sorted = 0;
    for (const pile of part) {
      if (!pile) continue;
      const merged = pile.merged();
      yield merged;
      sorted += merged.length / entryBytes;
      if (sorted < entriesATurn) continue;
      sorted = 0;
      await turn();
    }
  }
}

function scatter(row: Buffer, part: (Pile | undefined)[], first: number) {
  for (let at = 0; at < row.length; at += entryBytes) {
    const place = (row[at] ?? 0) - first;
    if (place < 0 || place >= part.length) continue;
    let pile = part[place];
    if (!pile) {
      pile = new Pile();
      part[place] = pile;
    }
    pile.add(row, at);
  }
}

/** Others get theirs. */
const turn = () => new Promise(setImmediate);
