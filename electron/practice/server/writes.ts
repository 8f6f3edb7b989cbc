import type { Authorization } from "./authorization.ts";
import { canonical, descriptorKey, keyOf, modelled, storedKey } from "./bodies.ts";
import type { Dialect } from "./dialect.ts";
import { type Body, isObject, parseLossless, printLossless, valueAt } from "./json.ts";
import type { Model, Resource } from "./model.ts";
import { type Preconditions, tagMatches, upsertCondition } from "./preconditions.ts";
import type { MissingReference, Problem } from "./problems.ts";
import { resolveReferences } from "./references.ts";
import { rename } from "./rename.ts";
import type { Rights } from "./rights.ts";
import type { Content, Item, Store } from "./store.ts";
import { type Findings, validate, type WalkContext } from "./validate.ts";

/** What writes work on. */
export interface Holdings {
  readonly dialect: Dialect;
  readonly model: Model;
  readonly store: Store;
  readonly authorization: Authorization;
  readonly rights: Rights;
  readonly walk: WalkContext;
}

export type Written =
  | { readonly kind: "created" | "replaced" | "deleted"; readonly item: Item }
  | { readonly kind: "refused"; readonly problem: Problem };

function refused(problem: Problem): Written {
  return { kind: "refused", problem };
}

interface Checked {
  readonly body: Body;
  readonly text: string;
  readonly findings: Findings;
}

/** POST: creates, or fully replaces the item with the same natural key (protocol section 5.1). */
export function upsert(
  holdings: Holdings,
  resource: Resource,
  text: string,
  conditions: Preconditions,
): Written {
  const checked = check(holdings, resource, { text, act: "Post" });
  if ("kind" in checked) return refused(checked);
  const key = naturalKey(resource, checked.body);
  const existing = holdings.store.find(resource.group, key);
  if (existing !== undefined && existing.resource !== resource) {
    return refused({ kind: "identity-conflict", resource, key, update: false });
  }
  const problem =
    holdings.rights.refuse(resource, existing === undefined ? "Create" : "Update") ??
    holdings.rights.refuseNamespace(resource, checked.body, false) ??
    upsertCondition(holdings.dialect, existing, conditions);
  if (problem !== undefined) return refused(problem);
  const content = settle(holdings, resource, { checked, key, existing });
  if ("kind" in content) return refused(content);
  if (existing === undefined) return { kind: "created", item: holdings.store.create(resource, content) };
  replaceIfChanged(holdings, existing, checked, content);
  return { kind: "replaced", item: existing };
}

/** PUT by id: full replacement; what a changed key means depends on the version (protocol sections 5.2 and 5.3). */
export function replace(holdings: Holdings, item: Item, text: string, conditions: Preconditions): Written {
  const { resource } = item;
  const condition = upsertCondition(holdings.dialect, item, conditions);
  if (condition !== undefined) return refused(condition);
  const checked = check(holdings, resource, { text, act: "Put", item });
  if ("kind" in checked) return refused(checked);
  const foreign = holdings.rights.refuseNamespace(resource, checked.body, false);
  if (foreign !== undefined) return refused(foreign);
  const key = naturalKey(resource, checked.body);
  const changed = key !== item.key;
  if (changed && !resource.updatableKey) return refuseKeyChange(holdings, item, checked);
  const taken = changed ? holdings.store.find(resource.group, key) : undefined;
  if (taken !== undefined) return refused({ kind: "identity-conflict", resource, key, update: true });
  const content = settle(holdings, resource, { checked, key, existing: item });
  if ("kind" in content) return refused(content);
  if (changed) rename(holdings, item, content);
  else replaceIfChanged(holdings, item, checked, content);
  return { kind: "replaced", item };
}

/** 5.x and 6.x say 204 and keep the old key; later versions refuse. */
function refuseKeyChange(holdings: Holdings, item: Item, checked: Checked): Written {
  if (!holdings.dialect.beforeSeven) return refused({ kind: "key-change", resource: item.resource });
  const stored = parseLossless(item.body);
  if (!isObject(stored)) return refused({ kind: "not-found", what: "update" });
  for (const part of item.resource.key) {
    for (const path of part.paths) setAt(checked.body, path, valueAt(stored, path));
  }
  return replace(holdings, item, printLossless(checked.body), {});
}

function setAt(body: Body, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const inner = body[name];
  if (rest.length === 0) body[name] = value;
  else if (isObject(inner)) setAt(inner, rest, value);
}

/** DELETE by id: refused while other items refer to it (protocol section 5.4). */
export function remove(holdings: Holdings, item: Item, conditions: Preconditions): Written {
  const { authorization, dialect, rights, store } = holdings;
  if (conditions.ifMatch !== undefined && !tagMatches(dialect, item, conditions.ifMatch)) {
    return refused({ kind: "modified" });
  }
  const problem =
    rights.refuseNamespace(item.resource, storedBody(item), true) ??
    authorization.check(item.resource, item.key, "other");
  if (problem !== undefined) return refused(problem);
  const dependents = dependentsOf(holdings, item)
    .map((resource) => resource.entity)
    .sort();
  if (dependents.length > 0) return refused({ kind: "dependents", entities: dependents });
  store.remove(item, storedKey(item));
  return { kind: "deleted", item };
}

