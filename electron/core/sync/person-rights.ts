import type { PersonRule } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import { keyNumber } from "./key-number.ts";
import { collectionsOf, idsOf, type World } from "./world.ts";

/** An association that has not been accepted, and why. */
export interface HeldAssociation {
  readonly key: Buffer;
  readonly cause: number | null;
}

interface Rights {
  /** Persons for whom one association was accepted. */
  readonly authorized: ReadonlySet<number>;
  /** Persons whose associations stand in the files, and none was accepted. */
  readonly held: ReadonlyMap<number, HeldAssociation>;
}

const rowsAtATime = 5000;

/**
 * Who may be updated, and written about: relationship authorization gives that right through associations
 * (protocol section 4). To be asked once the associations' steps are finished; then kept.
 */
export class PersonRights {
  readonly #world: World;
  readonly #known = new Map<string, Promise<Rights>>();

  constructor(world: World) {
    this.#world = world;
  }

  of(rule: PersonRule): Promise<Rights> {
    const known = this.#known.get(rule.person) ?? this.#read(rule);
    this.#known.set(rule.person, known);
    return known;
  }

  async #read(rule: PersonRule): Promise<Rights> {
    const authorized = new Set<number>();
    const held = new Map<number, HeldAssociation>();
    for (const association of rule.associations) {
      const ordinals =
        this.#world.resources.get(association)?.references.map(({ group }) => group === rule.group) ?? [];
      for await (const row of this.#rows(association)) {
        for (const person of personsIn(row.refs, ordinals)) {
          if (row.accepted) authorized.add(person);
          else held.set(person, { key: row.key, cause: row.cause });
        }
      }
    }
    for (const person of authorized) held.delete(person);
    return { authorized, held };
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
