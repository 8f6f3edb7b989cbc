import type { Command } from "commander";
import type { Run } from "../../shared/domain/run.ts";
import { wholeNumber } from "./options.ts";
import type { Session } from "./session.ts";
import { runWords } from "./states.ts";
import { dateAndTime, duration } from "./words.ts";

export function addRuns(program: Command, session: Session) {
  program
    .command("runs <name>")
    .description("the pushes of a connection, newest first")
    .option("--limit <count>", "at most so many", wholeNumber("--limit", 1, 500))
    .action((name: string, { limit }: { limit?: number }) => runs(session, name, limit));
}

async function runs(session: Session, name: string, limit: number | undefined) {
  const input = { connection: name, ...(limit === undefined ? {} : { limit }) };
  const found = await session.withCore(({ ask }) => ask("runs.list", input));
  session.answer(found, () => {
    if (found.length === 0) return "Nothing was pushed yet.";
    const titles = [
      "Started",
      "Took",
      "State",
      "Planned",
      "Accepted",
      "Refused",
      "Blocked",
      "Waiting",
      "Left",
      "Id",
    ];
    return session.table(
      titles.map((title) => ({ title })),
      found.map(rowOf),
    );
  });
}

function rowOf({ id, startedAt, state, result }: Run) {
  const started = dateAndTime(startedAt);
  if (!result) return [started, "", runWords[state], ...Array.from({ length: 6 }, () => undefined), id];
  const { seconds, planned, sent, failed, blocked, waiting, left } = result;
  const figures = [planned, sent.created + sent.updated, failed, blocked, waiting, left];
  return [started, duration(seconds), runWords[state], ...figures, id];
}
