import { type Body, isObject, parseLossless, valueAt } from "./json.ts";
import type { KeyPart, Member, ReferenceMember, Resource, Scalar, Shape } from "./model.ts";

const separator = "\u001f";

/** One part of a key in the form in which keys are compared: descriptors in any case, all else as it stands. */
export function keyText(kind: Scalar["kind"], value: unknown): string {
  const text = String(value ?? "");
  return kind === "descriptor" ? text.toLowerCase() : text;
}

/** The natural key of a body as one string; its parts stand in the order of their names. */
export function keyOf(key: readonly KeyPart[], body: Body): string {
  if (key.length === 1 && key[0] !== undefined) return keyText(key[0].kind, partValue(key[0], body));
  return key.map((part) => keyText(part.kind, partValue(part, body))).join(separator);
}

/** A descriptor's key is what references to it print: namespace#codeValue, in any case. */
export function descriptorKey(body: Body): string {
  return `${String(body.namespace)}#${String(body.codeValue)}`.toLowerCase();
}

function partValue(part: KeyPart, body: Body): unknown {
  const first = part.paths[0];
  return first === undefined ? undefined : valueAt(body, first);
}

/** The key that a reference points to, in its target's form. */
export function referenceKey(reference: ReferenceMember, value: Body): string {
  const [only] = reference.parts;
  if (reference.parts.length === 1 && only !== undefined) return keyText(only.kind, value[only.name]);
  return reference.parts.map((part) => keyText(part.kind, value[part.name])).join(separator);
}

/** The natural key of a stored item as change queries print it: values as the body spells them. */
export function storedKey(item: { readonly resource: Resource; readonly body: string }): Body {
  const body = parseLossless(item.body);
  if (!isObject(body)) return {};
  return Object.fromEntries(item.resource.key.map((part) => [part.name, partValue(part, body)]));
}

export function keyValues(key: string): string[] {
  return key.split(separator);
}

/** Calls back for each reference object in a body, at any depth. */
export function eachReference(
  shape: Shape,
  body: Body,
  visit: (reference: ReferenceMember, value: Body) => void,
): void {
  for (const member of shape.members) {
    const value = body[member.name];
    if (member.kind === "reference" && isObject(value)) visit(member, value);
    else if (member.kind === "object" && isObject(value)) eachReference(member.shape, value, visit);
    else if (member.kind === "collection") {
      for (const item of objectsIn(value)) eachReference(member.shape, item, visit);
    }
  }
}

function objectsIn(value: unknown): Body[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The body with the model's members only, in the model's spelling; null members and unknown ones fall away. */
export function modelled(shape: Shape, body: Body, anyCase: boolean): Body {
  const result: Body = {};
  for (const [name, value] of Object.entries(body)) {
    const member =
      shape.byName.get(name) ?? (anyCase ? shape.byLowerName.get(name.toLowerCase()) : undefined);
    if (member !== undefined && value !== null) result[member.name] = modelledMember(member, value, anyCase);
  }
  return result;
}

function modelledMember(member: Member, value: unknown, anyCase: boolean): unknown {
  if (member.kind === "collection" && Array.isArray(value)) {
    return value.map((item) => (isObject(item) ? modelled(member.shape, item, anyCase) : item));
  }
  if (!isObject(value)) return value;
  if (member.kind === "reference") return modelledReference(member, value, anyCase);
  return member.kind === "object" ? modelled(member.shape, value, anyCase) : value;
}

function modelledReference(reference: ReferenceMember, value: Body, anyCase: boolean): Body {
  const result: Body = {};
  for (const part of reference.parts) {
    const name = anyCase ? sameName(value, part.name) : part.name;
    if (value[name] !== undefined && value[name] !== null) result[part.name] = value[name];
  }
  return result;
}

function sameName(value: Body, name: string): string {
  if (value[name] !== undefined) return name;
  return Object.keys(value).find((other) => other.toLowerCase() === name.toLowerCase()) ?? name;
}

/** A text that is equal for bodies that say the same: members sorted, rows of a collection in any order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (!isObject(value)) return typeof value === "bigint" ? value.toString() : JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}
