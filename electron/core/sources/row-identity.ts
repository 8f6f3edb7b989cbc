import { canonicalText, parseLossless } from "../model/canonical.ts";
import type { Resource } from "../model/types.ts";

/**
 * Compiles, for one resource, whether two bodies are one row under two keys: they differ in own members of the key and in
 * nothing else. What a reference gives of a key has to be the same: another student in the same line is another enrolment.
 * Pure.
 */
export function compileRowIdentity({ identity }: Resource): (one: string, other: string) => boolean {
  const own = new Set(
    identity.parts.flatMap(({ paths }) =>
      paths.flatMap(([name, ...more]) => (more.length > 0 ? [] : (name ?? []))),
    ),
  );
  const rest = (text: string): string | undefined => {
    const body = parseLossless(text);
    if (typeof body !== "object" || body === null) return undefined;
    return canonicalText(Object.fromEntries(Object.entries(body).filter(([name]) => !own.has(name))));
  };
  return (one, other) => {
    if (own.size === 0) return false;
    const left = rest(one);
    return left !== undefined && left === rest(other);
  };
}
