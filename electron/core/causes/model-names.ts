import type { Member, Resource } from "../model/types.ts";

/**
 * The names that may be repeated from a server's answer: those of the model, as the model spells them. Whatever else an
 * answer puts where a name should be can be data of a person.
 */
export interface ModelNames {
  /** "$.addresses[].city" of "$.addresses[3].city", or undefined where the resource has no such member. */
  path(path: string): string | undefined;
  /** "$.lastSurname" of a member that a text names without its place; the whole path where only one member has this name. */
  member(name: string): string | undefined;
  /** "Student" of "student", or undefined where the model has no such resource. */
  entity(name: string): string | undefined;
  /** "/ed-fi/students" of "Student"; undefined for an abstract one, such as EducationOrganization. */
  resource(entity: string): string | undefined;
}

/** For answers of which nothing is repeated. */
export const noNames: ModelNames = {
  path: () => undefined,
  member: () => undefined,
  entity: () => undefined,
  resource: () => undefined,
};

/** The names of one resource and of all entities. Gathered when first asked for: most resources are never refused. */
export function namesOf(
  resource: Resource | undefined,
  resources: ReadonlyMap<string, Resource>,
): ModelNames {
  let places: ReadonlyMap<string, string> | undefined;
  let leaves: ReadonlyMap<string, string> | undefined;
  let entities: ReadonlyMap<string, string> | undefined;
  const allPlaces = () => {
    places ??= placesOf(resource?.members ?? []);
    return places;
  };
  return {
    path: (path) => (indexed.test(path) ? allPlaces().get(bare(path)) : undefined),
    member: (name) => {
      leaves ??= leavesOf(allPlaces());
      const word = name.toLowerCase();
      return allPlaces().get(word) ?? leaves.get(word) ?? leaves.get(ownName(word, resource));
    },
    entity: (name) => {
      entities ??= entitiesOf(resources.values());
      return entities.get(name.toLowerCase());
    },
    resource: (entity) => [...resources.values()].find((known) => known.entity === entity)?.path,
  };
}

/** Older servers name a collection with its resource before it: "BellScheduleClassPeriods" of "classPeriods". */
function ownName(word: string, resource: Resource | undefined): string {
  const entity = resource?.entity.toLowerCase() ?? "";
  return entity !== "" && word.startsWith(entity) ? word.slice(entity.length) : word;
}

/** Steps into members and, by number, into items of collections; a name in brackets is none of the model's. */
const indexed = /^\$(?:\.\w{1,120}(?:\[\d{0,9}\])?){1,20}$/;
const bare = (path: string) =>
  path
    .slice(2)
    .replace(/\[\d*\]/g, "")
    .toLowerCase();

/** Path without indexes, in lower case -> path as the model spells it. `id` stands in no model, and in every answer. */
function placesOf(members: readonly Member[]): ReadonlyMap<string, string> {
  const places = new Map([["id", "$.id"]]);
  const add = (found: readonly Member[], above: string) => {
    for (const member of found) {
      const path = `${above}.${member.name}`;
      places.set(bare(path), path);
      if (member.kind === "object") add(member.members, path);
      if (member.kind === "collection") add(member.item, `${path}[]`);
    }
  };
  add(members, "$");
  return places;
}

/** Last name of a path -> the path, or the name alone where several paths end in it. */
function leavesOf(places: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const path of places.values()) {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const leaf = name.toLowerCase();
    leaves.set(leaf, leaves.has(leaf) ? `$.${name}` : path);
  }
  return leaves;
}

/** Resources, and the abstract ones that references name. */
function entitiesOf(resources: Iterable<Resource>): ReadonlyMap<string, string> {
  const entities = new Map<string, string>();
  const add = (name: string) => entities.set(name.toLowerCase(), name);
  for (const { entity, identity, references } of resources) {
    for (const { group } of references) add(group);
    add(identity.group);
    add(entity);
  }
  return entities;
}
