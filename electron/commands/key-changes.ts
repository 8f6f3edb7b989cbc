import type { Command } from "commander";
import type { KeyChangeStep, KeyChanges } from "../../shared/domain/key-change.ts";
import { wholeNumber } from "./options.ts";
import type { Session } from "./session.ts";
import { counted, printable, some, typed } from "./words.ts";

export function addKeyChanges(program: Command, session: Session) {
  program
    .command("keychanges <name>")
    .description("records that the server has under other keys, and what a push does about them")
    .option("--limit <count>", "at most so many records", wholeNumber("--limit", 0, 1000))
    .action((name: string, { limit }: { limit?: number }) => keyChanges(session, name, limit));
}

async function keyChanges(session: Session, name: string, limit: number | undefined) {
  const input = { connection: name, ...(limit === undefined ? {} : { limit }) };
  const found = await session.withCore(({ ask }) => ask("keychanges.list", input));
  session.answer(found, () => keyChangesText(session, found, name));
}

function keyChangesText(session: Session, found: KeyChanges, name: string): string {
  if (found.renames.length === 0 && found.recreations === 0) return "No record has another key.";
  const renamed = found.renames.map(
    ({ resource, records }) => `${some(records, "record")} of ${resource} get their new keys on the server.`,
  );
  return [...renamed, ...recreated(session, found, name), ...listed(session, found)].join("\n");
}

function recreated(
  session: Session,
  { recreations, unconfirmed, steps }: KeyChanges,
  name: string,
): string[] {
  if (recreations === 0) return [];
  const columns = [{ title: "Step" }, { title: "Resource" }, { title: "Records" }];
  const rows = steps.map(({ what, resource, records }) => [inWords[what], resource, records]);
  const next =
    unconfirmed > 0
      ? `${counted(unconfirmed)} of them are held. 'steward push ${typed(name)} --key-changes confirm' does all of this, in this order.`
      : `All of them are confirmed: 'steward push ${typed(name)}' goes on with what is left.`;
  return [
    `${some(recreations, "record")} whose keys the server does not change:`,
    session.table(columns, rows),
    next,
  ];
}

const inWords: Readonly<Record<KeyChangeStep["what"], string>> = {
  create: "make new ones",
  move: "send what refers to them",
  remove: "remove the old ones",
  drop: "remove what nothing takes the place of",
};

function listed(session: Session, { changes, renames, recreations }: KeyChanges): string[] {
  if (changes.length === 0) return [];
  const columns = [
    { title: "Resource" },
    { title: "Key on the server", flexible: true },
    { title: "Key in the files", flexible: true },
    { title: "Known by" },
  ];
  const rows = changes.map(({ record, former, foundBy }) => [
    record.resource,
    printable(former.label),
    printable(record.label),
    foundBy,
  ]);
  const all = renames.reduce((sum, { records }) => sum + records, recreations);
  const more = all > changes.length ? [`and ${counted(all - changes.length)} more`] : [];
  return ["", session.table(columns, rows), ...more];
}
