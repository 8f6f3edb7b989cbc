import type { CauseDraft } from "../causes/causes-store.ts";
import { missingParentCause, rejectedCause } from "../causes/drafts.ts";
import { parseLossless } from "../model/canonical.ts";
import { compileKeys, describeKey } from "../model/keys.ts";
import type { PersonRule, Resource } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { Collection } from "../sources/sets-store.ts";
import { keyNumber } from "./key-number.ts";
import { type HeldAssociation, PersonRights } from "./person-rights.ts";
import type { Candidate } from "./states-store.ts";
import { collectionsOf, idsOf, type World } from "./world.ts";

/** May a record be sent now? */
export type Readiness =
  | { readonly kind: "ready" }
  /** Its parent was refused, is held itself, or is nowhere. */
  | { readonly kind: "hold"; readonly blockedBy: Buffer; readonly cause: CauseDraft | number | null }
  /** Its parent is yet to be sent in this run, by this resource's step. */
  | { readonly kind: "later"; readonly resource: string };

const ready: Readiness = { kind: "ready" };
const rowsAtATime = 5000;

/** What one resource's records are checked for. */
interface Checks {
  readonly resource: Resource;
  /** By reference: the connection's files state records of its target, so that a missing one is known to be missing. */
  readonly checked: readonly boolean[];
  /** By reference: the associations of this person that were not accepted. */
  readonly held: readonly (ReadonlyMap<number, HeldAssociation> | undefined)[];
}

/**
 * Knows, for one run, which records the server has, and says of a child whether its parents allow it to be sent.
 * References to what none of the connection's files hold are left to the server: another system may send it.
 */
export class Parents {
  readonly #world: World;
  readonly #rights: PersonRights;
  readonly #isFinished: (resource: string) => boolean;
  /** Key numbers of records that the server has. */
  readonly #exists = new Set<number>();
  readonly #loaded = new Set<number>();
  readonly #checks = new Map<string, Checks>();

  /** `flush` stores the outcomes that are known up to now. */
  constructor(world: World, isFinished: (resource: string) => boolean, flush: () => void) {
    this.#world = world;
    this.#rights = new PersonRights(world, flush);
    this.#isFinished = isFinished;
  }

