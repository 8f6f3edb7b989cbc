import type { Differences } from "../../shared/domain/difference.ts";
import type { Session } from "./session.ts";
import { counted, printable, some, typed } from "./words.ts";

type Types = Differences["descriptors"];

/** Names and values that are told one by one. */
const mostTold = 20;

/** The new server beside the one that the mappings were made for, what needs a person's hand first. */
export function differencesText(session: Session, differences: Differences, name: string): string {
  const { comparedWith, notCompared, years, resources, extensions, descriptors } = differences;
  const parts = [
    ...goneTargets(session, descriptors, name),
    ...typesTable(session, descriptors),
    ...namesText("Resources", resources),
    ...namesText("Extensions", extensions),
    ...(years.advice ? [printable(years.advice)] : []),
  ];
  const nothing =
    notCompared.length > 0 ? " nothing is different in what could be compared." : " nothing is different.";
  const heading = `Compared with ${printable(comparedWith)}:${parts.length === 0 ? nothing : ""}`;
  return [...notCompared.map(printable), heading, ...parts].join("\n");
}

/** Mappings that would be refused now. */
function goneTargets(session: Session, types: Types, name: string): string[] {
  const rows = types.flatMap(({ type, gone }) =>
    gone.flatMap(({ uri, mappedFrom }) => mappedFrom.map((code) => [shortType(type), code, uri])),
  );
  if (rows.length === 0) return [];
  const columns = [
    { title: "Type" },
    { title: "Code", flexible: true },
    { title: "Mapped to, and gone", flexible: true },
  ];
  const more = rows.length - mostTold;
  return [
    `${some(rows.length, "mapping")} ${rows.length === 1 ? "leads" : "lead"} to a value that this server does not have:`,
    session.table(columns, rows.slice(0, mostTold)),
    ...(more > 0 ? [`and ${counted(more)} more: --json tells all`] : []),
    `'steward descriptors ${typed(name)} --map TYPE CODE URI' maps a code to another value.`,
    "",
  ];
}

function typesTable(session: Session, types: Types): string[] {
  if (types.length === 0) return [];
  const columns = ["Descriptor type", "New", "Gone", "Changed"].map((title) => ({ title }));
  const rows = types
    .slice(0, mostTold)
    .map(({ type, added, gone, changed }) => [shortType(type), added.length, gone.length, changed.length]);
  const more = types.length - rows.length;
  const rest = more > 0 ? [`and ${some(more, "type")} more: --json tells all`] : [];
  return [session.table(columns, rows), ...rest];
}

function namesText(what: string, { added, gone }: Differences["resources"]): string[] {
  const line = (label: string, names: readonly string[]) => {
    if (names.length === 0) return [];
    const more = names.length - mostTold;
    const rest = more > 0 ? ` and ${counted(more)} more` : "";
    return [printable(`${what} ${label}: ${names.slice(0, mostTold).join(", ")}${rest}`)];
  };
  return [...line("that are new", added), ...line("that are gone", gone)];
}

/** "/ed-fi/gradeLevelDescriptors" -> "gradeLevel"; of an extension, the path: every command takes either. */
export const shortType = (type: string): string =>
  type.startsWith("/ed-fi/") ? type.slice("/ed-fi/".length).replace(/Descriptors$/, "") : type;
