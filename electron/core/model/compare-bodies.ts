import { canonicalText, cleanBody } from "./canonical.ts";
import { losslessJson } from "./numbers.ts";

/** One place where two bodies differ; a side that has nothing there is left out. */
export interface Difference {
  /** "$.addresses[1].city"; in a list, by the place of the side that has it. */
  readonly path: string;
  readonly ours?: unknown;
  readonly theirs?: unknown;
}

/**
 * Where our body and the server's differ. What only a server says (`id`, `_etag`, `_lastModifiedDate`, `link`) and what it takes
 * for absent do not count; nor do the order of a list, the letter case of a descriptor, or how a number or time is written.
 */
export function compareBodies(ours: object, theirs: object): Difference[] {
  return compare(cleanBody(ours), cleanBody(theirs), "$");
}

function compare(ours: unknown, theirs: unknown, path: string): Difference[] {
  if (Array.isArray(ours) && Array.isArray(theirs)) return compareLists(ours, theirs, path);
  if (isObject(ours) && isObject(theirs)) return compareObjects(ours, theirs, path);
  return ours === theirs || plainText(ours) === plainText(theirs) ? [] : [difference(path, ours, theirs)];
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !losslessJson.isRawJSON(value);

function compareObjects(ours: Body, theirs: Body, path: string): Difference[] {
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...names].sort().flatMap((name) => compare(ours[name], theirs[name], `${path}.${name}`));
}

/** Items that are on both sides belong together wherever they stand; of the rest, the first with the first. */
function compareLists(ours: readonly unknown[], theirs: readonly unknown[], path: string): Difference[] {
  const left = new Set(theirs.keys());
  const alone = [...ours.keys()].filter((at) => {
    const twin = [...left].find((other) => compare(ours[at], theirs[other], path).length === 0);
    if (twin === undefined) return true;
    left.delete(twin);
    return false;
  });
  const others = [...left];
  return Array.from({ length: Math.max(alone.length, others.length) }, (_, index) => {
    const [at, other] = [alone[index], others[index]];
    const place = `${path}[${at ?? other}]`;
    return compare(
      at === undefined ? undefined : ours[at],
      other === undefined ? undefined : theirs[other],
      place,
    );
  }).flat();
}

/** Servers take "5" for 5, and write it so. */
function plainText(value: unknown): string {
  const text = canonicalText(value).replace(/^"(.*)"$/, "$1");
  return /^uri:.*#/i.test(text) ? text.toLowerCase() : text;
}

function difference(path: string, ours: unknown, theirs: unknown): Difference {
  return {
    path,
    ...(ours !== undefined && { ours: asShown(ours) }),
    ...(theirs !== undefined && { theirs: asShown(theirs) }),
  };
}

/** For people, and over any transport: a number with more digits than a double holds becomes a text. */
export const asShown = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, member: unknown) =>
      typeof member === "object" && member !== null && losslessJson.isRawJSON(member)
        ? member.rawJSON
        : member,
    ),
  );
