import { type Command, Option } from "commander";
import type { BundleManifest, JournalLine } from "../../shared/domain/journal.ts";
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
    .addOption(new Option("--kind <kind>", "only these").choices(["run", "refusal", "setting"]))
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
    .description("forget answers of servers and ended runs; what was accepted stays known")
    .requiredOption("--before <time>", "those from before this moment", moment("--before"))
    .action(({ before }: { before: string }) => purge(session, before));
  program
    .command("review <file>")
    .description("read a review file from elsewhere: needs no connection and no network")
    .action((file: string) => review(session, file));
}

interface ListOptions {
  readonly limit?: number;
  readonly since?: string;
  readonly before?: string;
  readonly kind?: JournalLine["kind"];
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
  const { cause, run, refusal, setting } = lines;
  return `In it: ${some(cause, "cause")}, ${some(run, "run")}, ${some(refusal, "refusal")}, ${some(setting, "change")} of settings. No name, id or value of a student.${leftOutWords(leftOut)}`;
}

async function purge(session: Session, before: string) {
  if (Date.parse(before) > Date.now())
    throw new AppError("invalid-input", "--before lies in the future. Name a moment that is over.");
  const purged = await session.withCore(({ ask }) => ask("journal.purge", { before }));
  session.answer(
    purged,
    () =>
      `Forgotten: ${some(purged.answers, "answer")} and ${some(purged.runs, "run")} from before ${dateAndTime(before)}.`,
  );
}

/** Without the data folder: it may be another machine's, or none. */
async function review(session: Session, file: string) {
  const { readReview } = await import("../core/journal/bundle.ts");
  const found = await readReview(await readBytes(file));
  session.answer(found, () => reviewText(session, found));
}
