import type { JournalKind, JournalLine } from "../../../shared/domain/journal.ts";

/** A line and the id of its row: ids are told apart by kind only. */
export interface Placed {
  readonly id: number;
  readonly line: JournalLine;
}

interface Mark {
  readonly at: string;
  readonly kind: JournalKind;
  readonly id: number;
}

/** Of one millisecond, settings stand above runs, runs above the causes that they met, and these above single refusals. */
const ranks: Readonly<Record<JournalKind, number>> = { setting: 0, run: 1, "cause-change": 2, refusal: 3 };

/** Newest first; no two lines are equal, so a page ends at one place and the next begins right behind it. */
export function inOrder(one: Placed, other: Placed): number {
  if (one.line.at !== other.line.at) return one.line.at < other.line.at ? 1 : -1;
  const rank = ranks[one.line.kind] - ranks[other.line.kind];
  return rank === 0 ? other.id - one.id : rank;
}

export const markOf = ({ id, line }: Placed): string => `${line.at} ${line.kind} ${id}`;

export function readMark(text: string): Mark {
  const [at = "", kind = "", id = ""] = text.split(" ");
  return { at, kind: kind as Mark["kind"], id: Number(id) };
}

/** Where the rows of a kind begin that stand behind a mark; without one, with all before a moment. */
export function boundOf(kind: JournalKind, before: string, mark: Mark | undefined) {
  if (mark === undefined || mark.at > before) return { before, below: 0 };
  const isBehind = ranks[kind] > ranks[mark.kind];
  return { before: mark.at, below: kind === mark.kind ? mark.id : isBehind ? Number.MAX_SAFE_INTEGER : 0 };
}
