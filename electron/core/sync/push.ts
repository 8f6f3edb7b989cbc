import type { Step } from "../model/types.ts";
import type { RunContext } from "./run-context.ts";
import { StepRun } from "./step-run.ts";

interface Progress {
  readonly finished: Set<string>;
  readonly late: Set<string>;
}

/** Passes over one resource whose records refer to each other: the depth of its deepest tree. */
const mostPasses = 100;
const mostRounds = 10;

/**
 * Sends what the planned steps have to send. A step starts when the steps before it are finished; nothing else is
 * waited for. Records whose parents come later (an optional reference against the order) get passes of their own at
 * the end, and what they release goes in another round. Rejects with what stopped the run.
 */
export class Push {
  readonly #context: RunContext;
  readonly #steps: readonly Step[];
  readonly #progress: Progress;

  /** Tells `progress` how far the steps have come. */
  constructor(context: RunContext, steps: readonly Step[], progress: Progress) {
    this.#context = context;
    this.#steps = steps;
    this.#progress = progress;
  }

  async run(): Promise<void> {
    for (let round = 0; round < mostRounds; round++) {
      const late = await this.#round();
      const released = late.length > 0 ? await this.#sendLate(late) : 0;
      if (released === 0 || this.#context.signal.aborted) return;
    }
  }

  /** Every step once, side by side where the graph allows it. Returns those with records left for later. */
  async #round(): Promise<Step[]> {
    const late: Step[] = [];
    const done = new Map<string, Promise<void>>();
    for (const step of this.#steps) {
      const before = step.after.map((id) => done.get(id));
      const run = Promise.all(before).then(async () => {
        if (this.#context.signal.aborted) return;
        if (await this.#passes(step)) {
          late.push(step);
          this.#progress.late.add(step.resource);
        }
        if (step.operation === "create") this.#progress.finished.add(step.resource);
      });
      // The others end by themselves then; nothing may go on once the run has ended.
      run.catch(this.#context.stop);
      done.set(step.id, run);
    }
    await Promise.allSettled(done.values());
    await Promise.all(done.values());
    return late;
  }

  /** Passes until nothing more of this resource can go. True when records wait for another resource. */
  async #passes(step: Step): Promise<boolean> {
    const run = new StepRun(this.#context, step);
    for (let pass = 0; pass < mostPasses; pass++) {
      const { later, accepted } = await run.pass(false);
      if (later.size === 0 || this.#context.signal.aborted) return false;
      if ([...later].some((resource) => resource !== step.resource)) return true;
      if (accepted > 0) continue;
      // They wait for each other in a circle: the server says what it thinks of that.
      await run.pass(true);
      return false;
    }
    return false;
  }

  /** Sends what the steps of a round left for its end. Returns how many were accepted. */
  async #sendLate(steps: readonly Step[]): Promise<number> {
    const { late } = this.#progress;
    let waiting = steps.map((step) => ({ step, run: new StepRun(this.#context, step) }));
    let released = 0;
    for (let pass = 0; pass < mostPasses; pass++) {
      const before = { waiting: waiting.length, released };
      for (const { step, run } of [...waiting]) {
        const { later, accepted } = await run.pass(false);
        released += accepted;
        if (later.size > 0) continue;
        late.delete(step.resource);
        waiting = waiting.filter((one) => one.step !== step);
      }
      if (waiting.length === 0 || this.#context.signal.aborted) return released;
      if (waiting.length === before.waiting && released === before.released) break;
    }
    // They wait for each other in a circle: the server says what it thinks of that.
    for (const { step, run } of waiting) {
      released += (await run.pass(true)).accepted;
      late.delete(step.resource);
    }
    return released;
  }
}
