import { compileKeys, type Keys } from "./keys.ts";
import type { Resource } from "./types.ts";

/** More parts than anybody types to find one record. */
const mostWords = 8;

/** What is searched for: each of these is a part of a value. */
export const searchWords = (find: string | undefined): readonly string[] =>
  (find ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, mostWords)
    .map((word) => word.toLowerCase());

/**
 * LIKE patterns that every body passes in which the words stand: a sieve, no proof. What a JSON text may spell in another
 * way (letters beyond ASCII, of which LIKE knows no capitals) stands for anything. Escaped by "!".
 */
export const searchPatterns = (words: readonly string[]): readonly string[] =>
  words.map((word) => {
    const plain = word.replace(/[!%_]/g, "!$&").replace(/[^\x20-\x7e]+/g, "%");
    return `%${plain}%`;
  });

/** Whether each word is part of a value of a record's key, or of what it refers to, as people are shown them. */
export function createWordMatch(resource: Resource, words: readonly string[]): (body: unknown) => boolean {
  const keys: Keys = compileKeys(resource);
  return (body) => {
    if (typeof body !== "object" || body === null) return false;
    const values = [
      ...(keys.key(body) ?? []),
      ...keys.references(body).flatMap((reference) => reference.values),
    ].map(shownValue);
    return words.every((word) => values.some((value) => value.includes(word)));
  };
}

/** A descriptor is shown without its namespace, which all of them have. */
const shownValue = (value: string): string => value.slice(value.indexOf("#") + 1).toLowerCase();
