import { isScalar, type KeyPart, type ReferenceMember, type Scalar, type Shape } from "./model.ts";

/**
 * Where a body holds the parts of its natural key. The documents give flattened names (the marked query parameters);
 * an own scalar has the same name, a part of a reference may carry the reference's role in front, with words that
 * overlap merged: gradingPeriodReference.schoolYear is "gradingPeriodSchoolYear" (protocol section 3.2).
 */
export function resolveKey(shape: Shape, names: readonly string[], marked: boolean): KeyPart[] {
  const wanted = new Set(names);
  const references = shape.members.filter(
    (member): member is ReferenceMember =>
      member.kind === "reference" &&
      (marked ? member.identity : member.required && isWhollyWanted(member, wanted)),
  );
  const parts = names.map((name) => keyPart(shape, references, name, wanted));
  return parts.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** What each query parameter of a collection looks at; the key's own parts first. */
export function resolveQueries(
  shape: Shape,
  key: readonly KeyPart[],
  names: readonly string[],
): Map<string, KeyPart> {
  const wanted = new Set(names);
  const references = shape.members.filter((member): member is ReferenceMember => member.kind === "reference");
  const queries = new Map<string, KeyPart>(key.map((part) => [part.name.toLowerCase(), part]));
  for (const name of names) {
    const part = key.find((one) => one.name === name) ?? keyPart(shape, references, name, wanted);
    if (part.paths.length > 0) queries.set(name.toLowerCase(), part);
  }
  return queries;
}

function keyPart(
  shape: Shape,
  references: readonly ReferenceMember[],
  name: string,
  wanted: ReadonlySet<string>,
): KeyPart {
  const paths: (readonly string[])[] = [];
  let kind: Scalar["kind"] = "string";
  const own = shape.byName.get(name);
  if (own !== undefined && isScalar(own)) {
    paths.push([name]);
    kind = own.kind;
  }
  for (const reference of references) {
    for (const part of reference.parts) {
      if (chosenName(reference, part, wanted) !== name) continue;
      paths.push([reference.name, part.name]);
      kind = part.kind;
    }
  }
  return { name, kind, paths };
}

function isWhollyWanted(reference: ReferenceMember, wanted: ReadonlySet<string>): boolean {
  return reference.parts.every((part) => chosenName(reference, part, wanted) !== undefined);
}

function chosenName(
  reference: ReferenceMember,
  part: Scalar,
  wanted: ReadonlySet<string>,
): string | undefined {
  return flattenedNames(reference, part.name).find(
    (name) => wanted.has(name) && !belongsToAnother(reference, part, name),
  );
}

/** studentAssessmentReference.assessmentIdentifier is not "studentAssessmentIdentifier": that is the part beside it. */
function belongsToAnother(reference: ReferenceMember, part: Scalar, name: string): boolean {
  return reference.parts.some((other) => other !== part && other.name === name);
}

/** The names that a reference's part may have outside, the most specific first. */
function flattenedNames(reference: ReferenceMember, part: string): string[] {
  const whole = reference.name.slice(0, -"Reference".length);
  const hasRole = whole.length > reference.entity.length && whole.endsWith(reference.entity);
  const prefixes = hasRole ? [whole, whole.slice(0, -reference.entity.length)] : [whole];
  return [...prefixes.flatMap((prefix) => [joined(prefix, part), merged(prefix, part)]), part];
}

function joined(prefix: string, part: string): string {
  return prefix + part.charAt(0).toUpperCase() + part.slice(1);
}

/** "gradingPeriod" + "periodSequence" -> "gradingPeriodSequence". */
function merged(prefix: string, part: string): string {
  const words = (part.charAt(0).toUpperCase() + part.slice(1)).split(/(?=[A-Z])/);
  for (let count = words.length - 1; count > 0; count -= 1) {
    const head = words.slice(0, count).join("");
    if (joined("", prefix).endsWith(head)) return prefix + words.slice(count).join("");
  }
  return joined(prefix, part);
}
