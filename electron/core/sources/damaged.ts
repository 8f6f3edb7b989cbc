import { parseLossless } from "../model/canonical.ts";

/** What is behind holds no key, and must not cost more. */
const longestLooked = 64_000;

/**
 * The members that stand whole before the place where a line stops being JSON: a line that was cut short, or lost a quote,
 * may still say who it is. Undefined where there are none. Time is linear in the text, but for a logarithm. Pure.
 */
export function readableMembers(text: string): object | undefined {
  const ends = endsOfMembers(text.slice(0, longestLooked));
  // What is right up to one of them is right up to all before it.
  let right: object | undefined;
  for (let low = 0, high = ends.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    const found = parsed(`${text.slice(0, ends[middle])}}`);
    if (found) {
      right = found;
      low = middle + 1;
    } else high = middle - 1;
  }
  return right;
}

/** A whole text, the begin of one that does not end, or a sign that tells where members are. */
const token = /"(?:[^"\\]|\\.)*"|"|[{}[\],]/gs;
const steps: Readonly<Record<string, number>> = { "{": 1, "[": 1, "}": -1, "]": -1 };

/** Places of the commas between the members of the outermost object. */
function endsOfMembers(text: string): readonly number[] {
  const ends: number[] = [];
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(token)) {
    if (sign === '"') break;
    if (sign === "," && depth === 1) ends.push(index);
    depth += steps[sign] ?? 0;
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
