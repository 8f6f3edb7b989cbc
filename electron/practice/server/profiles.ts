import { isScalar, type Member, type Model, type Resource, type Shape } from "./model.ts";

/** Members by name; those inside an object or the rows of a collection after a dot: "addresses.city", "_ext.sample". */
interface MemberRule {
  readonly mode: "include" | "exclude";
  readonly members: readonly string[];
}

/** What an API Profile lets be read and written of a resource; a use that is absent is not possible with it. */
interface ProfileResource {
  readonly readable?: MemberRule | "all";
  readonly writable?: MemberRule | "all";
}

/** An API Profile (protocol section 9) as plain data. Members of natural keys are never hidden. */
export interface ProfileDefinition {
  readonly name: string;
  /** By path ("/ed-fi/students"), or by name alone for Ed-Fi's own. */
  readonly resources: Readonly<Record<string, ProfileResource>>;
}

export type Usage = "readable" | "writable";

/** How a resource looks through a profile, for one use. */
export interface View {
  readonly profile: string;
  /** The members that are left. */
  readonly shape: Shape;
  /** False where a member that a new item needs is hidden. */
  readonly creatable: boolean;
}

/** A definition laid over a model. */
export interface Profile {
  readonly name: string;
  /** Absent: the profile does not speak of the resource. */
  readonly views: ReadonlyMap<Resource, Readonly<Partial<Record<Usage, View>>>>;
}

/** Lays definitions over a model, by lower-case name. Resources that the model does not have count for nothing. */
export function readProfiles(
  model: Model,
  definitions: readonly ProfileDefinition[],
): ReadonlyMap<string, Profile> {
  return new Map(definitions.map((one) => [one.name.toLowerCase(), readProfile(model, one)]));
}

function readProfile(model: Model, { name, resources }: ProfileDefinition): Profile {
  const views = Object.entries(resources).flatMap(([path, { readable, writable }]) => {
    const resource = model.byPath.get((path.startsWith("/") ? path : `/ed-fi/${path}`).toLowerCase());
    if (resource === undefined) return [];
    const uses = {
      ...(readable && { readable: viewOf(name, resource, readable) }),
      ...(writable && { writable: viewOf(name, resource, writable) }),
    };
    return [[resource, uses] as const];
  });
  return { name, views: new Map(views) };
}

function viewOf(profile: string, resource: Resource, rule: MemberRule | "all"): View {
  if (rule === "all") return { profile, shape: resource.shape, creatable: true };
  const key = new Set(resource.key.flatMap((part) => part.paths.map((path) => path[0] ?? "")));
  const shape = cut(resource.shape, { mode: rule.mode, tree: treeOf(rule.members) }, key);
  const hidden = resource.shape.members.filter((member) => !shape.byName.has(member.name));
  return { profile, shape, creatable: hidden.every((member) => !member.required) };
}

/** Names of members; "whole" where nothing inside is named. */
type Tree = ReadonlyMap<string, Tree | "whole">;

interface Selection {
  readonly mode: MemberRule["mode"];
  readonly tree: Tree;
}

function treeOf(paths: readonly string[]): Tree {
  const inner = new Map<string, string[] | "whole">();
  for (const path of paths) {
    const [name = "", ...rest] = path.split(".");
    const known = inner.get(name);
    if (rest.length === 0 || known === "whole") inner.set(name, "whole");
    else inner.set(name, [...(known ?? []), rest.join(".")]);
  }
  return new Map([...inner].map(([name, below]) => [name, below === "whole" ? below : treeOf(below)]));
}

function cut(shape: Shape, selection: Selection, key: ReadonlySet<string>): Shape {
  const members = shape.members.flatMap((member) => {
    const left = key.has(member.name) ? member : cutMember(member, selection);
    return left === undefined ? [] : [left];
  });
  return {
    entity: shape.entity,
    members,
    byName: new Map(members.map((member) => [member.name, member])),
    byLowerName: new Map(members.map((member) => [member.name.toLowerCase(), member])),
  };
}

function cutMember(member: Member, { mode, tree }: Selection): Member | undefined {
  const named = tree.get(member.name);
  if (named === undefined) return mode === "include" ? undefined : member;
  if (named === "whole") return mode === "include" ? member : undefined;
  if (member.kind !== "object" && member.kind !== "collection") return member;
  return { ...member, shape: cut(member.shape, { mode, tree: named }, rowKey(member.shape)) };
}

/** Names of the members that tell the rows of a collection apart. */
export function rowKey(shape: Shape): ReadonlySet<string> {
  const parts = shape.members.filter(
    (member) => (member.kind === "reference" && member.required) || (isScalar(member) && member.identity),
  );
  return new Set(parts.map((member) => member.name));
}
