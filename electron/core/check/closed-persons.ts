import type { Resource } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import type { Candidate } from "../sync/candidates-store.ts";
import { keyNumber } from "../sync/key-number.ts";
import { type HeldAssociation, PersonRights } from "../sync/person-rights.ts";
import type { World } from "../sync/world.ts";

/** By reference of one resource: the associations of this person that the server does not have. */
export type Closed = readonly (ReadonlyMap<number, HeldAssociation> | undefined)[];

/**
 * Persons who may not be written about, as every association that would give the right stays behind (protocol section 4): a
 * push holds what is about them, though no reference of it leads to what was refused.
 */
export class ClosedPersons {
  readonly #world: World;
  readonly #rights: PersonRights;
  /** Resources whose records are still to be looked at. */
  readonly #toCome: Set<string>;

  constructor(world: World, selected: ReadonlySet<string>) {
    this.#world = world;
    this.#rights = new PersonRights(world, () => {});
    this.#toCome = new Set(selected);
  }

  /** To be called before the first record passes. */
  async read(): Promise<void> {
    for (const rule of this.#world.persons) await this.#rights.of(rule);
  }

  /** What the records of a resource are checked for. */
  async prepare({ path, references }: Resource): Promise<Closed> {
    const closed: (ReadonlyMap<number, HeldAssociation> | undefined)[] = [];
    for (const { group } of references) {
      const rule = this.#world.persons.find((person) => person.group === group);
      const counts =
        rule &&
        !rule.associations.includes(path) &&
        !rule.associations.some((association) => this.#toCome.has(association));
      closed.push(counts ? (await this.#rights.of(rule)).held : undefined);
    }
    return closed;
  }

  /** The server will have this record: it may be one that gives a right. */
  accepted(resource: string, { refs }: Candidate) {
    this.#rights.accepted(resource, refs);
  }

  /** Every record of the resource was looked at. */
  finished(resource: string) {
    this.#toCome.delete(resource);
  }

  /** The association that keeps this record back. */
  find(closed: Closed, { refs }: Candidate): HeldAssociation | undefined {
    for (let at = 0; at < refs.length; at += referenceBytes) {
      const association = closed[refs[at] ?? 0]?.get(keyNumber(refs, at + 1));
      if (association) return association;
    }
    return undefined;
  }
}
