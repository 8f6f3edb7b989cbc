import { canonical, referenceKey } from "./bodies.ts";
import { type Body, isObject, valueAt } from "./json.ts";
import type {
  CollectionMember,
  KeyPart,
  Member,
  Model,
  ReferenceMember,
  Resource,
  Scalar,
  Shape,
} from "./model.ts";
import { isScalar } from "./model.ts";
import type { Failure } from "./problems.ts";
import { checkScalar, type ScalarRules } from "./scalars.ts";
import { childrenThatAgree } from "./unification.ts";

export interface FoundReference {
  /** "$.classPeriods[1].classPeriodReference" */
  readonly path: string;
  readonly member: ReferenceMember;
  readonly key: string;
}

/** All that one walk through a body finds; nothing is stored or looked up but descriptor values. */
export interface Findings {
  /** Values that cannot be read as their member's type: servers stop at these. */
  readonly unreadable: readonly Failure[];
  readonly failures: readonly Failure[];
  readonly descriptors: readonly Failure[];
  readonly references: readonly FoundReference[];
  /** A member stands in another letter case than the model's (the ODS takes it). */
  readonly misspelt: boolean;
}

export interface WalkContext {
  readonly model: Model;
  readonly rules: ScalarRules;
  /** Property names in any letter case (ODS). */
  readonly anyCase: boolean;
  readonly descriptorExists: (type: Resource, value: string) => boolean;
}

/** Checks a body against its resource's shape (protocol sections 3.2 and 5.6). */
export function validate(resource: Resource, body: Body, context: WalkContext): Findings {
  const walk = new Walk(context);
  walk.object(resource.shape, body, "$");
  walk.agreement(resource, body);
  return walk;
}

class Walk implements Findings {
  readonly unreadable: Failure[] = [];
  readonly failures: Failure[] = [];
  readonly descriptors: Failure[] = [];
  readonly references: FoundReference[] = [];
  misspelt = false;
  readonly #context: WalkContext;

  constructor(context: WalkContext) {
    this.#context = context;
  }

  object(shape: Shape, body: Body, path: string): void {
    for (const name of Object.keys(body)) {
      const value = body[name];
      const member = shape.byName.get(name);
      if (member === undefined) this.#noteSpelling(shape, name);
      else if (value !== null) this.#member(member, value, path);
    }
    for (const member of shape.members) {
      if (member.required && (body[member.name] ?? undefined) === undefined) this.#missing(member, path);
    }
  }

  /** Parts of the key that stand at several places must agree, and so must rows that follow the key. */
  agreement(resource: Resource, body: Body): void {
    for (const part of resource.key) {
      if (part.paths.length > 1) this.#agree(part, body, part.paths);
    }
    for (const child of childrenThatAgree(resource.name, body)) {
      const part = resource.key.find((one) => one.name === child.part);
      if (part !== undefined) this.#agree(part, body, [...part.paths, child.path]);
    }
  }

  #noteSpelling(shape: Shape, name: string): void {
    if (this.#context.anyCase && shape.byLowerName.has(name.toLowerCase())) this.misspelt = true;
  }

