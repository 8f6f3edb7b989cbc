import type { Command } from "commander";
import type { TheirVersion } from "../../shared/domain/theirs.ts";
import { AppError } from "../../shared/errors.ts";
import { recordText, type WholeRecord } from "./record-words.ts";
import type { Desk, Session } from "./session.ts";
import { dateAndTime, typed } from "./words.ts";

interface RecordOptions {
  readonly theirs?: boolean;
  readonly keepTheirs?: boolean;
}

export function addRecord(program: Command, session: Session) {
  program
    .command("record <name> <id>")
    .description(
      "one record: what is sent, where it came from, what it refers to, what was sent when, what the server said",
    )
    .option("--theirs", "what the server has of it now, and where that differs from ours")
    .option("--keep-theirs", "let the server's version stand until the source changes")
    .action((name: string, id: string, { theirs, keepTheirs }: RecordOptions) => {
      if (theirs && keepTheirs)
        throw new AppError("invalid-input", "Choose one of --theirs and --keep-theirs: look first.");
      if (theirs) return showTheirs(session, name, id);
      return keepTheirs ? keep(session, name, id) : record(session, name, id);
    });
}

async function showTheirs(session: Session, name: string, id: string) {
  const found = await session.withCore(({ ask }) => ask("records.theirs", { connection: name, id }));
  session.answer(found, () => theirsText(session, found, [name, id]));
}

/** As it is at this moment: whoever wants to see it first has --theirs. */
async function keep(session: Session, name: string, id: string) {
  const kept = await session.withCore(async ({ ask }) => {
    const { version } = await ask("records.theirs", { connection: name, id });
    return ask("records.keepTheirs", { connection: name, id, ...(version !== undefined && { version }) });
  });
  session.answer(kept, () => "The server's version stands. Ours goes again when its source changes.");
}

const theirWords: Readonly<Record<TheirVersion["state"], string>> = {
  unchanged: "The server has what it accepted from this connection last.",
  changed: "Somebody else has changed it on the server.",
  gone: "It is no longer on the server.",
};

function theirsText(session: Session, found: TheirVersion, [name, id]: readonly [string, string]): string {
  const { state, changedAt, differences, theirs } = found;
  const heading =
    changedAt === undefined || state !== "changed" ? [] : [`Changed ${dateAndTime(changedAt)}.`];
  const rows = differences.map(({ path, ours, theirs: other }) => [path, valueText(ours), valueText(other)]);
  const columns = ["Where", "Ours", "On the server"].map((title) => ({ title, flexible: true }));
  const compared =
    rows.length > 0
      ? ["", session.table(columns, rows)]
      : theirs === undefined
        ? []
        : ["Its content is the same as ours."];
  const choice =
    state === "unchanged"
      ? []
      : [
          "",
          `'steward push ${typed(name)} --record ${id} --overwrite' sends ours, 'steward record ${typed(name)} ${id} --keep-theirs' lets theirs stand.`,
        ];
  return [theirWords[state], ...heading, ...compared, ...choice].join("\n");
}

const valueText = (value: unknown): string =>
  value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

async function record(session: Session, name: string, id: string) {
  const found = await session.withCore(async (desk) => readWhole(desk, { connection: name, id }));
  session.answer(found, () => recordText(session, found));
}

/** Everything that is known of a record without asking its server. */
async function readWhole({ ask }: Desk, one: { connection: string; id: string }): Promise<WholeRecord> {
  const detail = await ask("records.show", one);
  const row = detail.source && (await ask("records.source", one));
  const example = await ask("records.example", one);
  const children = new Map<string, WholeRecord["children"][number]>();
  for (let after: string | undefined; ; ) {
    const part = await ask("records.children", { ...one, limit: 1, ...(after !== undefined && { after }) });
    for (const { resource, state, records } of part.counts) {
      const name = `${resource} ${state}`;
      children.set(name, { resource, state, records: records + (children.get(name)?.records ?? 0) });
    }
    if (part.next === undefined) break;
    after = part.next;
  }
  return { ...detail, ...(row && { row }), ...(example && { example }), children: [...children.values()] };
}
