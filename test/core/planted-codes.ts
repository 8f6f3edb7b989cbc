import { readModel } from "../../electron/core/model/openapi.ts";
import type { KeyPart, Resource } from "../../electron/core/model/types.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";

/** How a district writes what its state calls otherwise. */
export type Kind = "case" | "description" | "namespace" | "usual" | "short" | "typo" | "unknown";

export interface Planted {
  readonly type: string;
  readonly code: string;
  readonly kind: Kind;
  /** The value that it means; absent: none. */
  readonly uri?: string;
  readonly uses: number;
}

interface Value {
  readonly namespace: string;
  readonly codeValue: string;
  readonly shortDescription: string;
}

const { resources, descriptors, seeds: builtIn } = builtInDocuments("ods-7.3");
const model = readModel([resources, descriptors]);

const typeCount = 60;
export const codeCount = 400;
const pathOf = (type: string) => `/ed-fi/${type}`;

/** Where a record of the sources holds a value of a type: a member of its own, in a resource whose key has none. */
const places = new Map(
  model.resources
    .filter(
      ({ kind, identity }) =>
        kind === "resource" && identity.parts.every(({ type }) => type !== "descriptor"),
    )
    .flatMap((resource) =>
      resource.descriptors
        .filter(({ path }) => !path.some((name) => name.endsWith("Reference")))
        .map(({ path, target }) => [target ?? "", { resource, path }] as const),
    ),
);

const must = ["gradeLevelDescriptors", "sexDescriptors", "termDescriptors"];
const types = Object.keys(builtIn)
  .filter((type) => places.has(pathOf(type)))
  .sort((one, other) => Number(must.includes(other)) - Number(must.includes(one)) || (one < other ? -1 : 1))
  .slice(0, typeCount);

/** Every fourth type has values of the state beside Ed-Fi's: numbers, with the words as description. */
const isStates = (type: string) => types.indexOf(type) % 4 === 3;
const edFiValues = (type: string) => (builtIn[type] ?? []) as Value[];
const stateValues = (type: string): Value[] =>
  edFiValues(type).map(({ codeValue }, index) => ({
    namespace: `uri://education.state.example/${type.slice(0, -1)}`,
    codeValue: String(index + 1).padStart(3, "0"),
    shortDescription: codeValue,
  }));

/** What the server is loaded with. */
export const seeds: Record<string, object[]> = {
  ...builtIn,
  ...Object.fromEntries(
    types.filter(isStates).map((type) => [type, [...edFiValues(type), ...stateValues(type)]]),
  ),
};

const usual: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  gradeLevelDescriptors: [
    ["09", "Ninth grade"],
    ["K", "Kindergarten"],
    ["12th", "Twelfth grade"],
    ["Gr 4", "Fourth grade"],
    ["1", "First grade"],
  ],
  sexDescriptors: [
    ["M", "Male"],
    ["F", "Female"],
  ],
};
const unknown = ["ZQ17", "LOC-88", "see remark", "converted 2019", "Blorfing", "*", "99", "TBD"];

/** A value of another type: words that schools use, and that mean nothing here. */
function strange(type: string, round: number): string {
  const own = new Set(edFiValues(type).map(({ codeValue }) => codeValue));
  const others = edFiValues(types[(types.indexOf(type) + 7 * round + 1) % types.length] ?? "");
  return others.map(({ codeValue }) => codeValue).find((code) => !own.has(code)) ?? "strange";
}

const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
const wordsIn = (text: string) => text.split(/[^A-Za-z0-9]+/).filter(Boolean);

const otherCase = [
  (text: string) => text.toUpperCase(),
  (text: string) => wordsIn(text).join("_").toLowerCase(),
  (text: string) => wordsIn(text).map(upperFirst).join(""),
  (text: string) => ` ${text.toLowerCase()} `,
];
const shorter = [
  (text: string) =>
    wordsIn(text)
      .map((word) => (word.length > 5 ? word.slice(0, 4) : word))
      .join(" "),
  (text: string) =>
    wordsIn(text)
      .map((word) => (word.length > 5 ? word.charAt(0) + word.slice(1).replace(/[aeiou]/g, "") : word))
      .join(" ")
      .toUpperCase(),
];
const mistyped = [
  (text: string, at: number) => text.slice(0, at) + text.slice(at + 1),
  (text: string, at: number) => text.slice(0, at) + text.charAt(at) + text.slice(at),
  (text: string, at: number) =>
    text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
];