  #missing(member: Member, path: string): void {
    const at = { path, name: member.name };
    if (member.kind === "collection")
      this.failures.push({ kind: "no-items", at, owner: member.shape.entity });
    else {
      const scalar = isScalar(member);
      const text = scalar && member.kind === "string";
      this.failures.push({ kind: "required", at, text, identity: scalar && member.identity });
    }
  }

  #member(member: Member, value: unknown, path: string): void {
    if (member.kind === "reference") this.#reference(member, value, path);
    else if (member.kind === "collection") this.#collection(member, value, path);
    else if (member.kind === "descriptor") this.#descriptor(member, value, path);
    else if (member.kind !== "object") this.#scalar(member, value, path);
    else if (isObject(value)) this.object(member.shape, value, `${path}.${member.name}`);
    else this.unreadable.push({ kind: "type", at: { path, name: member.name }, expected: "object", value });
  }

  #scalar(scalar: Scalar, value: unknown, path: string): void {
    const failure = checkScalar(scalar, value, path, this.#context.rules);
    if (failure === undefined) return;
    if (failure.kind === "type") this.unreadable.push(failure);
    else this.failures.push(failure);
  }

  #descriptor(scalar: Scalar, value: unknown, path: string): void {
    const before = this.failures.length + this.unreadable.length;
    this.#scalar(scalar, value, path);
    if (this.failures.length + this.unreadable.length > before) return;
    const type = this.#context.model.descriptorOf(scalar.name);
    const text = String(value);
    if (type === undefined || this.#context.descriptorExists(type, text)) return;
    this.descriptors.push({
      kind: "descriptor",
      at: { path, name: scalar.name },
      type: type.entity,
      value: text,
    });
  }

  #reference(member: ReferenceMember, value: unknown, path: string): void {
    const at = { path, name: member.name };
    if (!isObject(value)) {
      this.unreadable.push({ kind: "type", at, expected: "object", value });
      return;
    }
    if (this.#context.anyCase && hasOtherCase(member, value)) {
      this.misspelt = true;
      return;
    }
    const missing = member.parts.filter((part) => (value[part.name] ?? "") === "");
    if (missing.length > 0) {
      this.failures.push({ kind: "partial-reference", at, missing: missing.map((part) => part.name) });
      return;
    }
    const inside = `${path}.${member.name}`;
    for (const part of member.parts) this.#member(part, value[part.name], inside);
    this.references.push({ path: inside, member, key: referenceKey(member, value) });
  }

  #collection(member: CollectionMember, value: unknown, path: string): void {
    const at = { path, name: member.name };
    if (!Array.isArray(value)) {
      this.unreadable.push({ kind: "type", at, expected: "array", value });
      return;
    }
    if (value.length === 0 && member.required) {
      this.failures.push({ kind: "no-items", at, owner: member.shape.entity });
    }
    for (const [index, item] of value.entries()) {
      const itemPath = `${path}.${member.name}[${index}]`;
      if (isObject(item)) this.object(member.shape, item, itemPath);
      else
        this.unreadable.push({
          kind: "type",
          at: { path, name: member.name },
          expected: "object",
          value: item,
        });
    }
    this.#duplicates(member, value, path);
  }

  #duplicates(member: CollectionMember, rows: readonly unknown[], path: string): void {
    if (rows.length < 2) return;
    const identity = member.shape.members.filter(
      (part) => (part.kind === "reference" && part.required) || (isScalar(part) && part.identity),
    );
    if (identity.length === 0) return;
    const seen = new Set<string>();
    for (const [index, row] of rows.entries()) {
      if (!isObject(row)) continue;
      const key = identity.map((part) => rowText(part, row[part.name])).join("\u001f");
      if (seen.has(key)) {
        const at = { path, name: member.name };
        this.failures.push({ kind: "duplicate", at, ordinal: index + 1, entity: member.shape.entity });
      }
      seen.add(key);
    }
  }

  #agree(part: KeyPart, body: Body, paths: readonly (readonly string[])[]): void {
    const found = paths
      .map((path) => ({ path, value: valueAt(body, path) }))
      .filter((one) => one.value !== undefined && one.value !== null);
    const values = [...new Set(found.map((one) => comparable(part, one.value)))];
    if (values.length < 2) return;
    for (const { path } of found) {
      const at = { path: jsonPath(path.slice(0, -1)), name: path.at(-1) ?? "" };
      this.failures.push({ kind: "conflicting", at, part: part.name, values });
    }
  }
}

function comparable(part: KeyPart, value: unknown): string {
  return part.kind === "descriptor" ? String(value).toLowerCase() : String(value);
}

function rowText(part: Member, value: unknown): string {
  if (isScalar(part)) return part.kind === "descriptor" ? String(value).toLowerCase() : String(value);
  return canonical(value ?? null);
}

function hasOtherCase(reference: ReferenceMember, value: Body): boolean {
  const names = Object.keys(value);
  return reference.parts.some(
    (part) =>
      value[part.name] === undefined && names.some((name) => name.toLowerCase() === part.name.toLowerCase()),
  );
}

function jsonPath(names: readonly string[]): string {
  return names.reduce((path, name) => (/^\d+$/.test(name) ? `${path}[${name}]` : `${path}.${name}`), "$");
}
