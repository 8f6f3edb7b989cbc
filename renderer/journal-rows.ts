import type { JournalLine } from "../shared/domain/journal.ts";
import { dayOf } from "./journal-filter.ts";

/** A row of the timeline: a day, or what happened on it. */
export type JournalRow =
  | { readonly key: string; readonly day: string }
  | { readonly key: string; readonly line: JournalLine };

/** Rows so far, and what tells the next ones from them. */
export interface Timeline {
  readonly rows: readonly JournalRow[];
  readonly lines: number;
  readonly lastDay: string;
  /** How often each line has stood there that nothing tells from others. */
  readonly twins: ReadonlyMap<string, number>;
}
export const emptyTimeline: Timeline = { rows: [], lines: 0, lastDay: "", twins: new Map() };

/** With older lines below: a day stands above the newest of its lines, once. Pure. */
export function withLines(before: Timeline, lines: readonly JournalLine[]): Timeline {
  const rows: JournalRow[] = [];
  const twins = new Map(before.twins);
  let { lastDay } = before;
  for (const line of lines) {
    const day = dayOf(line.at);
    if (day !== lastDay) rows.push({ key: day, day });
    lastDay = day;
    rows.push({ key: keyOf(line, twins), line });
  }
  return { rows: [...before.rows, ...rows], lines: before.lines + lines.length, lastDay, twins };
}

function keyOf(line: JournalLine, twins: Map<string, number>): string {
  if (line.kind === "run") return `run ${line.run}`;
  if (line.kind === "refusal" && line.record !== undefined)
    return `refusal ${line.at} ${line.run} ${line.record}`;
  const key = line.kind === "cause-change" ? `cause ${line.cause} ${line.at}` : `${line.kind} ${line.at}`;
  const before = twins.get(key) ?? 0;
  twins.set(key, before + 1);
  return `${key} ${before}`;
}
