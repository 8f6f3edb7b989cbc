import { keyValues } from "../bodies.ts";
import type { KeyPart } from "../model.ts";
import type { Failure, Problem } from "../problems.ts";

/** "lastSurname" -> "LastSurname" */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "LocalEducationAgency" -> "localEducationAgency" */
export function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function plural(entity: string): string {
  if (/[^aeiou]y$/.test(entity)) return `${entity.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(entity) ? `${entity}es` : `${entity}s`;
}

/** 1st, 2nd, 3rd, 11th … */
export function ordinal(number: number): string {
  const tens = number % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${suffix}`;
}

export function quoted(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(", ");
}

/** "claims (255901, 19255901)": five at the most (protocol section 6.4). */
export function claimList(claims: readonly string[], quote: "'" | ""): string {
  if (claims.length === 0) return "claims (none)";
  const shown = claims.slice(0, 5).map((claim) => `${quote}${claim}${quote}`);
  const list = claims.length > 5 ? [...shown, "..."] : shown;
  return `${claims.length === 1 ? "claim" : "claims"} (${list.join(", ")})`;
}

export function relationshipSentence(properties: readonly string[], claims: string): string {
  const start = `No relationships have been established between the caller's education organization id ${claims} and`;
  return properties.length === 1
    ? `${start} the resource item's '${properties[0]}' value.`
    : `${start} one or more of the following properties of the resource item: ${quoted(properties)}.`;
}

export function hintSentence(hints: readonly string[]): string {
  if (hints.length === 0) return "";
  if (hints.length === 1) return ` Hint: You may need to create a corresponding '${hints[0]}' item.`;
  return ` Hint: You may need to create corresponding ${hints.map((hint) => `'${hint}'`).join(" or ")} items.`;
}

/** Why a tenant or a context leads nowhere (protocol section 1.3). */
export function routeSentence(problem: Extract<Problem, { kind: "no-tenant" | "no-instance" }>): string {
  return problem.kind === "no-tenant"
    ? `The selected tenant '${problem.tenant}' does not exist. Check the tenant name and try again.`
    : `No ODS instance matching the available route values was found. Route values were: ${problem.values.join(", ")}`;
}

/** Names and values of a key, in the order of the names. */
export function keyPairs(
  key: readonly KeyPart[],
  text: string,
): { readonly name: string; readonly value: string }[] {
  const values = keyValues(text);
  return key.map((part, index) => ({ name: part.name, value: values[index] ?? "" }));
}

/** JSON paths with their texts, in the order of finding. */
export function byPath(
  failures: readonly Failure[],
  sentence: (failure: Failure) => string,
): Record<string, readonly string[]> {
  const found: Record<string, string[]> = {};
  for (const failure of failures) {
    const path = `${failure.at.path}.${failure.at.name}`;
    found[path] = [...(found[path] ?? []), sentence(failure)];
  }
  return found;
}
