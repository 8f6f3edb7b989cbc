import { parseLossless } from "./canonical.ts";
import { losslessJson } from "./numbers.ts";

/** The ways in which programs print JSON on one line. */
const styles: readonly ((value: unknown) => string)[] = [JSON.stringify, spaced];

/**
 * A body's text in the way in which another text of the same source is printed: what it would have been, byte for byte.
 * Undefined where that text follows no known way. Pure.
 */
export function printLike(text: string, body: unknown): string | undefined {
  const parsed = parseLossless(text);
  return styles.find((print) => print(parsed) === text)?.(body);
}

/** {"a": 1, "b": [2, 3]}: Python's way. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null || losslessJson.isRawJSON(value))
    return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`);
  return `{${members.join(", ")}}`;
}
