import { counted, printable } from "./words.ts";

export interface Column {
  readonly title: string;
  /** Gives way where the terminal is too narrow: cut with "…". */
  readonly flexible?: boolean;
}

/** Numbers stand on the right, with separators; an absent cell stays empty. */
export type Cell = string | number | undefined;

const gap = "  ";
const narrowest = 12;

/** Aligned columns for people; `width` is the terminal's, in characters, or Infinity for a pipe. */
export function table(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): string {
  const texts = rows.map((row) => columns.map((_, index) => cellText(row[index])));
  const natural = columns.map(({ title }, index) =>
    Math.max(lengthOf(title), ...texts.map((row) => lengthOf(row[index] ?? ""))),
  );
  const widths = widthsWithin(columns, natural, width);
  const onRight = columns.map(
    (_, index) => rows.length > 0 && rows.every((row) => typeof row[index] !== "string"),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, index) => aligned(text, widths[index] ?? 0, onRight[index] ?? false))
      .join(gap)
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...texts.map(line)].join("\n");
}

function cellText(cell: Cell): string {
  if (cell === undefined) return "";
  return typeof cell === "number" ? counted(cell) : printable(cell);
}

/** Takes what is too much from the flexible columns, the widest first. */
function widthsWithin(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const total = () => widths.reduce((sum, each) => sum + each, gap.length * (widths.length - 1));
  while (total() > width) {
    const widest = widths
      .map((each, index) => ({ each, index }))
      .filter(({ each, index }) => columns[index]?.flexible && each > narrowest)
      .sort((one, other) => other.each - one.each)[0];
    if (!widest) break;
    widths[widest.index] = widest.each - 1;
  }
  return widths;
}

function aligned(text: string, width: number, onRight: boolean): string {
  const letters = [...text];
  const cut = letters.length > width ? `${letters.slice(0, width - 1).join("")}…` : text;
  const padding = " ".repeat(width - lengthOf(cut));
  return onRight ? padding + cut : cut + padding;
}

const lengthOf = (text: string) => [...text].length;
