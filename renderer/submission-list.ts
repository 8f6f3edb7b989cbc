import type { Submission } from "../shared/domain/submission.ts";

/** Newest first, each once: what was told last of one stands. Pure. */
export function withSubmissions(
  known: readonly Submission[],
  told: readonly Submission[],
): readonly Submission[] {
  const byId = new Map([...known, ...told].map((each) => [each.id, each]));
  return [...byId.values()].sort((one, other) => Number(other.id) - Number(one.id));
}

/** With the newest page, asked for again: where it does not reach what was known, that is left for later. Pure. */
export function withNewest(known: readonly Submission[], page: readonly Submission[]): readonly Submission[] {
  const ids = new Set(page.map(({ id }) => id));
  return known.some(({ id }) => ids.has(id)) ? withSubmissions(known, page) : page;
}

export const isOpen = ({ state }: Pick<Submission, "state">) => state === "accepted" || state === "running";
