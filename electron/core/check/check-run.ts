import type { Profile } from "../../../shared/domain/profile.ts";
import type { CauseDraft } from "../causes/causes-store.ts";
import { rejectedCause, statedTwiceCause } from "../causes/drafts.ts";
import { namesOf } from "../causes/model-names.ts";
import { parseLossless } from "../model/canonical.ts";
import type { Resource, Step } from "../model/types.ts";
import { referenceBytes } from "../sources/record.ts";
import type { Collection } from "../sources/sets-store.ts";
import { readCandidates } from "../sync/candidates.ts";
import type { Candidate } from "../sync/candidates-store.ts";
import { keyNumber } from "../sync/key-number.ts";
import { Parents, type Readiness } from "../sync/parents.ts";
import { Shaping } from "../sync/shaping.ts";
import { isStatedBefore } from "../sync/twins.ts";
import { collectionsOf, type World } from "../sync/world.ts";
import { compileBodyCheck } from "./body-check.ts";
import { type Closed, ClosedPersons } from "./closed-persons.ts";
import { foundCause } from "./found-cause.ts";
import { type Problem, Problems } from "./problems.ts";
import type { ServerWays } from "./server-ways.ts";

export interface CheckOptions {
  readonly world: World;
  readonly profile: Profile;
  readonly sets: readonly number[];
  readonly selected: ReadonlySet<string>;
  /** The server's, whatever is to be done of them. */
  readonly steps: readonly Step[];
  readonly ways: ServerWays;
  /** Of everything, or of all that was chosen, also what was accepted or refused and has not changed. */
  readonly force?: boolean;
  /** Without the lines that are no records: they are none of what is sent. */
  readonly recordsOnly?: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (checked: number) => void;
}

/** What the records of one resource are held against. */
interface Rules {
  readonly bodies: (body: object) => CauseDraft | undefined;
  readonly closed: Closed;
}

/** Milliseconds that whoever else wants to be answered has to wait. */
const longestTurn = 15;

/**
 * Holds the records that a push would send, in its order and shaped for this connection, against what is known of the server.
 * Nothing is asked of it and nothing is written. Of records only the numbers of their keys are kept.
 */
