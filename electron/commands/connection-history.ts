import type { Command } from "commander";
import type { AuditEntry } from "../../shared/domain/audit.ts";
import { wholeNumber } from "./options.ts";
import type { Session } from "./session.ts";
import { counted, dateAndTime, printable } from "./words.ts";

interface HistoryOptions {
  readonly limit?: number;
}

/** Changes of one entry that are told one by one. */
const mostChanges = 12;

export function addHistory(group: Command, session: Session) {
  group
    .command("history [name]")
    .description("who changed what, newest first; without a name, of all connections")
    .option("--limit <count>", "at most so many entries", wholeNumber("--limit", 1, 1000))
    .action((name: string | undefined, options: HistoryOptions) => history(session, name, options));
}

async function history(session: Session, name: string | undefined, { limit }: HistoryOptions) {
  const input = {
    ...(name === undefined ? {} : { connection: name }),
    ...(limit === undefined ? {} : { limit }),
  };
  const entries = await session.withCore(({ ask }) => ask("audit.list", input));
  session.answer(entries, () =>
    entries.length === 0
      ? "Nothing was changed yet."
      : entries.map((entry) => entryText(entry, name === undefined)).join("\n"),
  );
}

function entryText({ at, who, what, connection, changes }: AuditEntry, isNamed: boolean): string {
  const subject = isNamed && connection ? `${connection}: ` : "";
  const told = changes.slice(0, mostChanges).map((change) => `    ${changeText(change)}`);
  const more = changes.length - told.length;
  const rest = more > 0 ? [`    and ${counted(more)} more: --json tells all`] : [];
  return [`${dateAndTime(at)}  ${printable(who)}  ${printable(subject + what)}`, ...told, ...rest].join("\n");
}

/** "year: 2026 -> 2027"; what was not there before, or is not now, is left out. */
function changeText({ field, from, to }: AuditEntry["changes"][number]): string {
  if (to === undefined) return printable(`${field}: ${from ?? ""} -> none`);
  return printable(from === undefined ? `${field}: ${to}` : `${field}: ${from} -> ${to}`);
}
