import type { PersonRule } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import { keyNumber } from "./key-number.ts";
import { collectionsOf, idsOf, type World } from "./world.ts";

/** An association that has not been accepted. */
export interface HeldAssociation {
  /** Of the record. */
  readonly id: number;
  readonly key: Buffer;
  readonly resource: string;
}

interface Rights {
  /** Persons for whom one association was accepted. */
  readonly authorized: Set<number>;
  /** Persons whose associations stand in the files, and none was accepted. */
  readonly held: Map<number, HeldAssociation>;
}

const rowsAtATime = 5000;

/**
 * Who may be updated, and written about: relationship authorization gives that right through associations
 * (protocol section 4). Read when it is asked for first, and kept up with what is accepted from then on.
 */
export class PersonRights {
  readonly #world: World;
  readonly #flush: () => void;
  readonly #known = new Map<string, Promise<Rights>>();

  /** `flush` stores what was accepted up to now: rights are read from the database. */
  constructor(world: World, flush: () => void) {
    this.#world = world;
    this.#flush = flush;
  }

  of(rule: PersonRule): Promise<Rights> {
    const known = this.#known.get(rule.person) ?? this.#read(rule);
    this.#known.set(rule.person, known);
    return known;
  }

  /** The server has taken a record of this resource: it may be one that gives a right. */
  accepted(resource: string, refs: Buffer) {
    if (this.#known.size === 0) return;
    for (const rule of this.#world.persons) {
      const known = rule.associations.includes(resource) ? this.#known.get(rule.person) : undefined;
      // Whoever asked for the rights is told when they could not be read.
      known?.then(
        ({ authorized, held }) => {
          for (const person of personsIn(refs, this.#ordinals(resource, rule))) {
            authorized.add(person);
            held.delete(person);
          }
        },
        () => {},
      );
    }
  }

  async #read(rule: PersonRule): Promise<Rights> {
    this.#flush();
    const authorized = new Set<number>();
    const held = new Map<number, HeldAssociation>();
    for (const association of rule.associations) {
      const ordinals = this.#ordinals(association, rule);
      for await (const row of this.#rows(association)) {
        for (const person of personsIn(row.refs, ordinals)) {
          if (row.accepted) authorized.add(person);
          else held.set(person, { id: row.id, key: row.key, resource: association });
        }
      }
    }
    for (const person of authorized) held.delete(person);
    return { authorized, held };
  }

  /** By reference: it leads to such a person. */
  #ordinals(association: string, { group }: PersonRule): readonly boolean[] {
    const references = this.#world.resources.get(association)?.references ?? [];
    return references.map((reference) => reference.group === group);
  }

  async *#rows(association: string) {
    const { stores, connection } = this.#world;
    for (const collection of collectionsOf(this.#world, association)) {
      const { to } = idsOf(collection);
      for (let { after } = idsOf(collection); ; ) {
        const rows = stores.states.references({ connection, after, to, limit: rowsAtATime });
        yield* rows;
        const last = rows.at(-1);
        if (!last || rows.length < rowsAtATime) break;
        after = last.id;
        await new Promise(setImmediate);
      }
    }
  }
}

function* personsIn(refs: Buffer, ordinals: readonly boolean[]) {
  for (let at = 0; at < refs.length; at += referenceBytes) {
    if (ordinals[refs[at] ?? 0]) yield keyNumber(refs, at + 1);
  }
}
