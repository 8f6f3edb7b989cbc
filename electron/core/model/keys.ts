import { decimalText, losslessJson } from "./numbers.ts";
import type { KeyPart, Member, Reference, Resource, ScalarType } from "./types.ts";

/** Reads keys and references out of bodies of one resource; made once per resource, called for every record. */
export interface Keys {
  /** Values in the order of `identity.parts`; undefined when a part is missing or no scalar. */
  key(body: object): readonly string[] | undefined;
  /** The parts of the key that are there, in their places. */
  parts(body: object): readonly (string | undefined)[];
  /** What the body refers to. References that are absent, or given in part only, are left out. */
  references(body: object): readonly GivenReference[];
}

interface GivenReference {
  /** Index in `resource.references`. */
  readonly reference: number;
  /** Values in the order of the reference's `names`. */
  readonly values: readonly string[];
}

type Bag = Readonly<Record<string, unknown>>;

/** Compiles the readers of keys and references for one resource. Bodies are as parseLossless gives them. */
export function compileKeys(resource: Resource): Keys {
  const parts = resource.identity.parts;
  const readers = resource.references.map((reference) => compileReference(resource, reference));
  return {
    key: (body) => readKey(parts, body as Bag),
    parts: (body) => parts.map((part) => readPart(part, body as Bag)),
    references: (body) => {
      const found: GivenReference[] = [];
      for (let reference = 0; reference < readers.length; reference += 1) {
        readers[reference]?.(body as Bag, (values) => found.push({ reference, values }));
      }
      return found;
    },
  };
}

/** Unambiguous text of a key within its identity group, for digests and maps. */
export function keyText(group: string, values: readonly string[]): string {
  return JSON.stringify([group, ...values]);
}

/** A key for a steward's eyes: "entryDate 2026-08-17, schoolId 255901001, term Fall Semester". */
export function describeKey(resource: Resource, values: readonly string[]): string {
  return resource.identity.parts.map((part, index) => describePart(part, values[index] ?? "")).join(", ");
}

function describePart({ name, type }: KeyPart, value: string): string {
  if (type !== "descriptor") return `${name} ${value}`;
  return `${name.replace(/Descriptor$/, "")} ${value.slice(value.indexOf("#") + 1)}`;
}

function readKey(parts: readonly KeyPart[], body: Bag): readonly string[] | undefined {
  const values: string[] = [];
  for (const part of parts) {
    const text = readPart(part, body);
    if (text === undefined) return undefined;
    values.push(text);
  }
  return values;
}

/** The first of the part's places that has a value; that all of them agree is the server's check. */
function readPart(part: KeyPart, body: Bag): string | undefined {
  for (const path of part.paths) {
    let value: unknown = body;
    for (const name of path) value = member(value, name);
    const text = scalarText(value, part.type);
    if (text !== undefined) return text;
  }
  return undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Bag)[name] : undefined;
}

type Give = (values: readonly string[]) => void;
type Reader = (value: unknown, give: Give) => void;

/** A chain of readers along the reference's path: each steps into a member, and through a collection's items. */
function compileReference(resource: Resource, reference: Reference): Reader {
  const parts = partsOf(resource, reference);
  const giveValues: Reader = (value, give) => {
    const values = valuesOf(parts, value);
    if (values !== undefined) give(values);
  };
  return reference.path.reduceRight<Reader>((next, segment) => stepInto(segment, next), giveValues);
}

/** The members of a reference object, in the order of the key that they name. */
export function partsOf({ members }: Resource, { path, names }: Reference) {
  const types = partTypes(members, path);
  return names.map((name) => ({ name, type: types.get(name) ?? ("string" as const) }));
}

/** Undefined where one is missing. */
export function valuesOf(
  parts: readonly { name: string; type: ScalarType }[],
  value: unknown,
): readonly string[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const values: string[] = [];
  for (const { name, type } of parts) {
    const text = scalarText((value as Bag)[name], type);
    if (text === undefined) return undefined;
    values.push(text);
  }
  return values;
}

function stepInto(segment: string, next: Reader): Reader {
  if (!segment.endsWith("[]")) {
    return (value, give) => {
      const inside = member(value, segment);
      if (inside !== undefined) next(inside, give);
    };
  }
  const name = segment.slice(0, -2);
  return (value, give) => {
    const items = member(value, name);
    if (!Array.isArray(items)) return;
    for (const item of items) next(item, give);
  };
}

function partTypes(members: readonly Member[], path: readonly string[]): Map<string, ScalarType> {
  let inside: readonly Member[] = members;
  for (const segment of path) {
    const name = segment.replace("[]", "");
    const found = inside.find((candidate) => candidate.name === name);
    inside = found === undefined || found.kind === "scalar" ? [] : membersOf(found);
  }
  return new Map(inside.flatMap((part) => (part.kind === "scalar" ? [[part.name, part.type]] : [])));
}

function membersOf(member: Exclude<Member, { kind: "scalar" }>): readonly Member[] {
  return member.kind === "object" ? member.members : member.item;
}

/** Equal values give equal texts, however a source spells them: 255901, "255901" and 255901.0; a day with a time. */
export function scalarText(value: unknown, type: ScalarType): string | undefined {
  switch (typeof value) {
    case "string":
      return value === "" ? undefined : stringText(value, type);
    case "number":
      return Number.isSafeInteger(value) ? String(value) : decimalText(String(value));
    case "boolean":
      return String(value);
    default:
      return losslessJson.isRawJSON(value) ? decimalText(value.rawJSON) : undefined;
  }
}

function stringText(value: string, type: ScalarType): string {
  if (type === "integer" || type === "number") return decimalText(value);
  if (type === "date" && value.length > 10 && /^\d{4}-\d\d-\d\d[T ]/.test(value)) return value.slice(0, 10);
  return value;
}
