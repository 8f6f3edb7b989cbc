import type { Dialect } from "./dialect.ts";
import type { Problem } from "./problems.ts";
import type { Item } from "./store.ts";

/** The preconditions of a request, quotes taken off. */
export interface Preconditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

/** What the preconditions of a POST or PUT say of the item that it is about, if there is one (protocol section 5.5). */
export function upsertCondition(
  dialect: Dialect,
  existing: Item | undefined,
  conditions: Preconditions,
): Problem | undefined {
  if (dialect.dms && conditions.ifNoneMatch === "*" && existing !== undefined) return { kind: "exists" };
  if (conditions.ifMatch === undefined) return undefined;
  if (existing === undefined) return dialect.dms ? { kind: "nothing-to-match" } : undefined;
  return tagMatches(dialect, existing, conditions.ifMatch) ? undefined : { kind: "modified" };
}

/** The profile and encoding part of a structured tag does not count; "*" means any only to the DMS. */
export function tagMatches(dialect: Dialect, item: Item, tag: string): boolean {
  if (!dialect.dms) return tag === item.etag;
  return tag === "*" || versionPart(tag) === versionPart(item.etag);
}

function versionPart(tag: string): string {
  return tag.split(".", 1)[0] ?? tag;
}
