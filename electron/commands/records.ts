import type { Command } from "commander";
import { type RecordLine, type RecordState, recordStates } from "../../shared/domain/record.ts";
import { AppError } from "../../shared/errors.ts";
import { day } from "./moments.ts";
import { wholeNumber } from "./options.ts";
import type { Desk, Session } from "./session.ts";
import { recordWords } from "./states.ts";
import { typed } from "./words.ts";

interface RecordsOptions {
  find?: string;
  resource?: string;
  state?: readonly RecordState[];
  cause?: string;
  school?: string;
  dateFrom?: string;
  dateTo?: string;
  file?: string;
  limit: number;
}

const pageSize = 1000;
const unlessTold = 100;

export function addRecords(program: Command, session: Session) {
  program
    .command("records <name>")
    .description("the records of a connection, in the order in which they are sent")
    .option("--find <text>", "any part of a natural key, or of what it refers to; several parts: all of them")
    .option("--resource <name>", "only of this resource")
    .option("--state <word>", "only in this state, as the list says it", stateNamed)
    .option("--cause <id>", "only what this cause keeps back")
    .option("--school <id>", "only this school, its people, and what is theirs, by schoolId")
    .option("--date-from <day>", "only records about this day or later", day("--date-from"))
    .option("--date-to <day>", "only records about this day or earlier", day("--date-to"))
    .option("--file <path>", "only from this file, as the list says it")
    .option("--limit <count>", "at most so many", wholeNumber("--limit", 1, 100_000), unlessTold)
    .action((name: string, options: RecordsOptions) => list(session, name, options));
}

function stateNamed(word: string): readonly RecordState[] {
  const found = recordStates.filter((state) => state === word || recordWords[state] === word);
  if (found.length > 0) return found;
  const words = recordStates.map((state) => recordWords[state]).join(", ");
  throw new AppError("invalid-input", `--state takes one of: ${words}.`);
}

async function list(session: Session, name: string, { limit, state, ...filter }: RecordsOptions) {
  const wanted = { connection: name, ...filter, ...(state && { states: [...state] }) };
  const { lines, isCut } = await session.withCore((desk) => read(desk, wanted, limit));
  session.answer(lines, () => {
    if (lines.length === 0) return "No record is like that.";
    const more = isCut ? ["", `There may be more: --limit shows more than ${limit}.`] : [];
    const last = `'steward record ${typed(name)} ID' tells all that is known of one.`;
    return [recordsTable(session, lines), ...more, last].join("\n");
  });
}

/** Answer by answer: a search tells how far it is, and is asked on. */
async function read({ ask }: Desk, wanted: { connection: string }, limit: number) {
  const lines: RecordLine[] = [];
  for (let after: string | undefined; ; ) {
    const size = Math.min(pageSize, limit - lines.length);
    const found = await ask("records.find", {
      ...wanted,
      limit: size,
      ...(after !== undefined && { after }),
    });
    lines.push(...found.lines);
    after = found.next;
    if (after === undefined || lines.length >= limit) return { lines, isCut: after !== undefined };
  }
}

/** Records as lines of a table, with the ids that other commands take. */
export function recordsTable(session: Session, lines: readonly RecordLine[]): string {
  const columns = [{ title: "Id" }, { title: "Resource" }, { title: "Record", flexible: true }];
  const rest = [{ title: "State" }, { title: "Status" }, { title: "Came from", flexible: true }];
  const rows = lines.map(({ id, resource, label, state, status, source, message }) => [
    id,
    resource,
    label,
    recordWords[state],
    status,
    source ? `${source.file} line ${source.line}` : "",
    message ?? "",
  ]);
  return session.table([...columns, ...rest, { title: "Answer", flexible: true }], rows);
}
