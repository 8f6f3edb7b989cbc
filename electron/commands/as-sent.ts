import type { Command } from "commander";
import type { SentReport, SentResource, SentScope } from "../../shared/domain/as-sent.ts";
import { sentCsvHeading, sentCsvLine } from "../../shared/domain/sent-csv.ts";
import { AppError } from "../../shared/errors.ts";
import { writeNewParts } from "./files.ts";
import { day } from "./moments.ts";
import type { Desk, Session } from "./session.ts";
import { dateAndTime, some } from "./words.ts";

interface AsSentOptions {
  readonly on?: string;
  readonly resource?: string;
  readonly csv?: string;
  readonly thatDay?: boolean;
  readonly overwrite?: boolean;
}

/** Lines that are asked for at a time. */
const linesAtATime = 10_000;

export function addAsSent(program: Command, session: Session) {
  program
    .command("as-sent <name>")
    .description("what the server got on a day, and had at its end: counts, digests, a list without names")
    .option("--on <day>", "the day: 2026-10-29, today (unless said otherwise) or yesterday", day("--on"))
    .option("--resource <name>", "only this resource")
    .option("--csv <file>", "write which records the server had at the end of the day")
    .option("--that-day", "in that file, which records were sent on the day instead")
    .option("--overwrite", "also when the file is there already")
    .action((name: string, options: AsSentOptions) => asSent(session, name, options));
}

async function asSent(session: Session, connection: string, options: AsSentOptions) {
  const { on, resource, csv, thatDay = false, overwrite = false } = options;
  if (csv === undefined && (thatDay || overwrite))
    throw new AppError("invalid-input", "--that-day and --overwrite go with --csv FILE.");
  const report = await session.withCore(async (desk) => {
    const question = { connection, ...(on !== undefined && { on }) };
    const found = await desk.ask("asSent.show", { ...question, ...(resource !== undefined && { resource }) });
    if (csv === undefined) return found;
    const scope = thatDay ? "sent" : "there";
    // Both speak of the same day, also past midnight.
    const lines = listed(desk, { ...found, connection }, scope);
    session.note(`Written: ${await writeNewParts(csv, lines, overwrite)}`);
    return found;
  });
  session.answer(report, () => reportText(session, report));
}

async function* listed({ ask }: Desk, report: SentReport, scope: SentScope): AsyncGenerator<string> {
  yield sentCsvHeading;
  const { connection, day: on } = report;
  for (const { resource } of report.resources) {
    for (let after: string | undefined; ; ) {
      const page = await ask("asSent.list", {
        connection,
        on,
        resource,
        scope,
        limit: linesAtATime,
        ...(after !== undefined && { after }),
      });
      yield page.map((line) => sentCsvLine(on, line)).join("");
      if (page.length < linesAtATime) break;
      after = page.at(-1)?.record;
    }
  }
}

function reportText(session: Session, report: SentReport): string {
  const { connection, day: on, timeZone, isToday, keptFrom, resources, digest, madeBy, madeAt } = report;
  const heading = `${connection}, ${on} (${timeZone}${isToday ? ", not over yet" : ""})`;
  const kept = keptFrom === undefined ? [] : [`Told of days from ${keptFrom} on.`];
  const made = `Made by ${madeBy}, ${dateAndTime(madeAt)}.`;
  if (resources.length === 0) return [heading, "Nothing was sent up to then.", ...kept, made].join("\n");
  const sum = resources.reduce((total, { there }) => total + there, 0);
  return [
    heading,
    "",
    table(session, resources),
    "",
    `On the server at the end of the day: ${some(sum, "record")}.`,
    `Digest of this report: ${digest}`,
    ...kept,
    made,
  ].join("\n");
}

function table(session: Session, resources: readonly SentResource[]): string {
  const columns = ["Created", "Updated", "Key changed", "Deleted", "On the server", "Digest"];
  return session.table(
    [{ title: "Resource", flexible: true }, ...columns.map((title) => ({ title }))],
    resources.map(({ resource, sent, there, thereDigest }) => [
      resource,
      sent.created,
      sent.updated,
      sent.renamed,
      sent.deleted,
      there,
      thereDigest.slice(0, 16),
    ]),
  );
}
