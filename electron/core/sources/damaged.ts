import { parseLossless } from "../model/canonical.ts";

/** What is behind holds no key, and must not cost more. */
const longestLooked = 64_000;

/**
 * What stands whole before the place where a line stops being JSON: a line that was cut short, or lost a quote, may still say
 * who it is. Of the object in which it stops the members before it. Undefined where there is nothing. Time is linear in the
 * text, but for a logarithm. Pure.
 */
export function readableMembers(text: string): object | undefined {
  const ends = endsOfMembers(text.slice(0, longestLooked));
  // What is right up to one of them is right up to all before it.
  let right: object | undefined;
  for (let low = 0, high = ends.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    const { at = 0, closing = "" } = ends[middle] ?? {};
    const found = parsed(`${text.slice(0, at)}${closing}`);
    if (found) {
      right = found;
      low = middle + 1;
    } else high = middle - 1;
  }
  return right;
}

/** A comma behind a member or an item, and what would end the line there. */
interface End {
  readonly at: number;
  readonly closing: string;
}

/** A whole text, the begin of one that does not end, or a sign that tells where members are. */
const token = /"(?:[^"\\]|\\.)*"|"|[{}[\],]/gs;
const closers: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

function endsOfMembers(text: string): readonly End[] {
  const ends: End[] = [];
  /** What closes all that is open, the innermost first. */
  let closing = "";
  for (const { 0: sign, index } of text.matchAll(token)) {
    if (sign === '"') break;
    if (sign === "," && closing !== "") ends.push({ at: index, closing });
    const closer = closers[sign];
    if (closer !== undefined) closing = closer + closing;
    else if (sign === closing[0]) closing = closing.slice(1);
  }
  return ends;
}

function parsed(text: string): object | undefined {
  try {
    const value = parseLossless(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
