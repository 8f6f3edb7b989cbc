import type { TheirVersion } from "../shared/domain/theirs.ts";
import { exactTime } from "./format.ts";

/** "$.addresses[1].city" -> "addresses 2, city": counted as people count. */
export function memberWords(path: string): string {
  const words = path
    .replace(/^\$\.?/, "")
    .replace(/\[(\d+)\]/g, (_, at) => ` ${Number(at) + 1}`)
    .replaceAll(".", ", ");
  return words === "" ? "the whole record" : words;
}

/** A value as a person reads it; undefined and null: there is none. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (value === "") return "empty";
  if (Array.isArray(value) && value.length === 0) return "none";
  if (Array.isArray(value)) return value.map(valueWords).join("; ");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${valueWords(part)}`)
      .join(", ");
  return String(value);
}

/** What the server has, in a sentence. */
export function theirWords({ state, changedAt, differences }: TheirVersion): string {
  switch (state) {
    case "unchanged":
      return "The server has what it accepted from this connection last. Send ours, and the record is no longer held back.";
    case "gone":
      return "It is no longer on the server: somebody else has deleted it there.";
    case "changed": {
      const when = changedAt === undefined ? "" : ` on ${exactTime(changedAt)}`;
      const same = differences.length === 0 ? " What it says now is the same as ours." : "";
      return `Somebody else changed it on the server${when}.${same}`;
    }
    default:
      return state satisfies never;
  }
}
