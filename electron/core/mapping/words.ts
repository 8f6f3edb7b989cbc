import { meaningOf } from "./abbreviations.ts";

/** Say nothing about which value is meant. "in", "out", "to", "from", "not", "with" do. */
const fillers = new Set(["of", "the", "a", "an", "and", "or"]);
/** Written together with the next word as often as apart: "Pre-Kindergarten", "Non-binary". */
const prefixes = new Set(["non", "pre", "re", "co", "mid", "multi"]);

/** Words of a text in lower case, in order: "FoodServices" and "food-services" give the same. */
export function wordsOf(text: string): string[] {
  const spaced = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/['’.]/g, "")
    .replace(/\+/g, " plus ")
    .replace(/%/g, " percent ")
    .replace(/</g, " under ")
    .replace(/>/g, " over ")
    .replace(/(?:^|\s)-(?=\d)|-\s*$/g, " minus ")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\d)/gu, "$1 $2")
    .toLowerCase();
  const words = spaced.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const joined: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const next = words[at + 1];
    if (next !== undefined && prefixes.has(word)) at += 1;
    joined.push(next !== undefined && prefixes.has(word) ? word + next : word);
  }
  return joined;
}

/** A text without case, blanks and punctuation. */
export const compactOf = (text: string): string => wordsOf(text.replaceAll("&", " and ")).join("");

/** What a text says, as a set of words: numbers and usual short forms read, and what goes without saying left out. */
export interface Sense {
  readonly words: readonly string[];
  /** Equal for texts that say the same. */
  readonly key: string;
}

export type Senses = (text: string) => Sense;

/** Reads texts of one descriptor type; the words of the type's own name go without saying in its values. */
export function createSenses(type: string): Senses {
  const name = type.slice(type.lastIndexOf("/") + 1).replace(/Descriptors$/, "");
  const own = new Set(wordsOf(name).map(singular));
  return (text) => {
    const words = wordsOf(text);
    // "H.S.", "N/A": one short form with marks in it.
    const whole =
      words.length > 1 && words.join("").length <= 4 ? meaningOf(words.join(""), type) : undefined;
    const read = whole ?? words.flatMap((word) => meaningOf(word, type) ?? [word]);
    const telling = read.map(singular).filter((word) => !fillers.has(word));
    const special = telling.filter((word) => !own.has(word));
    const kept = [...new Set(special.length > 0 ? special : telling)];
    return { words: kept, key: [...kept].sort().join(" ") };
  };
}

const singular = (word: string) =>
  word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;

/** Words that turn the sense of the others round. */
const turning = new Set(["no", "not", "without", "below", "above", "under", "over", "minus", "plus"]);
const reversing = /^(?:un|in|im|ir|non|dis|de)(?=\p{L}{3})/u;

/** Numbers and single letters: another one is another thing ("Part B", "Part C"). */
export const isMark = (word: string): boolean => /^(?:\d+|\p{L})$/u.test(word);

export const isNumber = (word: string): boolean => /^\d+$/.test(word);

/** True when one text denies or reverses what the other says: "Excused" and "Unexcused", "Limited" and "Not limited". */
export function isContrary(one: readonly string[], other: readonly string[]): boolean {
  return turnsFrom(one, other) || turnsFrom(other, one);
}

function turnsFrom(one: readonly string[], other: readonly string[]): boolean {
  return one.some((word) => {
    if (other.includes(word)) return false;
    if (turning.has(word)) return true;
    const stem = word.replace(reversing, "");
    return stem !== word && other.includes(stem);
  });
}
