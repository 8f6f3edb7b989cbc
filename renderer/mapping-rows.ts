import type { CodeLine, DescriptorTypeLine } from "../shared/domain/descriptor.ts";
import { type Choice, type DraftedMapping, keyOf, type MappingDraft, needsMapping } from "./mapping-draft.ts";
import { typeName } from "./mapping-words.ts";

/** A code with what is saved for it, and what a person chose for it and has not saved. */
export interface MappingRow {
  readonly key: string;
  readonly line: CodeLine;
  readonly drafted: DraftedMapping | undefined;
}

/** What needs a person first, most records first; then the rest by code. Pure. */
export function arrange(lines: readonly CodeLine[], search: string): CodeLine[] {
  const wanted = fold(search);
  const fitting = wanted === "" ? lines : lines.filter((line) => fold(textOf(line)).includes(wanted));
  const needing = fitting.filter(needsMapping);
  const rest = fitting.filter((line) => !needsMapping(line));
  return [...needing.toSorted((one, other) => other.uses - one.uses), ...rest];
}

export function withDraft(lines: readonly CodeLine[], { changes }: MappingDraft): MappingRow[] {
  return lines.map((line) => ({ key: keyOf(line), line, drafted: changes.get(keyOf(line)) }));
}

const textOf = ({ type, code, target = "" }: CodeLine) => `${code} ${target} ${typeName(type)}`;
const fold = (text: string) => text.trim().toLowerCase();

export const isOpen = ({ line, drafted }: MappingRow): boolean => needsMapping(line) && drafted === undefined;

/** The next row below that needs a person, else the first one from the top; undefined: there is none. Pure. */
export function nextOpen(rows: readonly MappingRow[], from: string | undefined): MappingRow | undefined {
  const place = rows.findIndex(({ key }) => key === from);
  return rows.slice(place + 1).find(isOpen) ?? rows.slice(0, Math.max(0, place)).find(isOpen);
}

/** The next type, after `from` and round, with codes that need a person. Pure. */
export function nextOpenType(
  types: readonly DescriptorTypeLine[],
  from: string | undefined,
  drafted: ReadonlyMap<string, { releasing: number }>,
): string | undefined {
  const place = types.findIndex(({ type }) => type === from);
  const isWaiting = ({ type, unmapped }: DescriptorTypeLine) =>
    type !== from && unmapped > (drafted.get(type)?.releasing ?? 0);
  return (types.slice(place + 1).find(isWaiting) ?? types.slice(0, Math.max(0, place)).find(isWaiting))?.type;
}

/** What the obvious suggestions would fill in. Pure. */
export function sureChoices(rows: readonly MappingRow[]): Choice[] {
  return rows.filter(isOpen).flatMap(({ line }) => {
    const { suggestion } = line;
    return suggestion?.sure ? [{ line, uri: suggestion.uri }] : [];
  });
}

/** Types that fit what was typed, and, with `only`, those that need a person or have unsaved mappings. Pure. */
export function fittingTypes(
  types: readonly DescriptorTypeLine[],
  { search, only, kept }: { search: string; only: boolean; kept: ReadonlySet<string> },
): DescriptorTypeLine[] {
  const wanted = fold(search).replaceAll(" ", "");
  return types.filter(
    ({ type, unmapped }) =>
      (!only || unmapped > 0 || kept.has(type)) && fold(type).replaceAll("-", "").includes(wanted),
  );
}
