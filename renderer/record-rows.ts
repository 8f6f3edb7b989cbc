import type { TheirVersion } from "../shared/domain/theirs.ts";

/** One member of a record: what we send, and what the server has in its place. */
export interface MemberRow {
  /** "$.addresses[1].city" */
  readonly path: string;
  readonly ours: unknown;
  readonly theirs: unknown;
  readonly differs: boolean;
}

type Differences = TheirVersion["differences"];

/** The members of a record one by one, in its own order; where lists have members, each of their items. */
export function membersOf(body: unknown, path = "$"): { path: string; value: unknown }[] {
  if (Array.isArray(body) && body.length > 0)
    return body.flatMap((item, index) => membersOf(item, `${path}[${index}]`));
  const entries = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return entries.length === 0
    ? [{ path, value: body }]
    : entries.flatMap(([name, value]) => membersOf(value, `${path}.${name}`));
}

/** Our members beside the server's; what only the server has comes last. */
export function memberRows(ours: unknown, differences: Differences): MemberRow[] {
  const own = membersOf(ours).map(({ path, value }): MemberRow => {
    const found = differences.find((difference) => isAt(path, difference.path));
    if (!found) return { path, ours: value, theirs: value, differs: false };
    // Of a part that the server has otherwise as a whole, its own row tells what the server has.
    return { path, ours: value, theirs: found.path === path ? found.theirs : undefined, differs: true };
  });
  const known = new Set(own.map(({ path }) => path));
  const others = differences.filter(({ path, theirs }) => theirs !== undefined && !known.has(path));
  return [...own, ...others.map(({ path, theirs }) => ({ path, ours: undefined, theirs, differs: true }))];
}

/** It is this place, or lies within it. */
const isAt = (path: string, place: string) =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