/** Pairs of a spelling and the value that it means, of one kind. */
function spell(kind: Kind, type: string, round: number): readonly (readonly [string, string | undefined])[] {
  const codes = edFiValues(type).map(({ codeValue }) => codeValue);
  const code = codes[(round * 3 + kind.length) % codes.length] ?? "";
  const long = codes.filter((one) => wordsIn(one).some((word) => word.length > 5));
  const wordy = long[round % Math.max(1, long.length)];
  const pick = <T>(ways: readonly T[]) => ways[(round + types.indexOf(type)) % ways.length] as T;
  switch (kind) {
    case "case":
      return [[pick(otherCase)(code), code]];
    case "description":
      return isStates(type) ? [[code, code]] : [];
    case "namespace":
      return [[`uri://sis.example/${upperFirst(type)}#${code}`, code]];
    case "usual":
      return round === 0 ? (usual[type] ?? []) : [];
    case "short":
      return wordy === undefined ? [] : [[pick(shorter)(wordy), wordy]];
    case "typo": {
      const longest = wordsIn(wordy ?? "").reduce(
        (one, other) => (other.length > one.length ? other : one),
        "",
      );
      const at = (wordy ?? "").indexOf(longest) + Math.floor(longest.length / 2);
      return wordy === undefined ? [] : [[pick(mistyped)(wordy, at), wordy]];
    }
    case "unknown":
      return [[round % 2 === 0 ? pick(unknown) : strange(type, round), undefined]];
    default:
      return kind satisfies never;
  }
}

/** The value that a person would choose: the state's own, where it has some. */
function uriOf(type: string, code: string): string | undefined {
  const index = edFiValues(type).findIndex(({ codeValue }) => codeValue === code);
  const value = (isStates(type) ? stateValues(type) : edFiValues(type))[index];
  return value && `${value.namespace}#${value.codeValue}`;
}

const kinds: readonly Kind[] = ["usual", "case", "typo", "unknown", "namespace", "short", "description"];

/** Kinds that a type gets in a round: in the first one two or three and what is usual for it, then one. */
const kindsOf = (round: number, turn: number): readonly Kind[] =>
  kinds.filter((kind, index) =>
    round === 0 ? kind === "usual" || (index + turn) % 3 === 0 : index === (round + turn) % kinds.length,
  );

/** 400 codes of 60 types, the same ones in every run. */
export function plantCodes(): Planted[] {
  const planted = new Map<string, Planted>();
  for (let round = 0; round < 10; round++) {
    for (const [turn, type] of types.entries()) {
      for (const kind of kindsOf(round, turn)) plant(planted, kind, type, round);
    }
  }
  return [...planted.values()].slice(0, codeCount);
}

function plant(planted: Map<string, Planted>, kind: Kind, type: string, round: number) {
  for (const [code, means] of spell(kind, type, round)) {
    const name = `${type} ${code}`;
    if (planted.has(name)) continue;
    const uri = means === undefined ? undefined : uriOf(type, means);
    const uses = 1 + (planted.size % 3);
    planted.set(name, { type: pathOf(type), code, kind, uses, ...(uri !== undefined && { uri }) });
  }
}

/** Files whose records use the codes, each as often as it says. */
export function recordsUsing(planted: readonly Planted[]): Record<string, object[]> {
  const files: Record<string, object[]> = {};
  let number = 1000;
  for (const { type, code, uses } of planted) {
    const place = places.get(type);
    if (!place) continue;
    for (let use = 0; use < uses; use++) {
      number += 1;
      const body = keyedBody(place.resource, number);
      setAt(body, place.path, code);
      const file = `${place.resource.name}.jsonl`;
      files[file] = [...(files[file] ?? []), body];
    }
  }
  return files;
}

function keyedBody({ identity }: Resource, number: number): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const part of identity.parts) for (const path of part.paths) setAt(body, path, keyValue(part, number));
  return body;
}

function keyValue({ type }: KeyPart, number: number): unknown {
  if (type === "integer" || type === "number") return number;
  if (type === "boolean") return true;
  return type === "date" ? "2026-09-01" : `k${number}`;
}

function setAt(body: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: unknown) {
  const member = name.replace("[]", "");
  if (rest.length === 0) {
    body[member] = value;
    return;
  }
  const inside = name.endsWith("[]") ? [{}] : {};
  body[member] ??= inside;
  const below = body[member];
  setAt((Array.isArray(below) ? below[0] : below) as Record<string, unknown>, rest, value);
}
