import type {
  CodeLine,
  CodeState,
  DescriptorTypeLine,
  DescriptorValue,
  MappingResult,
  PullReport,
} from "../../shared/domain/descriptor.ts";
import { shortType } from "./difference-words.ts";
import type { Session } from "./session.ts";
import { counted, printable, some, typed } from "./words.ts";

export interface CodesAsked {
  readonly name: string;
  readonly unmapped: boolean;
  readonly suggest: boolean;
  readonly type?: string;
}

const stateWords: Readonly<Record<CodeState, string>> = {
  valid: "a value of the server",
  respelled: "sent as the server spells it",
  mapped: "mapped",
  stated: "made by your own files",
  unmapped: "not mapped",
  unchecked: "not checked: the server shows no values",
};

interface TypesAsked {
  readonly name: string;
  readonly all: boolean;
}

/** Descriptor types that the records use, those that hold most records first. */
export function typesText(
  session: Session,
  lines: readonly DescriptorTypeLine[],
  { name, all }: TypesAsked,
): string {
  const used = lines.filter(({ codes }) => codes > 0);
  const values = lines.reduce((sum, line) => sum + (line.values ?? 0), 0);
  const known = `The server has ${some(lines.length, "descriptor type")} with ${some(values, "value")}.`;
  if (used.length === 0)
    return `${known} No code is known of your records yet: 'steward source scan ${typed(name)}' reads them.`;
  const wanting = used.filter(({ unmapped, lost = 0 }) => unmapped + lost > 0);
  const shown = all ? used : wanting;
  const rest = used.length - wanting.length;
  const others = `${wanting.length > 0 ? "of the other" : "of all"} ${some(rest, "type")} that your records use has its value`;
  return [
    ...(shown.length > 0 ? [typesTable(session, shown)] : []),
    ...(rest > 0
      ? [`Every code ${others}${all ? "" : `: 'steward descriptors ${typed(name)} --all' lists them`}.`]
      : []),
    known,
    ...nextFor(wanting, name),
  ].join("\n");
}

function typesTable(session: Session, lines: readonly DescriptorTypeLine[]): string {
  const isAnyLost = lines.some(({ lost }) => lost !== undefined);
  const columns: readonly string[] = [
    "Type",
    "Codes",
    "Unmapped",
    "Records held",
    ...(isAnyLost ? ["Mapped to nothing"] : []),
    "Server's values",
  ];
  const rows = lines.map((line) => [
    shortType(line.type),
    line.codes,
    line.unmapped === 0 ? undefined : line.unmapped,
    line.unmappedUses === 0 ? undefined : line.unmappedUses,
    ...(isAnyLost ? [line.lost] : []),
    line.readable ? line.values : "not shown",
  ]);
  return session.table(
    columns.map((title) => ({ title })),
    rows,
  );
}

function nextFor(lines: readonly DescriptorTypeLine[], name: string): string[] {
  const unmapped = lines.reduce((sum, line) => sum + line.unmapped, 0);
  const lost = lines.reduce((sum, line) => sum + (line.lost ?? 0), 0);
  const suggest = `'steward descriptors ${typed(name)} --suggest' says what they probably are.`;
  const said = [
    ...(unmapped > 0 ? [`${some(unmapped, "code")} ${be(unmapped)} not mapped`] : []),
    ...(lost > 0 ? [`${some(lost, "code")} ${be(lost)} mapped to what is no value of the server`] : []),
  ];
  return said.length === 0 ? [] : [`${said.join(", ")}: ${suggest}`];
}

const be = (count: number) => (count === 1 ? "is" : "are");

/** Codes and what becomes of each; with suggestions, each with its reason. */
export function codesText(session: Session, lines: readonly CodeLine[], asked: CodesAsked): string {
  const { unmapped, suggest, type } = asked;
  if (lines.length === 0) {
    const scope = type === undefined ? "" : " of this type";
    return unmapped || suggest ? `Every code${scope} has its value.` : `The records use no code${scope}.`;
  }
  if (!unmapped && !suggest) return fatesTable(session, lines);
  const command = `'steward descriptors ${typed(asked.name)}`;
  const map = `${command} --map TYPE CODE URI' maps one; '--unmapped --export FILE' writes all, to be filled in.`;
  if (!suggest)
    return [usesTable(session, lines), `${command} --suggest' says what they probably are.`, map].join("\n");
  const isSearched = lines.some(({ suggestion }) => !suggestion);
  const search = `${command} --values TYPE --search WORDS' looks for a value where nothing comes near.`;
  return [
    suggestionsText(session, lines),
    "Nothing is mapped by this: look at each.",
    map,
    ...(isSearched ? [search] : []),
  ].join("\n");
}

