import { eachReference, keyValues } from "./bodies.ts";
import { type Body, isObject, parseLossless } from "./json.ts";
import type { Resource } from "./model.ts";
import type { Problem } from "./problems.ts";
import { type PersonRule, personRules, type Relationships, rulesGrantedBy } from "./relationships.ts";
import type { Item, Store } from "./store.ts";
import { pascal } from "./wording/sentences.ts";

/** What must be in reach for one resource: positions in its key. */
interface Requirement {
  readonly position: number;
  readonly property: string;
  readonly person?: PersonRule;
}

const organizations = "edfi.educationorganization";

/**
 * The relationship strategy of the field, for one key: a person may be created freely, and read, changed or referred to only through
 * an accepted association with an organization of the key.
 */
export class Authorization {
  readonly #store: Store;
  readonly #claims: readonly string[] | undefined;
  readonly #relationships: Relationships;
  readonly #requirements = new Map<Resource, readonly Requirement[]>();

  /** Without claims every organization is in reach. */
  constructor(store: Store, relationships: Relationships, claims: readonly number[] | undefined) {
    this.#store = store;
    this.#relationships = relationships;
    this.#claims = claims?.map(String);
  }

  /**
   * A refusal when the key has no relationship with an item of that key. `create` frees the persons themselves; a new
   * organization is in reach through those that it refers to (`above`).
   */
  check(
    resource: Resource,
    key: string,
    act: "create" | "other",
    above: readonly Item[] = [],
  ): Problem | undefined {
    const requirements = this.#requirementsOf(resource);
    if (requirements.length === 0 || this.#isBelow(resource, above)) return undefined;
    const values = keyValues(key);
    const refused = requirements.filter(
      (one) => !this.#isMet(one, values[one.position] ?? "", resource, act),
    );
    if (refused.length === 0) return undefined;
    const asked = requirements.filter((one) => !(act === "create" && one.person?.group === resource.group));
    return {
      kind: "no-relationship",
      properties: (asked.length > 1 ? asked : refused).map((one) => one.property),
      hints: [...new Set(refused.flatMap((one) => one.person?.hints ?? []))],
      claims: this.claims(),
    };
  }

  #isBelow(resource: Resource, above: readonly Item[]): boolean {
    if (resource.group !== organizations) return false;
    return above.some(
      (item) => item.resource.group === organizations && this.#reachesOrganization(item.key, new Set()),
    );
  }

  mayRead(item: Item): boolean {
    return this.check(item.resource, item.key, "other") === undefined;
  }

  /** The key's organizations: those given, or the districts that it made. */
  claims(): readonly string[] {
    return this.#claims ?? this.#relationships.districts;
  }

  #isMet(requirement: Requirement, value: string, resource: Resource, act: "create" | "other"): boolean {
    if (requirement.person === undefined) return this.#reachesOrganization(value, new Set());
    if (requirement.person.group === resource.group && act === "create") return true;
    const person = this.#store.find(requirement.person.group, value);
    return person !== undefined && this.#reachesPerson(person);
  }

  #reachesPerson(person: Item): boolean {
    const associations = this.#relationships.associationsOf(person);
    if (associations.size === 0) return false;
    if (this.#claims === undefined) return true;
    return [...associations].some(
      (association) => this.check(association.resource, association.key, "other") === undefined,
    );
  }

  /** An organization is in reach when it or one that stands above it is among the claims. */
  #reachesOrganization(key: string, seen: Set<string>): boolean {
    if (this.#claims === undefined || this.#claims.includes(key)) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    const item = this.#store.find(organizations, key);
    return item !== undefined && parents(item).some((parent) => this.#reachesOrganization(parent, seen));
  }

  #requirementsOf(resource: Resource): readonly Requirement[] {
    const known = this.#requirements.get(resource);
    if (known !== undefined) return known;
    const made = requirementsOf(resource);
    this.#requirements.set(resource, made);
    return made;
  }
}

function requirementsOf(resource: Resource): Requirement[] {
  const names = resource.key.map((part) => part.name);
  // Assessments and surveys go by their namespace; people of all systems by nothing.
  if (names.includes("surveyIdentifier") || resource.descriptor) return [];
  const byNamespace = names.includes("namespace");
  const own = rulesGrantedBy(resource.name);
  return resource.key.flatMap((part, position): Requirement[] => {
    const person = personRules[part.name];
    const property = pascal(part.name);
    if (person !== undefined) return own.includes(person) ? [] : [{ position, property, person }];
    return !byNamespace && isOrganization(resource, part.paths) ? [{ position, property }] : [];
  });
}

/** The organization that a row belongs to, not one that it mentions in a role ("programEducationOrganizationId"). */
function isOrganization(resource: Resource, paths: readonly (readonly string[])[]): boolean {
  return paths.some((path) => {
    const [first, last] = path;
    if (path.length === 1) return resource.group === organizations;
    const plain = ["schoolReference", "localEducationAgencyReference", "educationOrganizationReference"];
    return first !== undefined && plain.includes(first) && last !== undefined && /Id$/.test(last);
  });
}

const parentNames =
  /^(localEducationAgency|parentLocalEducationAgency|educationServiceCenter|stateEducationAgency|parentEducationOrganization|communityOrganization)Reference$/;

/** Keys of the organizations that an organization says to belong to. */
export function parents(item: Item): string[] {
  const found: string[] = [];
  const body: unknown = parseLossless(item.body);
  if (!isObject(body)) return found;
  eachReference(item.resource.shape, body as Body, (reference, value) => {
    if (parentNames.test(reference.name))
      found.push(...reference.parts.map((part) => String(value[part.name])));
  });
  return found;
}