export class CheckRun {
  readonly #options: CheckOptions;
  readonly #parents: Parents;
  readonly #persons: ClosedPersons;
  readonly #shaping: Shaping;
  readonly #problems = new Problems();
  /** Key numbers of new records that the server will not have, and why. */
  readonly #behind = new Map<number, Problem>();
  #checked = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
    const { world, profile, selected } = options;
    // What is selected is still to come, all through the check: its records count as sent where nothing speaks against them.
    const progress = {
      finished: new Set([...world.resources.keys()].filter((path) => !selected.has(path))),
      late: new Set<string>(),
    };
    this.#parents = new Parents(world, progress, () => {});
    this.#persons = new ClosedPersons(world, selected);
    this.#shaping = new Shaping(world, profile, progress);
  }

  /** Rejects with the signal's reason. */
  async run(): Promise<{ checked: number; problems: Problem[] }> {
    const { world, steps, selected, recordsOnly } = this.#options;
    if (!recordsOnly) this.#addRejected();
    const ordered = [...steps].sort((one, other) => one.order - other.order);
    const resources = ordered.flatMap(({ resource: path, operation }) => {
      const resource = world.resources.get(path);
      return operation === "create" && resource && selected.has(path) ? [resource] : [];
    });
    // All of them first: what passes counts as accepted for those that refer to it, also where an earlier push held it.
    for (const { path } of resources) await this.#parents.prepare(path);
    await this.#persons.read();
    for (const resource of resources) {
      for (const collection of collectionsOf(world, resource.path))
        await this.#collection(resource, collection);
      this.#persons.finished(resource.path);
    }
    return { checked: this.#checked, problems: this.#problems.list() };
  }

  /** Lines that are no records were found when they were read. */
  #addRejected() {
    const { world, sets, selected } = this.#options;
    for (const group of sets.flatMap((set) => world.stores.sets.rejectedGroups(set))) {
      const { resource, path, line, n } = group;
      if (resource !== null && world.resources.has(resource) && !selected.has(resource)) continue;
      const problem = this.#problems.of(rejectedCause(group));
      problem.failed += n;
      problem.resources.add(problem.cause.resource);
      problem.line ??= { file: path, line };
    }
  }

  async #collection(resource: Resource, collection: Collection) {
    const { world, force = false, signal, onProgress } = this.#options;
    const rules = { bodies: this.#rulesOf(resource), closed: await this.#persons.prepare(resource) };
    for await (const page of readCandidates(world, collection, force)) {
      signal.throwIfAborted();
      let since = performance.now();
      for (const candidate of page) {
        // Records with something to be told about take much longer than others.
        if (performance.now() - since > longestTurn) {
          await new Promise(setImmediate);
          since = performance.now();
        }
        const problem = this.#check(candidate, collection, rules);
        // An older version of it is on the server: what refers to it may go.
        if (problem && candidate.accepted === null) this.#behind.set(keyNumber(candidate.key), problem);
      }
      this.#checked += page.length;
      onProgress(this.#checked);
      await new Promise(setImmediate);
    }
  }

  #rulesOf(resource: Resource): (body: object) => CauseDraft | undefined {
    const { world, ways } = this.#options;
    const find = compileBodyCheck(resource, ways);
    const about = { resource: resource.path, names: namesOf(resource, world.resources), ways };
    return (body) => {
      const findings = find(body);
      return findings.length === 0 ? undefined : foundCause(about, findings);
    };
  }

  /** In the order of a push: what holds a record there is found before what its body would be refused for. */
  #check(candidate: Candidate, collection: Collection, { bodies, closed }: Rules): Problem | undefined {
    const { resource } = collection;
    if (isStatedBefore(this.#options.world, candidate, collection)) {
      this.#problems.hold(statedTwiceCause(resource), candidate.id);
      return undefined;
    }
    const shaped = this.#shaping.shape(resource, candidate);
    if (shaped.kind === "hold") return this.#hold(candidate, shaped);
    const above = this.#heldBy(candidate) ?? this.#closedBy(candidate, closed);
    if (above) return this.#problems.hold(above.cause, candidate.id);
    const readiness = this.#parents.check(resource, candidate);
    if (readiness.kind === "hold") return this.#hold(candidate, readiness);
    const cause = bodies(parseLossless(shaped.body) as object);
    if (cause) return this.#problems.fail(cause, candidate.id, resource);
    this.#parents.accepted(resource, candidate);
    this.#persons.accepted(resource, candidate);
    return undefined;
  }

  /** What keeps the right to one of its persons back. */
  #closedBy(candidate: Candidate, closed: Closed): { readonly cause: CauseDraft } | undefined {
    const association = this.#persons.find(closed, candidate);
    if (!association) return undefined;
    const problem = this.#behind.get(keyNumber(association.key));
    if (problem) return problem;
    const { stores, connection } = this.#options.world;
    const cause = stores.states.one(connection, association.id)?.cause ?? undefined;
    const stored = cause === undefined ? undefined : asDraft(stores.causes.byId(connection, cause));
    return stored && { cause: stored };
  }

  /** What one of its parents stays behind by. */
  #heldBy({ refs }: Candidate): Problem | undefined {
    if (this.#behind.size === 0) return undefined;
    for (let at = 0; at < refs.length; at += referenceBytes) {
      const problem = this.#behind.get(keyNumber(refs, at + 1));
      if (problem) return problem;
    }
    return undefined;
  }

  /** Under a cause of an earlier push where its parent was refused then, and has not changed since. */
  #hold({ id }: Candidate, { cause }: Extract<Readiness, { kind: "hold" }>): Problem | undefined {
    const { stores, connection } = this.#options.world;
    const draft = typeof cause === "number" ? asDraft(stores.causes.byId(connection, cause)) : cause;
    return draft ? this.#problems.hold(draft, id) : undefined;
  }
}

type Stored = ReturnType<World["stores"]["causes"]["byId"]>;

const asDraft = (stored: Stored): CauseDraft | undefined =>
  stored && {
    ...stored,
    status: stored.status ?? undefined,
    type: stored.type ?? undefined,
    about: stored.about ?? undefined,
    topic: stored.topic ?? undefined,
  };
