import type { DescriptorValue } from "../../../shared/domain/descriptor.ts";
import { wordsOf } from "./words.ts";

/**
 * The values that fit what a person typed, best first: the same code, codes that begin with it, words of a code or a
 * description that begin with it, then wherever it stands. Nothing typed: all, as they come. Pure.
 */
export function searchValues(
  values: readonly DescriptorValue[],
  search: string,
  limit: number,
): DescriptorValue[] {
  const typed = search.trim().toLowerCase();
  if (typed === "") return values.slice(0, limit);
  const words = wordsOf(typed);
  return values
    .map((value) => ({ value, rank: rankOf(value, typed, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || compare(one.value.codeValue, other.value.codeValue))
    .slice(0, limit)
    .map(({ value }) => value);
}

function rankOf(value: DescriptorValue, typed: string, words: readonly string[]): number {
  const code = value.codeValue.toLowerCase();
  const texts = `${value.shortDescription} ${value.description}`.toLowerCase();
  if (code === typed || value.uri.toLowerCase() === typed) return 6;
  if (code.startsWith(typed)) return 5;
  if (beginsWords(wordsOf(value.codeValue), words)) return 4;
  if (code.includes(typed)) return 3;
  if (beginsWords(wordsOf(texts), words)) return 2;
  return texts.includes(typed) || value.uri.toLowerCase().includes(typed) ? 1 : 0;
}

const beginsWords = (words: readonly string[], typed: readonly string[]) =>
  typed.length > 0 && typed.every((begin) => words.some((word) => word.startsWith(begin)));

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));