function fatesTable(session: Session, lines: readonly CodeLine[]): string {
  const columns = [
    { title: "Type" },
    { title: "Code", flexible: true },
    { title: "Records" },
    { title: "What becomes of it" },
    { title: "Sent as", flexible: true },
  ];
  const rows = lines.map(({ type, code, uses, state, target, lost }) => [
    shortType(type),
    code,
    uses,
    fateWords({ state, lost }),
    target ?? "",
  ]);
  return session.table(columns, rows);
}

const fateWords = ({ state, lost }: Pick<CodeLine, "state" | "lost">): string =>
  lost ? `${stateWords[state]}, to a value that the server does not have` : stateWords[state];

/** Lines that are not mapped hold their records; those of a lost mapping are sent, and refused. */
const countOf = (lines: readonly CodeLine[]) => (lines.some(({ lost }) => lost) ? "Records" : "Records held");

function usesTable(session: Session, lines: readonly CodeLine[]): string {
  const isAnyLost = lines.some(({ lost }) => lost);
  const columns = [
    { title: "Type" },
    { title: "Code", flexible: true },
    { title: countOf(lines) },
    ...(isAnyLost ? [{ title: "Now", flexible: true }] : []),
    { title: "In", flexible: true },
  ];
  const rows = lines.map((line) => [
    shortType(line.type),
    line.code,
    line.uses,
    ...(isAnyLost ? [fateWords(line)] : []),
    line.resources.map(({ resource }) => resource.split("/").at(-1)).join(", "),
  ]);
  return session.table(columns, rows);
}

function suggestionsText(session: Session, lines: readonly CodeLine[]): string {
  const columns = [
    { title: "Type" },
    { title: "Code", flexible: true },
    { title: countOf(lines) },
    { title: "Probably" },
    { title: "Sure" },
    { title: "Because", flexible: true },
  ];
  const rows = lines.map(({ type, code, uses, suggestion }) => [
    shortType(type),
    code,
    uses,
    suggestion?.uri ?? "",
    suggestion ? (suggestion.sure ? "yes" : "look") : "",
    suggestion?.reason ?? "nothing comes near",
  ]);
  return session.table(columns, rows);
}

/** Values of the server, as --map takes them. */
export function valuesText(session: Session, found: readonly DescriptorValue[], name: string): string {
  if (found.length === 0)
    return `No value of the server is known here. 'steward descriptors ${typed(name)} --pull' reads them.`;
  const columns = [{ title: "URI" }, { title: "Description", flexible: true }];
  return session.table(
    columns,
    found.map(({ uri, shortDescription }) => [uri, shortDescription]),
  );
}

/** What a change of mappings did, and what a person should look at. */
export function resultText(session: Session, result: MappingResult, name: string): string {
  const { changed, records, refused, warnings } = result;
  const marks =
    records === 0
      ? "No record uses it."
      : `${some(records, "record")} that ${records === 1 ? "uses" : "use"} it ${records === 1 ? "is" : "are"} marked for the next push: 'steward push ${typed(name)}'.`;
  const said =
    changed === 0
      ? "No mapping is another than before."
      : `${some(changed, "mapping")} ${changed === 1 ? "is" : "are"} changed. ${marks}`;
  if (refused.length === 0) return [said, ...warnings.map(printable)].join("\n");
  const columns = [{ title: "Line" }, { title: "Reason", flexible: true }];
  const table = session.table(
    columns,
    refused.map(({ line, reason }) => [line, reason]),
  );
  return [said, ...warnings.map(printable), "", `${some(refused.length, "line")} not taken:`, table].join(
    "\n",
  );
}

/** What the reading of the server's values brought. */
export function pullText(session: Session, report: PullReport): string {
  const { types, values, added, changed, gone, unreadable, failed } = report;
  const lines = [
    `${some(values, "value")} of ${some(types, "descriptor type")} read: ${counted(added)} new, ${counted(changed)} changed, ${counted(gone)} gone.`,
    ...(unreadable.length === 0
      ? []
      : [
          `The key may not read ${some(unreadable.length, "type")}; codes of these are sent unchecked: ${unreadable.map(shortType).join(", ")}.`,
        ]),
  ];
  if (failed.length === 0) return lines.join("\n");
  const columns = [{ title: "Not read this time" }, { title: "Reason", flexible: true }];
  const rows = failed.map(({ type, reason }) => [shortType(type), reason]);
  return [...lines, session.table(columns, rows)].join("\n");
}
