/**
 * What the folders of a connection look like from outside: names, sizes and times of their files. Undefined while one of them
 * is not there, or shows no file: that is a drive that went away more often than a district without records.
 */
export type Look = string | undefined;

/** How folders are watched. Times in milliseconds of a clock that nobody sets. */
export interface Watched {
  /** As they looked when they were last read. */
  readonly read?: string;
  /** How they look now, where that is different, and since when. */
  readonly seen?: { readonly look: string; readonly since: number };
}

/** So long nothing may move in a folder until it is read: who writes a file writes more often than that. */
export const moment = 2000;

/**
 * What one more look at the folders says. They are settled, and to be read, when they look otherwise than when they were last
 * read, and have done so for a moment: a file that is half written, or is just being replaced, still changes its size or time.
 */
export function settle(
  { read, seen }: Watched,
  look: Look,
  now: number,
): { readonly watched: Watched; readonly isSettled: boolean } {
  const known = read === undefined ? {} : { read };
  if (look === undefined || look === read) return { watched: known, isSettled: false };
  if (seen?.look !== look) return { watched: { ...known, seen: { look, since: now } }, isSettled: false };
  return { watched: { ...known, seen }, isSettled: now - seen.since >= moment };
}

const shortest = 2000;
const longest = 30_000;

/**
 * Milliseconds to the next look, when the last one took `took`: not every drive tells that something has moved, and looking may
 * take a hundredth of the time at most.
 */
export const pause = ({ seen }: Watched, took: number): number =>
  seen ? moment : Math.min(Math.max(shortest, 100 * took), longest);
