import type { StoredCause } from "../causes/causes-store.ts";
import { isReserved, plainTitle } from "./lines.ts";

type Named = Pick<StoredCause, "fingerprint" | "kind" | "topic" | "title" | "resource" | "about">;

/**
 * What tells causes apart that are told in the same words, because a code, a key or a file's name was left out of their
 * titles: " (no. 2)", the same for each cause of one fingerprint, whichever connection met it. They are numbered as they come.
 * Returns what is said of a cause by its fingerprint; nothing of one that no other looks like. Pure.
 */
export function numberAlike(causes: readonly Named[]): (fingerprint: string) => string {
  const alike = new Map<string, Set<string>>();
  for (const cause of causes) {
    if (!isReserved(cause)) continue;
    const told = plainTitle(cause);
    const known = alike.get(told) ?? new Set();
    alike.set(told, known.add(cause.fingerprint));
  }
  const numbers = new Map<string, string>();
  for (const group of alike.values())
    if (group.size > 1)
      for (const [index, fingerprint] of [...group].entries())
        numbers.set(fingerprint, ` (no. ${index + 1})`);
  return (fingerprint) => numbers.get(fingerprint) ?? "";
}
