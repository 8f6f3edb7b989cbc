import type { Draft } from "./draft.ts";
import { compare, type FoundReference } from "./shape.ts";
import type { KeyPart, Member, ScalarType } from "./types.ts";

/** The natural key of a resource, and which of its references belong to it. */
export interface FoundIdentity {
  /** Sorted by name. */
  readonly parts: readonly KeyPart[];
  readonly references: ReadonlySet<FoundReference>;
}

/** A place of the body that gives one part of the key. */
interface Source {
  readonly name: string;
  readonly path: readonly string[];
  readonly type: ScalarType;
}

/**
 * Finds the natural key (protocol section 3.2). ODS documents mark the flattened names as query parameters: a required
 * reference whose parts all bear such a name belongs to the key. DMS documents mark the references themselves, and show
 * the flattened names in the schema that refers to the resource.
 * Undefined when a part of the key cannot be found in the body: a key with a part too few would make one record of two.
 */
export function findIdentity(draft: Draft): FoundIdentity | undefined {
  if (draft.isDescriptor) return { parts: descriptorParts, references: new Set() };
  const trustMarks = draft.marksReferences && draft.shape.marked.size > 0;
  const names = trustMarks ? new Set(draft.ownReference.map((part) => part.name)) : keyNames(draft);
  const plain = nonKeyNames(draft, trustMarks);
  const references = draft.shape.references.filter(
    ({ path, marked, required, parts }) =>
      path.length === 1 && (trustMarks ? marked : required && parts.length > 0),
  );
  const sources = new Map<FoundReference, Source[]>();
  for (const reference of references) {
    const found = referenceSources(reference, names, plain);
    if (trustMarks || found.every((source) => names.has(source.name))) sources.set(reference, found);
  }
  const own = ownSources(draft, trustMarks ? draft.shape.marked : names);
  const all = [...own, ...[...sources.values()].flat()];
  const missing = trustMarks ? [] : [...names].filter((name) => all.every((source) => source.name !== name));
  const parts = mergeSources([...all, ...missing.flatMap((name) => elsewhere(draft, name))]);
  const complete = parts.length > 0 && missing.every((name) => parts.some((part) => part.name === name));
  return complete ? { parts, references: new Set(sources.keys()) } : undefined;
}

/** ODS documents before 7.2 do not mark it; it is the same on every server (protocol section 10). */
const descriptorParts: readonly KeyPart[] = [
  { name: "codeValue", paths: [["codeValue"]], type: "string" },
  { name: "namespace", paths: [["namespace"]], type: "string" },
];

function keyNames({ endpoint, ownReference, shape }: Draft): Set<string> {
  const marked = endpoint.parameters.filter((parameter) => parameter.identity).map(({ name }) => name);
  if (marked.length > 0) return new Set(marked);
  const referred = ownReference.map((part) => part.name);
  return referred.length > 0 ? new Set(referred) : new Set(shape.marked);
}

function nonKeyNames({ endpoint }: Draft, trustMarks: boolean): Set<string> {
  if (trustMarks) return new Set();
  return new Set(endpoint.parameters.filter((parameter) => !parameter.identity).map(({ name }) => name));
}

/**
 * Names that a reference's parts bear among the key's flattened names. The longer name comes first:
 * in grades, gradingPeriodReference.schoolYear is gradingPeriodSchoolYear although there is a schoolYear, too; and
 * in localAccounts, chartOfAccountIdentifier says that the account's own identifier is another one.
 */
function referenceSources(
  reference: FoundReference,
  names: ReadonlySet<string>,
  plain: ReadonlySet<string>,
): Source[] {
  const property = reference.path[0] ?? "";
  const taken = new Set(reference.parts.map((part) => part.name));
  return reference.parts.map((part) => {
    const longer = longerNames(property, reference.entity.entity, part.name).filter(
      (name) => !taken.has(name),
    );
    const name = longer.find((candidate) => names.has(candidate) || plain.has(candidate)) ?? part.name;
    return { name, path: [property, part.name], type: part.type };
  });
}

/** "gradingPeriodSchoolYear" by the property, the entity or the role in front; words that overlap are merged. */
function longerNames(property: string, entity: string, part: string): string[] {
  const base = property.replace(/Reference$/, "");
  const role = base.toLowerCase().endsWith(entity.toLowerCase()) ? base.slice(0, -entity.length) : "";
  const fronts = [base, entity.charAt(0).toLowerCase() + entity.slice(1), role].filter(
    (front) => front !== "",
  );
  return fronts.flatMap((front) => [joinWords(front, part, 0), ...overlaps(front, part)]);
}

/** gradingPeriod + periodSequence = gradingPeriodSequence */
function overlaps(front: string, part: string): string[] {
  const frontWords = words(front);
  const partWords = words(part);
  const most = Math.min(frontWords.length, partWords.length - 1);
  const counts = Array.from({ length: Math.max(most, 0) }, (_, index) => most - index);
  return counts
    .filter((count) => frontWords.slice(-count).join(" ") === partWords.slice(0, count).join(" "))
    .map((count) => joinWords(front, part, count));
}

function joinWords(front: string, part: string, skipped: number): string {
  const rest = part
    .split(/(?=[A-Z])/)
    .slice(skipped)
    .join("");
  return front + rest.charAt(0).toUpperCase() + rest.slice(1);
}

function words(name: string): string[] {
  return name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
}

function ownSources({ shape }: Draft, names: ReadonlySet<string>): Source[] {
  return scalarSources(shape.members, []).filter((source) => names.has(source.name));
}

function scalarSources(members: readonly Member[], place: readonly string[]): Source[] {
  return members.flatMap((member) =>
    member.kind === "scalar" ? [{ name: member.name, path: [...place, member.name], type: member.type }] : [],
  );
}

/** A part that no reference of the key and no own member gives: in another reference, or in an object below. */
function elsewhere({ shape }: Draft, name: string): Source[] {
  const inReferences = shape.references
    .filter((reference) => reference.path.length === 1)
    .sort((one, other) => Number(other.required) - Number(one.required))
    .flatMap((reference) => referenceSources(reference, new Set([name]), new Set()));
  const inObjects = shape.members.flatMap((member) =>
    member.kind === "object" && !member.name.endsWith("Reference")
      ? scalarSources(member.members, [member.name])
      : [],
  );
  return [...inReferences, ...inObjects].filter((source) => source.name === name).slice(0, 1);
}

/** Several places of one name must agree (key unification): one part with several paths. */
function mergeSources(sources: readonly Source[]): KeyPart[] {
  const parts = new Map<string, KeyPart>();
  for (const { name, path, type } of sources) {
    const known = parts.get(name);
    parts.set(name, { name, type: known?.type ?? type, paths: [...(known?.paths ?? []), path] });
  }
  return [...parts.values()].sort((one, other) => compare(one.name, other.name));
}
