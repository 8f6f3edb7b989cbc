import { parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { AppError } from "../../../shared/errors.ts";
import type { Mapping } from "./mappings-store.ts";

/** A line that says something: 1-based number of its last line in the file. */
interface MappingRow extends Mapping {
  readonly line: number;
}

interface MappingFile {
  readonly rows: readonly MappingRow[];
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
  /** Lines without a URI: nothing is mapped, nothing is taken away. */
  readonly empty: number;
}

const columns = ["type", "code", "uri"] as const;
type Column = (typeof columns)[number];
/** A state has some thousands of values; what has more is another file. */
const mostRows = 50_000;
/** What a spreadsheet would take for a formula; and the sign that keeps it from doing so. */
const formula = /^['=+\-@\t\r]/;
const guarded = /^'(?=['=+\-@\t\r])/;

/** Lines of type,code,uri with a heading, for a spreadsheet: what looks like a formula gets a ' in front. Pure. */
export function writeMappings(rows: readonly Mapping[]): string {
  const cells = rows.map((row) => columns.map((column) => row[column].replace(formula, "'$&")));
  return stringify([columns, ...cells], { record_delimiter: "windows" });
}

/**
 * Reads what writeMappings wrote, or what a spreadsheet made of it: byte order mark, "sep=;", semicolons or tabs, columns
 * in any order, ="09" for text, blank lines. A line that cannot be read is refused, the others are taken.
 * Throws AppError("invalid-input") when the heading is missing, or the file is too long.
 */
export async function readMappings(csv: string): Promise<MappingFile> {
  const { text, skipped } = withoutPreamble(csv);
  const rows: MappingRow[] = [];
  const refused: { line: number; reason: string }[] = [];
  let empty = 0;
  let places: Places | undefined;
  const take = (record: readonly string[], line: number) => {
    if (!places) {
      places = placesOf(record);
      return;
    }
    const row = rowOf(record, places, line);
    if (row === undefined) empty += 1;
    else if ("reason" in row) refused.push(row);
    else rows.push(row);
    if (rows.length > mostRows) throw tooLong();
  };
  const broken = await eachRecord(text, (record, line) => take(record, line + skipped));
  if (broken !== undefined) refused.push({ line: broken + skipped, reason: notClosed });
  if (!places) throw noHeading();
  return { rows, refused, empty };
}

const notClosed = "a quotation mark is opened here or before, and never closed: nothing after it was read";

/** The byte order mark and Excel's own first line, which names the separator. */
function withoutPreamble(csv: string): { text: string; skipped: number } {
  const text = csv.replace(/^\uFEFF/, "");
  const rest = text.replace(/^sep=.\r?\n/i, "");
  return { text: rest, skipped: rest === text ? 0 : 1 };
}

/** Gives the line where the file breaks off, if it does. `take` sees each record as it is read: a break loses none before it. */
function eachRecord(
  text: string,
  take: (record: readonly string[], line: number) => void,
): Promise<number | undefined> {
  const [heading = ""] = text.split(/\r?\n|\r/, 1);
  const delimiter = [";", "\t"].find((mark) => heading.includes(mark)) ?? ",";
  const options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    on_record: (record: readonly string[], { lines }: { lines: number }) => {
      take(record, lines);
      return null;
    },
  };
  return new Promise((resolve, reject) => {
    parse(text, options, (error) => {
      if (error === undefined || error === null) resolve(undefined);
      else if (error.code === "CSV_QUOTE_NOT_CLOSED") resolve(Number(error.lines));
      else reject(error);
    });
  });
}

const tooLong = () =>
  new AppError("invalid-input", `The file has more than ${mostRows} mappings. Import it in parts.`);

type Places = Readonly<Record<Column, number>>;

function placesOf(heading: readonly string[]): Places {
  const names = heading.map((name) => name.trim().toLowerCase());
  const [type, code, uri] = columns.map((column) => names.indexOf(column));
  if (type === undefined || code === undefined || uri === undefined) throw noHeading();
  if (Math.min(type, code, uri) < 0) throw noHeading();
  return { type, code, uri };
}

const noHeading = () =>
  new AppError(
    "invalid-input",
    "The file's first line must name its columns: type,code,uri. Export the mappings to see the form.",
  );

function rowOf(
  record: readonly string[],
  places: Places,
  line: number,
): MappingRow | { line: number; reason: string } | undefined {
  const type = cellAt(record, places.type).trim();
  const code = cellAt(record, places.code);
  const uri = cellAt(record, places.uri).trim();
  if (type === "" && code.trim() === "" && uri === "") return undefined;
  if (type === "") return { line, reason: "the type is missing" };
  if (code === "") return { line, reason: "the code is missing" };
  if (uri === "") return undefined;
  return { line, type, code, uri };
}

/** Without what keeps a spreadsheet from changing it. */
function cellAt(record: readonly string[], place: number): string {
  const text = record[place] ?? "";
  const asText = /^="(.*)"$/.exec(text)?.[1];
  return asText ?? text.replace(guarded, "");
}
