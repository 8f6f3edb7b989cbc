import type { Item, Store } from "./store.ts";

/** What gives a key the right to a kind of person (protocol sections 4 and 14.5). */
export interface PersonRule {
  readonly group: string;
  /** Resources whose accepted items connect a person with an organization (or, for contacts, with a student). */
  readonly associations: readonly string[];
  readonly hints: readonly string[];
}

export const personRules: Readonly<Record<string, PersonRule>> = {
  studentUniqueId: {
    group: "edfi.student",
    associations: ["studentSchoolAssociations"],
    hints: ["StudentSchoolAssociation"],
  },
  contactUniqueId: {
    group: "edfi.contact",
    associations: ["studentContactAssociations"],
    hints: ["StudentContactAssociation"],
  },
  parentUniqueId: {
    group: "edfi.parent",
    associations: ["studentParentAssociations"],
    hints: ["StudentParentAssociation"],
  },
  staffUniqueId: {
    group: "edfi.staff",
    associations: [
      "staffEducationOrganizationEmploymentAssociations",
      "staffEducationOrganizationAssignmentAssociations",
    ],
    hints: [
      "StaffEducationOrganizationEmploymentAssociation",
      "StaffEducationOrganizationAssignmentAssociation",
    ],
  },
};

const none: readonly PersonRule[] = [];
const granting = new Map<string, PersonRule[]>();
for (const rule of Object.values(personRules)) {
  for (const name of rule.associations) granting.set(name, [...(granting.get(name) ?? []), rule]);
}

/** The persons to whom the items of a resource give a right. */
export function rulesGrantedBy(name: string): readonly PersonRule[] {
  return granting.get(name) ?? none;
}

const noItems: ReadonlySet<Item> = new Set();

/** Who is connected with whom, by the items that a store holds: what the rights of all keys rest on. */
export class Relationships {
  /** For each person, the associations that were accepted and are still there. */
  readonly #associations = new Map<Item, Set<Item>>();
  readonly #districts: string[] = [];

  constructor(store: Store) {
    store.onLink = (item, linked) => this.#note(item, linked);
  }

  associationsOf(person: Item): ReadonlySet<Item> {
    return this.#associations.get(person) ?? noItems;
  }

  /** Ids of the districts that are stored. */
  get districts(): readonly string[] {
    return this.#districts;
  }

  #note(item: Item, linked: boolean): void {
    if (item.resource.name === "localEducationAgencies") this.#noteDistrict(item, linked);
    for (const rule of rulesGrantedBy(item.resource.name)) {
      for (const target of item.targets) {
        if (target.resource.group !== rule.group) continue;
        const known = this.#associations.get(target) ?? new Set();
        if (linked) this.#associations.set(target, known.add(item));
        else if (known.delete(item) && known.size === 0) this.#associations.delete(target);
      }
    }
  }

  #noteDistrict(item: Item, linked: boolean): void {
    const index = this.#districts.indexOf(item.key);
    if (linked && index < 0) this.#districts.push(item.key);
    else if (!linked && index >= 0) this.#districts.splice(index, 1);
  }
}
