import type { CodeLine, DescriptorTypeLine } from "../../../shared/domain/descriptor.ts";
import type { StoredType } from "./descriptors-store.ts";
import { type KnownValues, resolveCode } from "./resolve.ts";

/** Records of one resource that use a code. */
export interface CodeUse {
  readonly type: string;
  readonly code: string;
  readonly resource: string;
  readonly uses: number;
}

/** The codes of the sources and what becomes of each, by type and code. `known` is asked once a type. Pure. */
export function codeLines(uses: readonly CodeUse[], known: (type: string) => KnownValues): CodeLine[] {
  const byType = Map.groupBy(uses, ({ type }) => type);
  return [...byType.keys()].sort(compare).flatMap((type) => {
    const values = known(type);
    const byCode = Map.groupBy(byType.get(type) ?? [], ({ code }) => code);
    return [...byCode.keys()]
      .sort(compare)
      .map((code) => lineOf({ type, code }, byCode.get(code) ?? [], values));
  });
}

function lineOf(
  { type, code }: { readonly type: string; readonly code: string },
  uses: readonly CodeUse[],
  values: KnownValues,
): CodeLine {
  const byResource = Map.groupBy(uses, ({ resource }) => resource);
  const resources = [...byResource].map(([resource, group]) => ({ resource, uses: sum(group) }));
  return {
    type,
    code,
    ...resolveCode(code, values),
    uses: sum(uses),
    resources: resources.sort((one, other) => other.uses - one.uses || compare(one.resource, other.resource)),
  };
}

const sum = (uses: readonly { readonly uses: number }[]) => uses.reduce((total, one) => total + one.uses, 0);

/** Somebody has to map it: records that use it are held, or will be refused. */
export const wantsMapping = ({ state, lost }: CodeLine): boolean => state === "unmapped" || lost === true;

/** All types that the server has or that codes use, most held records first. Pure. */
export function typeLines(
  lines: readonly CodeLine[],
  stored: readonly StoredType[],
  types: readonly string[],
): DescriptorTypeLine[] {
  const byType = Map.groupBy(lines, ({ type }) => type);
  const byName = new Map(stored.map((row) => [row.type, row]));
  const names = new Set([...types, ...byName.keys(), ...byType.keys()]);
  return [...names]
    .map((type) => typeLine(type, byType.get(type) ?? [], byName.get(type)))
    .sort(
      (one, other) =>
        other.unmappedUses - one.unmappedUses ||
        (other.lost ?? 0) - (one.lost ?? 0) ||
        other.codes - one.codes ||
        compare(one.type, other.type),
    );
}

function typeLine(
  type: string,
  lines: readonly CodeLine[],
  stored: StoredType | undefined,
): DescriptorTypeLine {
  const unmapped = lines.filter(({ state }) => state === "unmapped");
  const lost = lines.filter((line) => line.lost === true).length;
  return {
    type,
    ...(stored && { pulledAt: stored.pulledAt }),
    ...(stored?.readable && { values: stored.values }),
    readable: stored?.readable ?? true,
    codes: lines.length,
    unmapped: unmapped.length,
    unmappedUses: sum(unmapped),
    uses: usesOf(lines),
    ...(lost > 0 && { lost }),
  };
}

function usesOf(lines: readonly CodeLine[]): DescriptorTypeLine["uses"] {
  const open = lines.filter(wantsMapping);
  const isChanged = (line: CodeLine) => line.state === "mapped" || line.state === "respelled";
  const mapped = lines.filter((line) => isChanged(line) && !wantsMapping(line));
  return { same: sum(lines) - sum(mapped) - sum(open), mapped: sum(mapped), open: sum(open) };
}

const compare = (one: string, other: string) => (one < other ? -1 : Number(one > other));

/** After the last line that was shown. */
export const isAfter = (line: CodeLine, last: { readonly type: string; readonly code: string }): boolean =>
  compare(line.type, last.type) > 0 || (line.type === last.type && compare(line.code, last.code) > 0);
