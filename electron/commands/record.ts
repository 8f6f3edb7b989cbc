import type { Command } from "commander";
import type { RecordDetail } from "../../shared/domain/record.ts";
import type { Session } from "./session.ts";
import { recordWords } from "./states.ts";
import { dateAndTime, printable } from "./words.ts";

export function addRecord(program: Command, session: Session) {
  program
    .command("record <name> <id>")
    .description("one record: its content, what was sent when, what the server said")
    .action((name: string, id: string) => record(session, name, id));
}

async function record(session: Session, name: string, id: string) {
  const found = await session.withCore(({ ask }) => ask("records.show", { connection: name, id }));
  session.answer(found, () => recordText(session, found));
}

function recordText(session: Session, found: RecordDetail): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Record", `${found.resource} ${found.label}`],
    ["State", stateOf(found)],
    ["Answer", found.message],
    ["Cause", found.cause],
    ["Blocked by", found.blockedBy],
    ["Came from", found.source && `${found.source.file} line ${found.source.line}`],
    ["On the server", found.serverId],
    ["Accepted", found.sentAt && dateAndTime(found.sentAt)],
  ];
  const shown = facts.flatMap(([label, value]) => (value ? [`${label.padEnd(15)}${printable(value)}`] : []));
  const body = JSON.stringify(found.body, undefined, 2) ?? "";
  return [...shown, "", body, ...historyOf(session, found)].join("\n");
}

function stateOf({ state, status }: RecordDetail): string {
  return status === undefined ? recordWords[state] : `${recordWords[state]} (status ${status})`;
}

function historyOf(session: Session, { history }: RecordDetail): string[] {
  if (history.length === 0) return [];
  const columns = [
    { title: "When" },
    { title: "State" },
    { title: "Status" },
    { title: "Answer", flexible: true },
  ];
  const rows = history.map(({ at, state, status, message }) => [
    dateAndTime(at),
    recordWords[state],
    status,
    message ?? "",
  ]);
  return ["", session.table(columns, rows)];
}
