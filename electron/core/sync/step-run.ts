import { statedTwiceCause, waitingCause } from "../causes/drafts.ts";
import { namesOf } from "../causes/model-names.ts";
import type { PersonRule, Step } from "../model/types.ts";
import { digestOf } from "../sources/record.ts";
import type { Collection } from "../sources/sets-store.ts";
import { noteFrontier, readCandidates } from "./candidates.ts";
import type { Candidate } from "./candidates-store.ts";
import { type About, conclude } from "./conclude.ts";
import type { Flight, Result } from "./outcome-writer.ts";
import { highWater, Outstanding } from "./outstanding.ts";
import type { Readiness } from "./parents.ts";
import type { RunContext } from "./run-context.ts";
import type { Sent } from "./sender.ts";
import { countOutcome } from "./tally.ts";
import { isStatedBefore } from "./twins.ts";
import { collectionsOf, rightsFor } from "./world.ts";

type Dressed = { readonly candidate: Candidate; readonly body: string };
/** What is known of a record besides its answer. */
type OnItsWay = Pick<Result, "shape" | "content" | "ledger" | "together"> & {
  readonly flight: Flight;
  readonly isRenamed?: boolean;
};

/**
 * Sends one resource, at its Create row or (people who had to wait) at its Update row. A pass takes every record that
 * has something to do; records whose parents come later, in this resource or in another one, stay for the next pass.
 */
export class StepRun {
  readonly #context: RunContext;
  readonly #step: Step;
  readonly #rule: PersonRule | undefined;
  readonly #about: About;
  readonly #outstanding = new Outstanding();
  /** Resources whose records this pass was waiting for. */
  #later = new Set<string>();
  #accepted = 0;

