/**
 * Fewest letters to insert, delete, change or swap with their neighbour; undefined for more than `most` (1 or 2).
 * (Optimal string alignment.)
 */
export function editDistance(one: string, other: string, most: number): number | undefined {
  if (Math.abs(one.length - other.length) > most) return undefined;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1;
      const swaps =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line[column] = Math.min(
        at(above, column) + 1,
        at(line, column - 1) + 1,
        at(above, column - 1) + differs,
        swaps ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    if (Math.min(...line) > most) return undefined;
    before = above;
    above = line;
  }
  const distance = at(above, other.length);
  return distance > most ? undefined : distance;
}

const at = (line: readonly number[], column: number) => line[column] ?? Number.POSITIVE_INFINITY;

/** The letters of a text as bits: texts with many different letters need not be compared further. */
export function lettersOf(text: string): number {
  let bits = 0;
  for (const letter of text) bits |= 1 << ((letter.codePointAt(0) ?? 0) % 31);
  return bits;
}

/** At most: one edit changes two letters of the set. */
export function differingLetters(one: number, other: number): number {
  let bits = one ^ other;
  let count = 0;
  while (bits !== 0) {
    bits &= bits - 1;
    count += 1;
  }
  return count;
}

/** How far a code is a short form of some words. */
export type Shortness = "all" | "run-together" | "initials" | "beginning";

/**
 * `all`: each word shortened, in order ("Unexc Abs"); `run-together`: the same without blanks ("UNEXABS"); `initials`
 * (at least three); `beginning`: only the first words ("Unexc"). Words must be in lower case.
 */
export function shortens(code: readonly string[], words: readonly string[]): Shortness | undefined {
  const [only = ""] = code;
  if (code.length === words.length && code.every((word, index) => isShort(word, words[index] ?? ""))) {
    return code.join("") === words.join("") ? undefined : "all";
  }
  if (code.length === 1 && words.length > 1) {
    if (only.length >= 3 && only === words.map((word) => word[0]).join("")) return "initials";
    if (only.length >= 2 * words.length && isRunTogether(only, words, 0)) return "run-together";
  }
  const begins = code.length < words.length && code.every((word, index) => isShort(word, words[index] ?? ""));
  return begins && code.join("").length >= 4 ? "beginning" : undefined;
}

/** A word's beginning, or its first letter and some of the others in order ("tchr"); at least three letters, or the word itself. */
function isShort(short: string, word: string): boolean {
  if (short === word) return true;
  if (short.length < 3 || short.length >= word.length) return false;
  if (word.startsWith(short)) return true;
  if (short[0] !== word[0]) return false;
  // Vowels left out: what is a word of its own ("male" in "medical") is no short form.
  return !/[aeiou]/.test(short.slice(1)) && isSubsequence(short, word);
}

function isSubsequence(short: string, word: string): boolean {
  let found = 0;
  for (const letter of word) if (letter === short[found]) found += 1;
  return found === short.length;
}

/** Beginnings of all words, at least two letters of each, written as one. */
function isRunTogether(code: string, words: readonly string[], from: number): boolean {
  const [word, ...rest] = words;
  if (word === undefined) return from === code.length;
  for (let length = Math.min(2, word.length); length <= word.length; length++) {
    if (!code.startsWith(word.slice(0, length), from)) return false;
    if (isRunTogether(code, rest, from + length)) return true;
  }
  return false;
}

/** 1 for the same word, less for words with a long common beginning ("withdrawn", "withdrawal"), else 0. */
export function kinship(one: string, other: string): number {
  if (one === other) return 1;
  const longest = Math.max(one.length, other.length);
  let common = 0;
  while (common < one.length && one[common] === other[common]) common += 1;
  return common >= 5 && common / longest >= 0.7 ? 0.8 : 0;
}
