import type { Step } from "../model/types.ts";
import type { RunContext } from "./step-run.ts";
import { StepRun } from "./step-run.ts";

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
  readonly #finished: Set<string>;

  constructor(context: RunContext, steps: readonly Step[], finished: Set<string>) {
    this.#context = context;
    this.#steps = steps;
    this.#finished = finished;
  }

  async run(): Promise<void> {
    for (let round = 0; round < mostRounds; round++) {
      const late = await this.#round();
      let released = 0;
      for (const step of late) released += await this.#late(step);
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
        if (await this.#passes(step)) late.push(step);
        if (step.operation === "create") this.#finished.add(step.resource);
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

  async #late(step: Step): Promise<number> {
    const run = new StepRun(this.#context, step);
    let released = 0;
    for (let pass = 0; pass < mostPasses; pass++) {
      const { later, accepted } = await run.pass(false);
      released += accepted;
      if (later.size === 0 || this.#context.signal.aborted) return released;
      if (accepted === 0) break;
    }
    return released + (await run.pass(true)).accepted;
  }
}
