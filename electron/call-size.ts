/** Above any command's input: a review file of 200,000 lines has some 14 MB as it is sent. */
export const callLimit = 24_000_000;
/** Deeper than any command's input; a copy of far deeper ones would exhaust the stack of whoever makes it. */
const deepest = 64;
/** What a value weighs beside its text. */
const eachValue = 8;

/**
 * Pure. True for what every host takes: values of JSON, of a bounded size and depth, whoever made them. What refers to itself is
 * endless, and so too large.
 */
export function isCallable(input: unknown): boolean {
  const waiting: [value: unknown, depth: number][] = [[input, 0]];
  let weight = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, depth] = next;
    const parts = partsOf(value);
    if (parts === undefined || depth > deepest) return false;
    weight += parts.weight;
    // Before they are noted: a list of a billion nothings is short to send.
    if (weight + parts.within.length * eachValue > callLimit) return false;
    for (const part of parts.within) waiting.push([part, depth + 1]);
  }
  return true;
}

interface Parts {
  readonly weight: number;
  readonly within: readonly unknown[];
}

/** Undefined for what JSON does not have: bytes, maps, dates, functions. */
function partsOf(value: unknown): Parts | undefined {
  if (typeof value === "string") return { weight: eachValue + value.length, within: [] };
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined)
    return { weight: eachValue, within: [] };
  if (Array.isArray(value)) return { weight: eachValue, within: value };
  if (typeof value !== "object" || !isPlain(value)) return undefined;
  const names = Object.keys(value);
  const weight = names.reduce((sum, { length }) => sum + length, eachValue);
  return { weight, within: Object.values(value) };
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
