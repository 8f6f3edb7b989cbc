import { createHash } from "node:crypto";
import { AppError } from "../../../shared/errors.ts";
import { openDocument } from "./document.ts";
import { type Draft, entityKey, projectOf, readDrafts } from "./draft.ts";
import { type AbstractType, alignWithType, findAbstractTypes, groupName, type KeyedDraft } from "./groups.ts";
import { findIdentity } from "./identity.ts";
import { compare, type FoundReference } from "./shape.ts";
import type { DescriptorMember, Member, Model, Reference, Resource } from "./types.ts";

/**
 * Reads a server's OpenAPI documents (resources and descriptors; Swagger 2.0 or OpenAPI 3; ODS or DMS) into the model.
 * Left out is what cannot be understood: a member whose schema makes no sense, and a resource whose body or natural key
 * cannot be read. Resources, references and members are sorted, so that a document in another order gives the same model.
 * @throws AppError("unusable") when a value is no OpenAPI document, or when they describe no resource at all.
 */
export function readModel(documents: readonly unknown[]): Model {
  const drafts = documents.flatMap((document) => readDrafts(openDocument(document)));
  const places = placeInGroups(firstOfEachPath(drafts));
  if (places.length === 0) {
    throw new AppError(
      "unusable",
      "The server's OpenAPI documents describe no resources. Check the connection's address and its profile.",
    );
  }
  const index = indexTargets(places);
  const resources = places.map((place) => buildResource(place, index));
  return { signature: sign(resources), resources };
}

/** A keyed draft with its identity group; `parts` in the order of the group's own names. */
interface Place {
  readonly keyed: KeyedDraft;
  readonly group: string;
  readonly parts: Resource["identity"]["parts"];
  readonly type: AbstractType | undefined;
}

function firstOfEachPath(drafts: readonly Draft[]): Draft[] {
  const byPath = new Map<string, Draft>();
  for (const draft of drafts) {
    if (!byPath.has(draft.endpoint.path)) byPath.set(draft.endpoint.path, draft);
  }
  return [...byPath.values()].sort((one, other) => compare(one.endpoint.path, other.endpoint.path));
}

function placeInGroups(drafts: readonly Draft[]): Place[] {
  const types = findAbstractTypes(drafts);
  return drafts.flatMap((draft) => {
    const identity = findIdentity(draft);
    return identity === undefined ? [] : [placeInGroup({ draft, identity }, types)];
  });
}

function placeInGroup(keyed: KeyedDraft, types: readonly AbstractType[]): Place {
  for (const type of types) {
    const parts = alignWithType(keyed, type);
    if (parts !== undefined) return { keyed, group: type.group, parts, type };
  }
  const { endpoint, entity } = keyed.draft;
  return { keyed, group: groupName(endpoint.project, entity), parts: keyed.identity.parts, type: undefined };
}

/** Where references and descriptor members find what they mean. */
interface TargetIndex {
  readonly byEntity: ReadonlyMap<string, Place>;
  readonly byType: ReadonlyMap<string, readonly Place[]>;
  /** Singular names of descriptor resources in lower case: "gradeleveldescriptor" → "/ed-fi/gradeLevelDescriptors". */
  readonly descriptors: ReadonlyMap<string, string>;
  readonly project: (prefix: string) => string;
}

function indexTargets(places: readonly Place[]): TargetIndex {
  const byType = Map.groupBy(
    places.filter((place) => place.type !== undefined),
    (place) => place.type?.key ?? "",
  );
  return {
    byEntity: new Map(places.map((place) => [place.keyed.draft.entityKey, place])),
    byType,
    descriptors: indexDescriptors(places),
    project: projectOf(places.map((place) => place.keyed.draft)),
  };
}

/** Ed-Fi's own descriptors win over those of an extension with the same name. */
function indexDescriptors(places: readonly Place[]): Map<string, string> {
  const descriptors = places.map((place) => place.keyed.draft).filter((draft) => draft.isDescriptor);
  const ordered = descriptors.sort(
    (one, other) => Number(one.endpoint.project === "ed-fi") - Number(other.endpoint.project === "ed-fi"),
  );
  return new Map(ordered.map(({ endpoint }) => [endpoint.name.slice(0, -1).toLowerCase(), endpoint.path]));
}

function buildResource(place: Place, index: TargetIndex): Resource {
  const { draft, identity } = place.keyed;
  const { endpoint, shape } = draft;
  return {
    path: endpoint.path,
    project: endpoint.project,
    name: endpoint.name,
    entity: draft.entity,
    kind: draft.isDescriptor ? "descriptor" : "resource",
    identity: { group: place.group, parts: place.parts },
    references: shape.references.map((found) => buildReference(found, identity.references.has(found), index)),
    descriptors: shape.descriptors.map((found) => buildDescriptor(found, index)),
    updatableKey: endpoint.updatableKey,
    members: shape.members,
  };
}

function buildReference(found: FoundReference, identity: boolean, index: TargetIndex): Reference {
  const key = entityKey(found.entity.prefix, found.entity.entity);
  const kinds = index.byType.get(key);
  const single = index.byEntity.get(key);
  const targets = kinds ?? (single === undefined ? [] : [single]);
  const given = found.parts.map((part) => part.name);
  const expected = kinds?.[0]?.type?.parts ?? single?.parts ?? [];
  const names = orderNames(given, expected);
  const shared = { path: found.path, required: found.required, identity };
  if (names === undefined || targets[0] === undefined) {
    const group = groupName(index.project(found.entity.prefix), found.entity.entity);
    return { ...shared, group, targets: [], names: given };
  }
  return {
    ...shared,
    group: targets[0].group,
    targets: targets.map((place) => place.keyed.draft.endpoint.path),
    names,
  };
}

/** A reference's names in the order of the key that it means; undefined when they are not the names of that key. */
function orderNames(
  given: readonly string[],
  expected: readonly { readonly name: string }[],
): string[] | undefined {
  const ordered = expected.map((part) => part.name);
  return ordered.length === given.length && ordered.every((name) => given.includes(name))
    ? ordered
    : undefined;
}

/** The longest name of a descriptor resource that ends the member's name, from a word's start. */
function buildDescriptor(
  found: { path: readonly string[]; required: boolean },
  index: TargetIndex,
): DescriptorMember {
  const name = found.path.at(-1) ?? "";
  for (let start = 0; start < name.length; start += 1) {
    const startsWord = start === 0 || /[A-Z]/.test(name.charAt(start));
    const target = startsWord ? index.descriptors.get(name.slice(start).toLowerCase()) : undefined;
    if (target !== undefined) return { path: found.path, target, required: found.required };
  }
  return { path: found.path, required: found.required };
}

/** Lengths and ranges are left out: they change no key and no order. */
function sign(resources: readonly Resource[]): string {
  const lines = resources.map((resource) =>
    JSON.stringify({ ...resource, members: resource.members.map(outline) }),
  );
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

function outline(member: Member): unknown {
  const { kind, name, required } = member;
  if (member.kind === "scalar") return [kind, name, required, member.type];
  return [kind, name, required, (member.kind === "object" ? member.members : member.item).map(outline)];
}