  constructor(context: RunContext, step: Step) {
    this.#context = context;
    this.#step = step;
    this.#rule = context.world.persons.find(({ person }) => person === step.resource);
    this.#about = {
      ...step,
      isPerson: this.#rule !== undefined,
      associations: rightsFor(context.world, step.resource),
      names: namesOf(context.world.resources.get(step.resource), context.world.resources),
    };
  }

  /** One pass. Returns what it waits for, and how many were accepted. `last`: nothing is left for later. */
  async pass(last: boolean): Promise<{ later: ReadonlySet<string>; accepted: number }> {
    const { world, parents, keyChanges, signal, allowance } = this.#context;
    this.#later = new Set();
    this.#accepted = 0;
    try {
      await keyChanges.prepare(this.#step.resource);
      await parents.prepare(this.#step.resource);
      for (const collection of collectionsOf(world, this.#step.resource)) {
        for await (const page of readCandidates(world, collection, this.#context.force)) {
          if (signal.aborted || allowance.isSpent) break;
          await this.#takePage(page, collection, last);
        }
      }
    } catch (error) {
      this.#context.stop(error);
      throw error;
    } finally {
      await this.#outstanding.until(0);
    }
    this.#context.writer.flush();
    noteFrontier(world, this.#step.resource);
    return { later: this.#later, accepted: this.#accepted };
  }

  async #takePage(page: readonly Candidate[], collection: Collection, last: boolean) {
    const { world, run, allowance } = this.#context;
    const ready: Candidate[] = [];
    for (const candidate of page) {
      if (allowance.isSpent) break;
      const decided = this.#decide(candidate, collection, last);
      const isToGo = decided === true || (decided !== false && (await decided));
      // While that was looked up another step may have taken the last of the allowance.
      if (isToGo && allowance.take(candidate.body)) ready.push(candidate);
    }
    // Shaped without a pause before they leave: a mapping that changes from here on finds them on their way.
    const toSend = ready.flatMap((candidate) => this.#dress(candidate));
    allowance.giveBack(ready.length - toSend.length);
    if (toSend.length === 0) return;
    // Written before the first of them leaves: what is not heard of again is `unknown`, never lost.
    const id = world.stores.states.beginFlight(
      world.connection,
      run,
      toSend.map(({ candidate }) => candidate.id),
    );
    const flight: Flight = { id, left: toSend.length };
    for (const { candidate, body } of toSend) this.#send(candidate, body, flight);
    await this.#outstanding.until(highWater(this.#context.sender.concurrency));
  }

  /** True: to be sent now. A promise only for those that wait for a right. */
  #decide(candidate: Candidate, collection: Collection, last: boolean): boolean | Promise<boolean> {
    if (this.#isSettled(candidate)) return false;
    const isUpdate = this.#step.operation === "update";
    if (this.#rule && (candidate.state === "waiting") !== isUpdate && !this.#context.force) return false;
    if (isUpdate) return candidate.state === "waiting" && this.#mayUpdate(candidate);
    if (this.#isStatedTwice(candidate, collection)) return false;
    const { shaping, parents, keyChanges } = this.#context;
    const { resource } = this.#step;
    if (!this.#isReady(candidate, keyChanges.check(candidate), last)) return false;
    if (!this.#isReady(candidate, shaping.shape(resource, candidate), last)) return false;
    if (!this.#isReady(candidate, parents.check(resource, candidate), last)) return false;
    if (candidate.state !== "waiting") return true;
    return parents.isAuthorized(resource, candidate);
  }

  #isReady(candidate: Candidate, readiness: Readiness, last: boolean): boolean {
    if (readiness.kind === "later" && !last) {
      this.#later.add(readiness.resource);
      return false;
    }
    if (readiness.kind === "hold") {
      this.#hold(candidate, readiness.blockedBy, readiness.cause);
      return false;
    }
    return true;
  }

  /** An earlier pass of this run has sent it: what came of that stays, whoever passes once more. */
  #isSettled({ run, state }: Candidate): boolean {
    return run === this.#context.run && (state === "sent" || state === "failed" || state === "unknown");
  }

  async #mayUpdate(candidate: Candidate): Promise<boolean> {
    if (!this.#rule) return false;
    const right = await this.#context.parents.mayUpdate(this.#rule, candidate);
    if (right === true) return true;
    const cause = right?.cause ?? waitingCause(this.#step.resource, this.#rule.associations);
    if (candidate.cause === null || (typeof cause === "number" && cause !== candidate.cause)) {
      this.#note({ candidate, event: "wait", cause, ...(right && { blockedBy: right.key }) });
    }
    return false;
  }

  #hold(candidate: Candidate, blockedBy: Buffer, cause: Result["cause"]) {
    const { stores, connection } = this.#context.world;
    const same = candidate.state === "blocked" && candidate.blockedBy?.equals(blockedBy);
    // Nothing new: the row stays as it is, whoever else is looking at it.
    if (same && stores.causes.is(connection, candidate.cause, cause)) return;
    this.#note({ candidate, event: "hold", cause, blockedBy: Buffer.from(blockedBy) });
  }

  /** Held and not refused: the server has said nothing, and when the folder that comes first lets go, this one is next. */
  #isStatedTwice(candidate: Candidate, collection: Collection): boolean {
    if (!isStatedBefore(this.#context.world, candidate, collection)) return false;
    this.#hold(candidate, candidate.key, statedTwiceCause(collection.resource));
    return true;
  }

  /** With the body that this connection gets; nothing when a mapping was taken away a moment ago. */
  #dress(candidate: Candidate): Dressed[] {
    const shaped = this.#context.shaping.shape(this.#step.resource, candidate);
    return shaped.kind === "hold" ? [] : [{ candidate, body: shaped.body }];
  }

  #send(candidate: Candidate, body: string, flight: Flight) {
    const { keyChanges, guard, tally, shaping } = this.#context;
    this.#outstanding.add();
    tally.sent += 1;
    const content = body === candidate.body ? undefined : digestOf(body);
    const way = { flight, shape: shaping.version, content };
    const known = keyChanges.knownOf(candidate);
    guard.send(keyChanges.writeFor(candidate, this.#step.resource, body), known, (sent) => {
      try {
        const asked = this.#concludeKey({ candidate, body }, way, sent);
        if (asked) void asked.catch(this.#context.stop).finally(this.#outstanding.less);
        else this.#outstanding.less();
      } catch (error) {
        this.#context.stop(error);
        this.#outstanding.less();
      }
    });
  }

  /** Of a record that has another key than before, the server is asked first what it made of that. */
  #concludeKey({ candidate, body }: Dressed, way: OnItsWay, sent: Sent): Promise<void> | undefined {
    const asked = this.#context.keyChanges.conclude(candidate, way.content, sent);
    if (!asked) return this.#conclude(candidate, way, sent);
    return asked.then((end) => {
      if (end.kind === "usual") return this.#conclude(candidate, { ...way, ...end }, sent);
      if (end.kind === "again") return this.#send(candidate, body, way.flight);
      return this.#note({ ...way, ...end.held, candidate, event: "hold", blockedBy: candidate.key });
    });
  }

  /** Stores the outcome; a promise only where our own records have to be asked first. */
  #conclude(candidate: Candidate, way: OnItsWay, sent: Sent): Promise<void> | undefined {
    const conclusion = conclude(candidate, sent, this.#about);
    switch (conclusion.kind) {
      case "result":
        this.#note({ ...conclusion.result, ...way });
        if (sent.kind === "accepted")
          this.#noteAccepted(candidate, way.isRenamed ? "keyChanged" : sent.created ? "created" : "updated");
        return undefined;
      case "release":
        this.#context.writer.release(way.flight);
        return undefined;
      case "ask":
        return this.#context.parents
          .isAuthorized(this.#step.resource, candidate)
          .then((authorized) => this.#note({ ...conclusion.result(authorized), ...way }));
      default:
        return conclusion satisfies never;
    }
  }

  #noteAccepted(candidate: Candidate, as: "created" | "updated" | "keyChanged") {
    this.#accepted += 1;
    this.#context.tally[as] += 1;
    this.#context.parents.accepted(this.#step.resource, candidate);
  }

  #note(result: Result) {
    const { tally, run } = this.#context;
    const { candidate, event } = result;
    countOutcome(tally, this.#step.resource, event, candidate.run === run ? candidate.state : undefined);
    this.#context.writer.add(result);
  }
}