function storedBody(item: Item): Body {
  const body = parseLossless(item.body);
  return isObject(body) ? body : {};
}

function dependentsOf({ model, store }: Holdings, item: Item): readonly Resource[] {
  if (!item.resource.descriptor) return [...(item.dependents?.keys() ?? [])];
  // Uses of a descriptor are not counted: its deletion is rare enough to look for them.
  const value = `"${item.key}"`;
  return model.resources.filter((resource) =>
    store.list(resource).some((one) => one !== item && one.body.toLowerCase().includes(value)),
  );
}

/** All checks that need nothing but the body and the descriptors; the first group that fails is the answer. */
function check(
  holdings: Holdings,
  resource: Resource,
  request: { readonly text: string; readonly act: "Post" | "Put"; readonly item?: Item },
): Checked | Problem {
  if (request.text.trim() === "") return { kind: "empty-body", update: request.act === "Put" };
  const parsed = parseBody(request.text);
  if (parsed.body === undefined) return { kind: "bad-json", reason: parsed.reason };
  const body = settled(holdings.dialect, resource, parsed.body);
  const idProblem = checkId(holdings.dialect, body, request.item);
  if (idProblem !== undefined) return idProblem;
  const findings = validate(resource, body, holdings.walk);
  if (findings.misspelt) {
    const spelt = printLossless(modelled(resource.shape, body, true));
    return check(holdings, resource, { ...request, text: spelt });
  }
  const entity = `${resource.entity}${request.act}`;
  const { unreadable, failures, descriptors } = findings;
  if (unreadable.length > 0) return { kind: "invalid", entity, failures: unreadable };
  if (failures.length > 0) return { kind: "invalid", entity, failures };
  if (descriptors.length > 0) return { kind: "bad-descriptors", failures: descriptors };
  return { body, text: body === parsed.body ? request.text : printLossless(body), findings };
}

/** The Data Management Service takes blanks off a descriptor's code and name (protocol section 10). */
function settled(dialect: Dialect, resource: Resource, body: Body): Body {
  if (!dialect.dms || !resource.descriptor) return body;
  const trimmed = ["codeValue", "shortDescription"].flatMap((name) => {
    const value = body[name];
    return typeof value === "string" && value !== value.trim() ? [[name, value.trim()] as const] : [];
  });
  return trimmed.length === 0 ? body : { ...body, ...Object.fromEntries(trimmed) };
}

type Parsed = { readonly body: Body } | { readonly body: undefined; readonly reason: string };

function parseBody(text: string): Parsed {
  try {
    const body = parseLossless(text);
    if (isObject(body)) return { body };
    return { body: undefined, reason: "The JSON value could not be converted to an object. Path: $." };
  } catch (error) {
    return { body: undefined, reason: error instanceof Error ? error.message : String(error) };
  }
}

function checkId(dialect: Dialect, body: Body, item: Item | undefined): Problem | undefined {
  const id = body.id ?? undefined;
  if (item === undefined) return id === undefined ? undefined : { kind: "id-in-body" };
  if (!dialect.dms) return undefined;
  if (id === undefined) return { kind: "body-id", missing: true };
  return id === item.id ? undefined : { kind: "body-id", missing: false };
}

interface Settling {
  readonly checked: Checked;
  readonly key: string;
  readonly existing: Item | undefined;
}

/** The checks against what is stored: persons, rights, then all other references (the DMS: all references, then rights). */
function settle(holdings: Holdings, resource: Resource, settling: Settling): Content | Problem {
  const { key, checked, existing } = settling;
  const own = { group: resource.group, key };
  const { targets, missing } = resolveReferences(
    holdings.model,
    holdings.store,
    checked.findings.references,
    own,
  );
  const first = holdings.dialect.dms ? missing : missing.filter((one) => one.person);
  if (first.length > 0) return unresolved(resource, first);
  const act = existing === undefined ? "create" : "other";
  const problem =
    holdings.authorization.check(resource, existing?.key ?? key, act, targets) ??
    newKeyProblem(holdings, settling);
  if (problem !== undefined) return problem;
  return missing.length > 0 ? unresolved(resource, missing) : { key, body: checked.text, targets };
}

function newKeyProblem(holdings: Holdings, { key, existing }: Settling): Problem | undefined {
  if (existing === undefined || existing.key === key) return undefined;
  return holdings.authorization.check(existing.resource, key, "other");
}

function unresolved(resource: Resource, missing: readonly MissingReference[]): Problem {
  return { kind: "unresolved", resource, missing };
}

/** An unchanged item keeps its ETag, time and change version. */
function replaceIfChanged(holdings: Holdings, item: Item, checked: Checked, content: Content): void {
  if (item.body === content.body) return;
  const before = parseLossless(item.body);
  const { shape } = item.resource;
  const same =
    isObject(before) && saysTheSame(modelled(shape, before, false), modelled(shape, checked.body, false));
  if (!same) holdings.store.replace(item, content);
}

function saysTheSame(before: Body, after: Body): boolean {
  return canonical(before) === canonical(after);
}

export function naturalKey(resource: Resource, body: Body): string {
  return resource.descriptor ? descriptorKey(body) : keyOf(resource.key, body);
}
