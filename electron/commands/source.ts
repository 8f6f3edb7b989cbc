import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { toldFile } from "../../shared/domain/file-name.ts";
import type { ScanReport } from "../../shared/domain/source.ts";
import { AppError } from "../../shared/errors.ts";
import { showProgress } from "./progress.ts";
import { type Desk, type Session, whenStopped } from "./session.ts";
import { addIdentify, addSourceIds, idsOf, type SourceIdOptions } from "./source-ids.ts";
import {
  addComplete,
  addLists,
  type CompleteOptions,
  chosenFolder,
  completeOf,
  completeWords,
} from "./source-lists.ts";
import { addPreview } from "./source-preview.ts";
import { counted, dateAndTime, duration, some, typed } from "./words.ts";

const someRejected = 1;

interface AddOptions extends CompleteOptions, SourceIdOptions {}

export function addSource(program: Command, session: Session) {
  const group = program.command("source").description("where a connection's records come from");
  const adding = group
    .command("add <name> <folder>")
    .description("read this folder's files for a connection")
    .addOption(
      new Option("--format <format>", "how the files are written").choices(["jsonl"]).default("jsonl"),
    );
  addSourceIds(addComplete(adding)).action((name: string, folder: string, options: AddOptions) =>
    add(session, { name, folder }, options),
  );
  addLists(group, session);
  addIdentify(group, session);
  group
    .command("list <name>")
    .description("the folders of a connection")
    .action((name: string) => list(session, name));
  addPreview(group, session);
  group
    .command("scan <name>")
    .description("read the folders without sending")
    .action((name: string) => scan(session, name));
  group
    .command("remove <name> [folder]")
    .description("read this folder no more; what was sent stays on the server")
    .action((name: string, folder?: string) => remove(session, name, folder));
}

async function add(
  session: Session,
  { name, folder }: { readonly name: string; readonly folder: string },
  options: AddOptions,
) {
  const input = { connection: name, folder: resolve(folder), ...completeOf(options), ...idsOf(options) };
  const source = await session.withCore(({ ask }) => ask("sources.add", input));
  session.answer(source, () => `${source.folder} is a source of ${typed(name)} now.`);
}

async function list(session: Session, name: string) {
  const sources = await session.withCore(({ ask }) => ask("sources.list", { connection: name }));
  session.answer(sources, () => {
    if (sources.length === 0)
      return `There is no source yet. Add one: 'steward source add ${typed(name)} FOLDER'.`;
    const columns = [{ title: "Folder", flexible: true }, { title: "Format" }, { title: "Files" }];
    const rows = sources.map(({ folder, format, files, records, readAt }) => [
      folder,
      format,
      files,
      records,
      readAt ? dateAndTime(readAt) : "not yet",
    ]);
    const lists = sources.filter(({ complete }) => complete);
    return [
      session.table([...columns, { title: "Records" }, { title: "Read" }], rows),
      ...lists.map((source) => `${source.folder}: ${completeWords(source)}`),
    ].join("\n");
  });
}

async function scan(session: Session, name: string) {
  const read = await session.withCore((desk) => scanAndFollow(session, desk, name));
  const rejected = read.rejected.map((line) => ({ ...line, file: toldFile(line.file) }));
  const report = { ...read, rejected };
  session.answer(report, () => scanText(session, report));
  session.end(report.rejectedTotal > 0 ? someRejected : 0);
}

/** Reads, shows how far it is, and ends the reading when the command is interrupted: AppError("cancelled"). */
async function scanAndFollow(session: Session, desk: Desk, name: string): Promise<ScanReport> {
  const display = await showProgress(session.terminal);
  const stopListening = desk.client.listen((event) => {
    if (event.name !== "scan.progress") return;
    const { files, linesRead } = event.data;
    display.update({ line: `reading, ${some(files, "file")}, ${some(linesRead, "line")} so far` });
  });
  try {
    return await reportOf(desk, name, session.terminal.stop);
  } finally {
    stopListening();
    display.end();
  }
}

async function reportOf(
  { client, inTime }: Desk,
  connection: string,
  stop: AbortSignal,
): Promise<ScanReport> {
  const reading = client.call("sources.scan", { connection });
  const cancelling = whenStopped(stop).then(() => client.call("sources.cancel", { connection }));
  // It may have ended by itself in the same moment: then there is nothing to cancel.
  cancelling.catch(() => undefined);
  const report = await inTime(reading);
  if (report) return report;
  reading.catch(() => undefined);
  throw new AppError(
    "cancelled",
    "Interrupted, and saving took longer than ten seconds. The next reading starts anew where this one was cut off.",
  );
}

function scanText(session: Session, report: ScanReport): string {
  const { files, records, seconds, rejected, rejectedTotal } = report;
  const sentences = [
    `${some(records, "record")} in ${some(files, "file")}, read in ${duration(seconds)}.`,
    `${counted(report.new)} new, ${counted(report.changed)} changed, ${counted(report.unchanged)} unchanged, ${counted(report.gone)} gone.`,
  ];
  if (rejectedTotal === 0) return sentences.join("\n");
  const columns = [{ title: "File", flexible: true }, { title: "Line" }, { title: "Reason", flexible: true }];
  const shown = rejected.map(({ file, line, reason }) => [file, line === 0 ? undefined : line, reason]);
  const heading = `${some(rejectedTotal, "line")} cannot be taken${rejectedTotal > rejected.length ? `; the first ${counted(rejected.length)}` : ""}:`;
  return [...sentences, "", heading, session.table(columns, shown)].join("\n");
}

async function remove(session: Session, name: string, folder: string | undefined) {
  const removed = await session.withCore(async (desk) => {
    const chosen = await chosenFolder(desk, name, folder);
    await desk.ask("sources.remove", { connection: name, folder: chosen });
    return chosen;
  });
  session.answer({ removed }, () => `${removed} is no source of ${typed(name)} any more.`);
}
