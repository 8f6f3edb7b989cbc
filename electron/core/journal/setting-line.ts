import type { JournalLine } from "../../../shared/domain/journal.ts";
import { isPath } from "./lines.ts";

export interface SettingRow {
  readonly at: string;
  readonly what: string;
  readonly fields: readonly string[];
}

/** Names that a person chose stand in quotes, and go; which fields changed stays, their values do not. */
export function settingLine(connection: string | undefined, { at, what, fields }: SettingRow): JournalLine {
  return {
    kind: "setting",
    at,
    ...(connection !== undefined && { connection }),
    what: withoutNames(what),
    // Of many mappings of one type, it is told once.
    fields: [...new Set(fields.map(fieldName))],
  };
}

/** Sentences whose numbers and quotation marks are ours. */
const ofOurs = [
  /^changed \d{1,9} descriptor mappings?$/,
  /^kept the server's version of a record of \/[\w-]+\/\w+$/,
] as const;

/** Else only what is said in words of ours: nothing from a quotation mark or a digit on, and no word that led to it. */
function withoutNames(what: string): string {
  if (ofOurs.some((sentence) => sentence.test(what))) return what;
  const [said = ""] = /^[^"“”'\d]*/.exec(what) ?? [];
  return said.trim().replace(/ (?:as|of|from|to)$/, "") || "changed a setting";
}

/** Of a mapping its type, and never the code; else words of ours. */
function fieldName(field: string): string {
  const [first = ""] = field.split(" ");
  if (isPath(first)) return first;
  return /^[a-z][a-zA-Z ]{0,40}$/.test(field) ? field : "setting";
}
