import type { Command } from "commander";
import type { Cause } from "../../shared/domain/cause.ts";
import { outdatedWords } from "../../shared/domain/outdated.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { causesTable } from "./causes-table.ts";
import { explanationText } from "./dictionary.ts";
import { wholeNumber } from "./options.ts";
import { causesHeading, mapping, whomToCall } from "./push-words.ts";
import { recordsTable } from "./records.ts";
import type { Desk, Session } from "./session.ts";
import { withToldFiles } from "./told-files.ts";
import { dateAndTime, some, typed } from "./words.ts";

interface CausesOptions {
  cause?: string;
  limit?: number;
  cleared?: boolean;
  found?: boolean;
}

const pageSize = 1000;
const recordsUnlessTold = 100;
const mostCauses = 10_000;

export function addCauses(program: Command, session: Session) {
  program
    .command("causes <name>")
    .description("why records are refused or held, most releasing first")
    .option("--cause <id>", "the records of one cause: ids, files and lines")
    .option("--cleared", "those of which nothing waits any more, the last cleared first")
    .option("--found", "what the last check found before sending")
    .option("--limit <count>", "at most so many", wholeNumber("--limit", 1, 10_000))
    .action((name: string, { cause, limit, cleared, found }: CausesOptions) =>
      cause === undefined
        ? found
          ? listFound(session, name, limit)
          : listCauses(session, { name, limit, cleared: cleared ?? false })
        : listRecords(session, { connection: name, cause, limit: limit ?? recordsUnlessTold }),
    );
}

interface Wanted {
  readonly name: string;
  readonly limit: number | undefined;
  readonly cleared: boolean;
}

async function listCauses(session: Session, { name, limit, cleared }: Wanted) {
  const order = cleared ? { cleared, order: "newest" as const } : {};
  const input = { connection: name, ...order, ...(limit === undefined ? {} : { limit }) };
  const causes = withToldFiles(await session.withCore(({ ask }) => ask("causes.list", input)));
  session.answer(causes, () => {
    if (cleared) return clearedText(session, causes);
    if (causes.length === 0) return "There are no causes: no record is refused or held.";
    return [
      causesHeading(causes),
      causesTable(session, causes),
      ...readyWords(causes),
      ...causes.flatMap(({ id, contact }) => (contact ? [whomToCall(contact, `cause ${id}`)] : [])),
      `'steward causes ${typed(name)} --cause ID' lists the records of one.`,
      ...(causes.some(({ who }) => who === "mapping") ? [`${mapping(name)}.`] : []),
    ].join("\n");
  });
}

/** What the last check foresees, and how far that can still be trusted. */
async function listFound(session: Session, name: string, limit: number | undefined) {
  const { last, causes } = await session.withCore(async ({ ask }) => ({
    last: (await ask("check.last", { connection: name })).last,
    causes: await ask("causes.list", {
      connection: name,
      only: "found",
      ...(limit === undefined ? {} : { limit }),
    }),
  }));
  session.answer(withToldFiles(causes), () => {
    if (!last) return `Nothing was checked yet: 'steward check ${typed(name)}' does so, and sends nothing.`;
    const about = `${some(last.checked, "record")} checked ${dateAndTime(last.at)}, nothing was sent.`;
    const doubts = last.outdated.length === 0 ? [] : [outdatedWords(last.outdated)];
    if (causes.length === 0) return [about, "Nothing is left of what was found.", ...doubts].join("\n");
    return [about, ...doubts, causesTable(session, causes)].join("\n");
  });
}

function clearedText(session: Session, causes: readonly Cause[]): string {
  if (causes.length === 0) return "No cause has been cleared yet.";
  const columns = [
    { title: "Cause", flexible: true },
    { title: "First seen" },
    { title: "Cleared" },
    { title: "Id" },
  ];
  return session.table(
    columns,
    causes.map(({ title, firstSeen, clearedAt, id }) => [
      title,
      dateAndTime(firstSeen),
      dateAndTime(clearedAt ?? ""),
      id,
    ]),
  );
}

/** What goes with the next push without anybody's help. */
function readyWords(causes: readonly Cause[]): string[] {
  const ready = causes.reduce((sum, cause) => sum + cause.ready, 0);
  if (ready === 0) return [];
  const are = ready === 1 ? "is" : "are";
  return [
    `${some(ready, "record")} ${are} ready: mended, or held by nothing any more. The next push sends ${ready === 1 ? "it" : "them"}.`,
  ];
}

interface RecordsOfCause {
  readonly connection: string;
  readonly cause: string;
  readonly limit: number;
}

async function listRecords(session: Session, wanted: RecordsOfCause) {
  const { records, explanation } = await session.withCore(async (desk) => ({
    records: await readRecords(desk, wanted),
    // Scripts get the records alone.
    explanation: session.options().json ? undefined : await explain(desk, wanted),
  }));
  session.answer(records, () => {
    if (records.length === 0) return "No record fails or waits by this cause.";
    const list = recordsTable(session, records);
    return explanation === undefined ? list : `${explanation}\n\n${list}`;
  });
}

/** What the cause is, what it means and what to do; undefined when nothing is left of it. */
async function explain({ ask }: Desk, { connection, cause }: RecordsOfCause): Promise<string | undefined> {
  const causes = await ask("causes.list", { connection, limit: mostCauses });
  const found = causes.find(({ id }) => id === cause);
  if (!found) return undefined;
  const entry = await ask("dictionary.explain", { topic: found.topic });
  return `${found.title}\n\n${explanationText(entry, connection)}`;
}

/** Page by page, as the contract gives them. */
async function readRecords(
  { ask }: Desk,
  { connection, cause, limit }: RecordsOfCause,
): Promise<RecordLine[]> {
  const records: RecordLine[] = [];
  while (records.length < limit) {
    const size = Math.min(pageSize, limit - records.length);
    const after = records.at(-1)?.id;
    const page = await ask("causes.records", { connection, cause, limit: size, ...(after ? { after } : {}) });
    if (page.length === 0) break;
    records.push(...page);
  }
  return records;
}
