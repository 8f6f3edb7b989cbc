import { type Command, Option } from "commander";
import {
  type BundleManifest,
  type Forgotten,
  JournalKind,
  type JournalLine,
} from "../../shared/domain/journal.ts";
import { AppError } from "../../shared/errors.ts";
import { readBytes, writeNewFile } from "./files.ts";
import { moment } from "./moments.ts";
import { wholeNumber } from "./options.ts";
import { leftOutWords, reviewText } from "./review-words.ts";
import type { Session } from "./session.ts";
import { dateAndTime, some } from "./words.ts";

const shownUnlessTold = 50;

export function addJournal(program: Command, session: Session) {
  const journal = program
    .command("journal")
    .description("what happened, without anything of a student: to read, and to give to others");
  journal
    .command("list [name]")
    .description("the newest runs, refusals and changes of settings")
    .option("--limit <count>", "at most so many", wholeNumber("--limit", 1, 1000))
    .option("--since <time>", "only what happened since then", moment("--since"))
    .option("--before <time>", "only what happened before then", moment("--before"))
    .addOption(new Option("--kind <kind>", "only these").choices(JournalKind.options))
    .action((name: string | undefined, options: ListOptions) => list(session, name, options));
  journal
    .command("export <file>")
    .description("write a review file for somebody who helps: no names, no ids, no values")
    .option("--since <time>", "only what happened since then", moment("--since"))
    .option("--preview", "show what would be in it, and write nothing")
    .option("--overwrite", "also when the file is there already")
    .action((file: string, options: ExportOptions) => exportTo(session, file, options));
  journal
    .command("purge")
    .description(
      "forget answers of servers, ended runs and what became of causes; what was accepted stays known",
    )
    .requiredOption("--before <time>", "those from before this moment", moment("--before"))
    .option("--dry-run", "only say how much that is")
    .action((options: PurgeOptions) => purge(session, options));
  journal
    .command("retention")
    .description("for how long the journal is kept: shown, or changed")
    .option("--days <days>", "forget what is older", wholeNumber("--days", 1, 36_500))
    .option(
      "--refusals <count>",
      "keep at most so many refusals, the newest",
      wholeNumber("--refusals", 1000, 100_000_000),
    )
    .option("--dry-run", "only say what would be forgotten by that")
    .action((options: RetentionOptions) => retention(session, options));
  program
    .command("review <file>")
    .description("read a review file from elsewhere: needs no connection and no network")
    .action((file: string) => review(session, file));
}

interface ListOptions {
  readonly limit?: number;
  readonly since?: string;
  readonly before?: string;
  readonly kind?: JournalKind;
}

interface PurgeOptions {
  readonly before: string;
  readonly dryRun?: boolean;
}

interface RetentionOptions {
  readonly days?: number;
  readonly refusals?: number;
  readonly dryRun?: boolean;
}

interface ExportOptions {
  readonly since?: string;
  readonly preview?: boolean;
  readonly overwrite?: boolean;
}

async function list(session: Session, name: string | undefined, options: ListOptions) {
  const wanted = { limit: shownUnlessTold, ...options, ...(name !== undefined && { connection: name }) };
  const { lines } = await session.withCore(({ ask }) => ask("journal.list", wanted));
  session.answer(lines, () => {
    if (lines.length === 0) return "Nothing has happened yet.";
    const columns = [{ title: "When" }, { title: "What" }, { title: "Details", flexible: true }];
    return session.table(
      columns,
      lines.map((line) => [dateAndTime(line.at), ...wordsOf(line)]),
    );
  });
}

function wordsOf(line: JournalLine): [string, string] {
  switch (line.kind) {
    case "run": {
      const { created, updated, deleted, keyChanged, failed, blocked, waiting } = line;
      const sent = some(created + updated + deleted + keyChanged, "record");
      return [`push ${line.state}`, `${sent} sent, ${failed} refused, ${blocked + waiting} held or waiting`];
    }
    case "refusal":
      return ["refused", [line.resource, line.status, line.record].filter(Boolean).join(" · ")];
    case "setting":
      return ["setting", [line.what, ...line.fields].join(" · ")];
    case "cause-change": {
      const records = some(line.records, "record");
      const what = line.what === "opened" ? `${records} held by it` : `${records} left it`;
      return [`cause ${line.what}`, [line.title, what].join(" · ")];
    }
    default:
      return line satisfies never;
  }
}

async function exportTo(
  session: Session,
  file: string,
  { since, preview, overwrite = false }: ExportOptions,
) {
  const input = since === undefined ? {} : { since };
  if (preview) {
    const found = await session.withCore(({ ask }) => ask("journal.preview", input));
    return session.answer(found, () => reviewText(session, found));
  }
  const made = await session.withCore(({ ask }) => ask("journal.export", input));
  const path = await writeNewFile(file, Buffer.from(made.content, "base64"), overwrite);
  session.answer({ file: path, manifest: made.manifest }, () => `Written: ${path}\n${inIt(made.manifest)}`);
}

function inIt({ lines, leftOut = 0 }: BundleManifest): string {
  const { cause, run, refusal, setting, "cause-change": changes = 0 } = lines;
  return `In it: ${some(cause, "cause")}, ${some(run, "run")}, ${some(refusal, "refusal")}, ${some(setting, "change")} of settings, ${some(changes, "change")} of causes. No name, id or value of a student.${leftOutWords(leftOut)}`;
}

async function purge(session: Session, { before, dryRun = false }: PurgeOptions) {
  if (Date.parse(before) > Date.now())
    throw new AppError("invalid-input", "--before lies in the future. Name a moment that is over.");
  const purged = await session.withCore(({ ask }) =>
    ask("journal.purge", { before, ...(dryRun && { dryRun }) }),
  );
  session.answer(
    purged,
    () =>
      `${dryRun ? "Would be forgotten" : "Forgotten"}: ${forgottenWords(purged)} from before ${dateAndTime(before)}.`,
  );
}

const forgottenWords = ({ answers, runs, causeEvents }: Forgotten): string =>
  `${some(answers, "answer")}, ${some(runs, "run")} and ${some(causeEvents, "change")} of causes`;

async function retention(session: Session, { dryRun = false, ...wanted }: RetentionOptions) {
  if (wanted.days !== undefined || wanted.refusals !== undefined) {
    const forgotten = await session.withCore(({ ask }) =>
      ask("journal.retain", { ...wanted, ...(dryRun && { dryRun }) }),
    );
    const verb = dryRun ? "By that would be forgotten" : "Saved. By that are forgotten";
    return session.answer(forgotten, () => `${verb}: ${forgottenWords(forgotten)}.`);
  }
  const kept = await session.withCore(({ ask }) => ask("journal.retention", {}));
  const { days, refusals, held } = kept;
  const from = held.oldest === undefined ? "" : `, the oldest line of ${dateAndTime(held.oldest)}`;
  session.answer(
    kept,
    () =>
      `Kept: ${some(days, "day")}, and at most ${some(refusals, "refusal")}. There are ${some(held.refusals, "refusal")} now${from}.`,
  );
}

/** Without the data folder: it may be another machine's, or none. */
async function review(session: Session, file: string) {
  const { readReview } = await import("../core/journal/bundle.ts");
  const found = await readReview(await readBytes(file));
  session.answer(found, () => reviewText(session, found));
}
