import type { RecordState } from "../../../shared/domain/record.ts";
import type { CauseDraft } from "../causes/causes-store.ts";
import { leftOutCause, otherSchoolCause, unsentCause } from "../causes/drafts.ts";
import type { PersonRule, Resource } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { Collection } from "../sources/sets-store.ts";
import { absentParentCause, type Referred } from "./absent-parent.ts";
import type { Candidate } from "./candidates-store.ts";
import { keyNumber } from "./key-number.ts";
import { type HeldAssociation, PersonRights } from "./person-rights.ts";
import { collectionsOf, idsOf, isChosen, type World } from "./world.ts";

/** How far the steps of a run have come. */
export interface Progress {
  /** Resources that every record has been looked at of. */
  readonly finished: ReadonlySet<string>;
  /** Resources with records that wait for those of a later step: they go at the end of the round. */
  readonly late: ReadonlySet<string>;
}

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
  readonly #progress: Progress;
  /** Key numbers of records that the server has. */
  readonly #exists = new Set<number>();
  readonly #loaded = new Set<number>();
  readonly #checks = new Map<string, Checks>();

  /** `flush` stores the outcomes that are known up to now. */
  constructor(world: World, progress: Progress, flush: () => void) {
    this.#world = world;
    this.#rights = new PersonRights(world, flush);
    this.#progress = progress;
  }

  /** Reads what the records of a resource will be checked against. Call when the steps before it are finished. */
  async prepare(path: string): Promise<void> {
    const resource = this.#world.resources.get(path);
    if (!resource || this.#checks.has(path)) return;
    const checked: boolean[] = [];
    for (const { targets } of resource.references) {
      // What another system sends is the server's to check.
      const ours = targets.filter((target) => this.#world.unsent.get(target) !== "other");
      const collections = ours.flatMap((target) => collectionsOf(this.#world, target));
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
      if (association) return this.#holdFor(association);
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
  async mayUpdate(
    rule: PersonRule,
    person: Candidate,
  ): Promise<true | { readonly key: Buffer; readonly cause: number | null } | undefined> {
    const { authorized, held } = await this.#rights.of(rule);
    const number = keyNumber(person.key);
    if (authorized.has(number)) return true;
    const association = held.get(number);
    return association && { key: association.key, cause: this.#stateOf(association)?.cause ?? null };
  }

  /** Our files state records of it, were it in lines that had to be rejected. */
  #isOurs({ id, records, gone }: Collection): boolean {
    return records + gone > 0 || this.#world.stores.sets.rejectedOf(id) > 0;
  }

  async #heldFor(path: string, group: string): Promise<ReadonlyMap<number, HeldAssociation> | undefined> {
    const rule = this.#world.persons.find((person) => person.group === group);
    if (!rule || rule.associations.includes(path)) return undefined;
    // What gives the right to a person must not wait for that right: contacts come before their students' enrolments.
    if (!rule.associations.every((association) => this.#progress.finished.has(association))) return undefined;
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

  /** The reference leads to a record that this connection's server is not known to have. */
  #explain(resource: Resource, candidate: Candidate, referred: Referred): Readiness {
    const { key: blockedBy } = referred;
    const targets = resource.references[referred.reference]?.targets ?? [];
    const parent = this.#parentOf(blockedBy, targets);
    if (!parent)
      return {
        kind: "hold",
        blockedBy,
        cause: absentParentCause(this.#world, resource, candidate, referred),
      };
    if (this.#world.unsent.get(parent.resource) === "other") return ready;
    const known = this.#world.stores.states.one(this.#world.connection, parent.id);
    if (known?.accepted || (known?.state === "waiting" && this.#isPerson(parent.resource))) return ready;
    const isTried = known !== undefined && known.state !== "changed" && known.state !== "unknown";
    if (!isTried && isChosen(this.#world, parent.id) && this.#isToCome(parent.resource))
      return { kind: "later", resource: parent.resource };
    return { kind: "hold", blockedBy, cause: known?.cause ?? this.#absence(parent.resource, known?.state) };
  }

  /** The record of the connection's files that has this key. */
  #parentOf(key: Buffer, targets: readonly string[]) {
    const { stores, collections } = this.#world;
    for (const { id, collection, gone } of stores.records.idsOfKey(key)) {
      const parent = collections.find((known) => known.id === collection && targets.includes(known.resource));
      if (parent && !gone) return { id, resource: parent.resource };
    }
    return undefined;
  }

  #absence(resource: string, state: RecordState | undefined): CauseDraft {
    if (state === "outside") return otherSchoolCause(resource);
    const unsent = this.#world.unsent.get(resource);
    return unsent === undefined || unsent === "other"
      ? leftOutCause(resource)
      : unsentCause(resource, unsent);
  }

  /** Records of this resource may still be sent in this run. */
  #isToCome = (resource: string): boolean =>
    !this.#progress.finished.has(resource) || this.#progress.late.has(resource);

  #isPerson = (resource: string): boolean => this.#world.persons.some(({ person }) => person === resource);

  #stateOf = ({ id }: HeldAssociation) => this.#world.stores.states.one(this.#world.connection, id);

  #holdFor(association: HeldAssociation): Readiness {
    const { key: blockedBy, resource } = association;
    const { cause = null, state } = this.#stateOf(association) ?? {};
    const isToCome = this.#progress.late.has(resource) && state !== "outside";
    if (cause === null && isToCome) return { kind: "later", resource };
    return { kind: "hold", blockedBy, cause: cause ?? this.#absence(resource, state) };
  }
}