  /** Reads what the records of a resource will be checked against. Call when the steps before it are finished. */
  async prepare(path: string): Promise<void> {
    const resource = this.#world.resources.get(path);
    if (!resource || this.#checks.has(path)) return;
    const checked: boolean[] = [];
    for (const { targets } of resource.references) {
      const collections = targets.flatMap((target) => collectionsOf(this.#world, target));
      for (const collection of collections) await this.#load(collection);
      checked.push(collections.some((collection) => this.#isOurs(collection)));
    }
    const held = await Promise.all(resource.references.map(({ group }) => this.#heldFor(path, group)));
    this.#checks.set(path, { resource, checked, held });
  }

  /** The server has this record now. */
  accepted(resource: string, { id, key, refs }: Candidate) {
    if (this.#loaded.has(collectionOf(id))) this.#exists.add(keyNumber(key));
    this.#rights.accepted(resource, refs);
  }

  check(path: string, candidate: Candidate): Readiness {
    const checks = this.#checks.get(path);
    if (!checks) return ready;
    const { refs } = candidate;
    for (let at = 0; at < refs.length; at += referenceBytes) {
      const reference = refs[at] ?? 0;
      if (!checks.checked[reference]) continue;
      const number = keyNumber(refs, at + 1);
      const association = checks.held[reference]?.get(number);
      if (association) return { kind: "hold", blockedBy: association.key, cause: association.cause };
      if (this.#exists.has(number)) continue;
      const answer = this.#explain(checks.resource, candidate, {
        reference,
        key: refs.subarray(at + 1, at + referenceBytes),
      });
      if (answer.kind !== "ready") return answer;
    }
    return ready;
  }

  /** Every person that this record is about may be written about, as far as our own records tell. */
  async isAuthorized(path: string, candidate: Candidate): Promise<boolean> {
    const resource = this.#world.resources.get(path);
    for (let at = 0; at < candidate.refs.length; at += referenceBytes) {
      const group = resource?.references[candidate.refs[at] ?? 0]?.group;
      const rule = this.#world.persons.find((person) => person.group === group);
      if (!rule || rule.associations.includes(path)) continue;
      const { authorized } = await this.#rights.of(rule);
      if (!authorized.has(keyNumber(candidate.refs, at + 1))) return false;
    }
    return true;
  }

  /** This person may be updated: an association of theirs was accepted. Else, the one that stands in the way, if any. */
  async mayUpdate(rule: PersonRule, person: Candidate): Promise<true | HeldAssociation | undefined> {
    const { authorized, held } = await this.#rights.of(rule);
    const number = keyNumber(person.key);
    return authorized.has(number) || held.get(number);
  }

  /** Our files state records of it, were it in lines that had to be rejected. */
  #isOurs({ id, records, gone }: Collection): boolean {
    return records + gone > 0 || this.#world.stores.sets.rejectedOf(id) > 0;
  }

  async #heldFor(path: string, group: string): Promise<ReadonlyMap<number, HeldAssociation> | undefined> {
    const rule = this.#world.persons.find((person) => person.group === group);
    if (!rule || rule.associations.includes(path)) return undefined;
    // What gives the right to a person must not wait for that right: contacts come before their students' enrolments.
    if (!rule.associations.every((association) => this.#isFinished(association))) return undefined;
    return (await this.#rights.of(rule)).held;
  }

  async #load(collection: Collection): Promise<void> {
    if (this.#loaded.has(collection.id)) return;
    this.#loaded.add(collection.id);
    const { stores, connection, persons } = this.#world;
    const waiting = persons.some(({ person }) => person === collection.resource);
    const { to } = idsOf(collection);
    for (let { after } = idsOf(collection); ; ) {
      const rows = stores.states.known({
        connection,
        after,
        to,
        limit: rowsAtATime,
        waiting: Number(waiting),
      });
      for (const { key } of rows) this.#exists.add(keyNumber(key));
      const last = rows.at(-1);
      if (!last || rows.length < rowsAtATime) return;
      after = last.id;
      await new Promise(setImmediate);
    }
  }

  #explain(
    resource: Resource,
    candidate: Candidate,
    { reference, key }: { reference: number; key: Buffer },
  ): Readiness {
    const { stores, connection, collections } = this.#world;
    const targets = resource.references[reference]?.targets ?? [];
    for (const { id, collection, gone } of stores.records.idsOfKey(key)) {
      const parent = collections.find((known) => known.id === collection && targets.includes(known.resource));
      if (!parent || gone) continue;
      const known = stores.states.one(connection, id);
      if (known?.accepted) return ready;
      if (known && known.state !== "changed" && known.state !== "unknown")
        return { kind: "hold", blockedBy: key, cause: known.cause };
      return this.#isFinished(parent.resource)
        ? { kind: "hold", blockedBy: key, cause: known?.cause ?? null }
        : { kind: "later", resource: parent.resource };
    }
    return {
      kind: "hold",
      blockedBy: key,
      cause: this.#rejectedCause(targets, key) ?? this.#missingCause(resource, candidate, { reference, key }),
    };
  }

  #rejectedCause(targets: readonly string[], key: Buffer): CauseDraft | undefined {
    const { stores, collections } = this.#world;
    for (const set of new Set(collections.map((collection) => collection.set))) {
      const line = stores.sets.rejectedByKey(set, key);
      if (!line) continue;
      const { file, code, reason } = line;
      const resource = collections.find(({ resource: path }) => targets.includes(path))?.resource ?? null;
      return rejectedCause({ resource, path: file, code, reason, n: 1, line: line.line });
    }
    return undefined;
  }

  #missingCause(
    resource: Resource,
    candidate: Candidate,
    { reference, key }: { reference: number; key: Buffer },
  ): CauseDraft {
    const { targets = [], group = "" } = resource.references[reference] ?? {};
    const target = this.#world.resources.get(targets[0] ?? "");
    const personal = this.#world.persons.some((person) => person.group === group);
    const shown = target && !personal ? shownKey(resource, candidate, { reference, target }) : undefined;
    return missingParentCause(
      targets[0] ?? group,
      targets.length === 1 ? (target?.entity ?? group) : group,
      key.toString("hex"),
      shown,
    );
  }
}

/** The key of a parent that is no person, for the cause's title. A key with a person inside is not shown. */
function shownKey(
  resource: Resource,
  { body }: Candidate,
  { reference, target }: { reference: number; target: Resource },
) {
  const names = resource.references[reference]?.names ?? [];
  if (names.some((name) => /UniqueId$/i.test(name))) return undefined;
  const parsed = parseLossless(body);
  if (typeof parsed !== "object" || parsed === null) return undefined;
  const found = compileKeys(resource)
    .references(parsed)
    .find((candidate) => candidate.reference === reference);
  return found && describeKey(target, found.values);
}
