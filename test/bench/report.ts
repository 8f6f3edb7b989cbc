import { type Goal, shown, verdict } from "./figures.ts";

/** What one part of the benchmark found. */
export interface Section {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly goals: readonly Goal[];
  /** For the JSON: every run's own figures. */
  readonly data: unknown;
}

/** A heading, the figures, and the goals beside what was found. */
export function describeSection({ title, columns, rows, goals }: Section): string {
  const wanted = goals.map((goal) => [
    goal.what,
    `${shown(goal.found)}${goal.unit && ` ${goal.unit}`}`,
    `${shown(goal.goal)}${goal.unit && ` ${goal.unit}`}`,
    verdict(goal),
  ]);
  const parts = [`\n${title}\n`, table(columns, rows)];
  if (wanted.length > 0) parts.push("", table(["goal", "found", "aim", ""], wanted));
  return parts.join("\n");
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(columns), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
