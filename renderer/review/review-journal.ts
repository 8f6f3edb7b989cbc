import type { JournalLine, JournalPage } from "../../shared/domain/journal.ts";
import type { Asked } from "../steward.ts";

/**
 * A page of a review's journal, filtered as the core does it. The lines are in order, newest first; where a page ended is told
 * by the place of its last line among all of them. Pure.
 */
export function listJournal(journal: readonly JournalLine[], asked: Asked<"journal.list">): JournalPage {
  const { connection, after, limit = 200 } = asked;
  const kinds = asked.kind === undefined ? undefined : [asked.kind].flat();
  const [since, before] = [inUtc(asked.since), inUtc(asked.before)];
  const lines: JournalLine[] = [];
  const first = after === undefined ? 0 : Number(after.split(" ").at(-1)) + 1;
  for (let place = first; place < journal.length; place++) {
    const line = journal[place];
    if (!line || !fits(line)) continue;
    lines.push(line);
    if (lines.length === limit) return { lines, next: `${line.at} ${line.kind} ${place}` };
  }
  return { lines };

  function fits(line: JournalLine) {
    return (
      (connection === undefined || line.connection === connection) &&
      (kinds === undefined || kinds.includes(line.kind)) &&
      (since === undefined || line.at >= since) &&
      (before === undefined || line.at < before)
    );
  }
}

const inUtc = (moment: string | undefined) => moment && new Date(moment).toISOString();
