import { type Command, Option } from "commander";
import type { CodeLine, MappingChange } from "../../shared/domain/descriptor.ts";
import { AppError } from "../../shared/errors.ts";
import {
  type CodesAsked,
  codesText,
  pullText,
  resultText,
  typesText,
  valuesText,
} from "./descriptor-words.ts";
import { readText, writeNewFile } from "./files.ts";
import { wholeNumber } from "./options.ts";
import type { Desk, Session } from "./session.ts";
import { some, typed } from "./words.ts";

interface DescriptorOptions {
  readonly type?: string;
  readonly unmapped?: boolean;
  readonly suggest?: boolean;
  readonly all?: boolean;
  readonly limit?: number;
  readonly values?: string;
  readonly search?: string;
  readonly map?: readonly string[];
  readonly unmap?: readonly string[];
  readonly pull?: boolean;
  readonly import?: string;
  readonly export?: string;
  readonly overwrite?: boolean;
}

type Work = (session: Session, name: string, options: DescriptorOptions) => Promise<void>;

const pageSize = 1000;
const codesUnlessTold = 1000;
const someRefused = 1;

export function addDescriptors(program: Command, session: Session) {
  program
    .command("descriptors <name>")
    .description("the codes of your records, and the values of the server that they are mapped to")
    .option("--type <type>", "only this descriptor type, as gradeLevel")
    .option(
      "--unmapped",
      "the codes that want a value of the server, one by one: unmapped, or mapped to nothing",
    )
    .option("--suggest", "the same with the value that each probably is, and why; nothing is mapped by it")
    .option("--all", "every type that your records use, also those without an unmapped code")
    .option("--limit <count>", "at most so many codes or values", wholeNumber("--limit", 1, 100_000))
    .option("--values <type>", "the server's values of a type")
    .option("--search <words>", "with --values: those that fit best, first")
    .option("--map <type code uri...>", "map a code to a value of the server; may be repeated")
    .option("--unmap <type code...>", "take a mapping away; may be repeated")
    .option("--pull", "read the server's values anew")
    .option("--import <file>", "map what the file's lines say: CSV with the heading type,code,uri")
    .option("--export <file>", "write the mappings to a CSV file; with --unmapped, the codes to fill in")
    .addOption(new Option("--overwrite", "with --export: also where the file is there already"))
    .action((name: string, options: DescriptorOptions) => workOf(options)(session, name, options));
}

/** What is wanted; more than one thing at once is refused, because of one of them nobody would see the answer. */
function workOf(options: DescriptorOptions): Work {
  const works: readonly (readonly [boolean, Work])[] = [
    [options.pull === true, pull],
    [options.map !== undefined || options.unmap !== undefined, map],
    [options.import !== undefined, importFrom],
    [options.export !== undefined, exportTo],
    [options.values !== undefined, values],
  ];
  const [first, second] = works.filter(([isWanted]) => isWanted);
  if (second)
    throw new AppError(
      "invalid-input",
      "One thing at a time: --pull, --map with --unmap, --import, --export, or --values.",
    );
  if (first) return first[1];
  return options.unmapped || options.suggest || options.type !== undefined ? codes : types;
}

async function types(session: Session, name: string, { all = false }: DescriptorOptions) {
  const lines = await session.withCore(({ ask }) => ask("descriptors.types", { connection: name }));
  session.answer(lines, () => typesText(session, lines, { name, all }));
}

async function codes(session: Session, name: string, options: DescriptorOptions) {
  const { type, unmapped = false, suggest = false } = options;
  const asked: CodesAsked = { name, unmapped, suggest, ...(type === undefined ? {} : { type }) };
  const wanted = { type, unmapped: unmapped || suggest };
  const limit = options.limit ?? codesUnlessTold;
  const found = await session.withCore((desk) => readCodes(desk, { connection: name, ...wanted }, limit));
  session.answer(found, () => codesText(session, found, asked));
}

interface CodesWanted {
  readonly connection: string;
  readonly type: string | undefined;
  readonly unmapped: boolean;
}

/** Page by page, as the contract gives them. */
async function readCodes({ ask }: Desk, wanted: CodesWanted, limit: number): Promise<CodeLine[]> {
  const { type, ...others } = wanted;
  const found: CodeLine[] = [];
  while (found.length < limit) {
    const last = found.at(-1);
    const page = await ask("descriptors.codes", {
      ...others,
      ...(type === undefined ? {} : { type }),
      ...(last ? { after: { type: last.type, code: last.code } } : {}),
      limit: Math.min(pageSize, limit - found.length),
    });
    if (page.length === 0) break;
    found.push(...page);
  }
  return found;
}

async function values(
  session: Session,
  name: string,
  { values: type = "", search, limit }: DescriptorOptions,
) {
  const input = {
    connection: name,
    type,
    limit: Math.min(limit ?? pageSize, pageSize),
    ...(search === undefined ? {} : { search }),
  };
  const found = await session.withCore(({ ask }) => ask("descriptors.values", input));
  session.answer(found, () => valuesText(session, found, name));
}

async function map(session: Session, name: string, { map: mapped = [], unmap = [] }: DescriptorOptions) {
  const mappings = [...toMap(mapped), ...toTakeAway(unmap)];
  const result = await session.withCore(({ ask }) => ask("descriptors.map", { connection: name, mappings }));
  session.answer(result, () => resultText(session, result, name));
}

function toMap(words: readonly string[]): MappingChange[] {
  return inGroups(
    words,
    3,
    `--map takes a type, a code and a URI, as --map gradeLevel 09 "uri://…#Ninth grade"`,
  ).map(([type = "", code = "", uri = ""]) => ({ type, code, uri }));
}

function toTakeAway(words: readonly string[]): MappingChange[] {
  return inGroups(words, 2, "--unmap takes a type and a code, as --unmap gradeLevel 09").map(
    ([type = "", code = ""]) => ({ type, code, uri: null }),
  );
}

/** Options that take several words would also take the connection's name, if it came behind them. */
function inGroups(words: readonly string[], size: number, form: string): string[][] {
  if (words.length % size !== 0)
    throw new AppError("invalid-input", `${form}; the connection's name comes first.`);
  return Array.from({ length: words.length / size }, (_, index) =>
    words.slice(index * size, (index + 1) * size),
  );
}

async function pull(session: Session, name: string, { type }: DescriptorOptions) {
  session.note("The server's descriptors are being read.");
  const input = { connection: name, ...(type === undefined ? {} : { types: [type] }) };
  const report = await session.withCore(({ ask }) => ask("descriptors.pull", input));
  session.answer(report, () => pullText(session, report));
  session.end(report.failed.length > 0 ? someRefused : 0);
}

async function importFrom(session: Session, name: string, { import: file = "" }: DescriptorOptions) {
  const csv = await readText(file);
  const result = await session.withCore(({ ask }) => ask("descriptors.import", { connection: name, csv }));
  session.answer(result, () => resultText(session, result, name));
  session.end(result.refused.length > 0 ? someRefused : 0);
}

async function exportTo(session: Session, name: string, options: DescriptorOptions) {
  const { export: file = "", unmapped = false, overwrite = false } = options;
  const input = { connection: name, unmapped };
  const { csv, lines } = await session.withCore(({ ask }) => ask("descriptors.export", input));
  const path = await writeNewFile(file, csv, overwrite);
  session.answer({ file: path, lines }, () =>
    unmapped
      ? `${some(lines, "code")} without a value of the server written to ${path}. Fill in the uri column; 'steward descriptors ${typed(name)} --import ${typed(file)}' takes it.`
      : `${some(lines, "mapping")} written to ${path}.`,
  );
}
