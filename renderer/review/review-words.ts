import type { BundleManifest } from "../../shared/domain/journal.ts";
import { count, dayOfTime } from "../format.ts";

const mostNamed = 2;

/** Whose it is: the connections, as their steward named them. Pure. */
function reviewName({ connections }: Pick<BundleManifest, "connections">): string {
  const named = connections.slice(0, mostNamed).map(({ name }) => name);
  const more = connections.length - named.length;
  if (more > 0) return `${named.join(", ")} and ${count(more)} more`;
  return named.length === 0 ? "a Steward without connections" : named.join(" and ");
}

/** "Review of State 2026–27, made November 21, 2026 with Steward 1.4.0". Pure. */
export function reviewTitle(manifest: BundleManifest): string {
  const { madeAt, madeWith } = manifest;
  const by = madeWith === "unknown" ? "" : ` with Steward ${madeWith}`;
  return `Review of ${reviewName(manifest)}, made ${dayOfTime(madeAt)}${by}`;
}

/** Files of the first version do not say how many records are in which state: an overview would show noughts. Pure. */
export const hasCounts = ({ connections }: Pick<BundleManifest, "connections">): boolean =>
  connections.some(({ resources }) => resources !== undefined);
