import type { Circuit, Pass } from "./circuit.ts";
import type { Share } from "./shared-limit.ts";

export interface LanesOptions<Job> {
  readonly share: Share;
  readonly circuit: Circuit;
  readonly signal: AbortSignal;
  /** Does one job, to its end or until it has to wait; once the signal is aborted, only to say so. */
  readonly attempt: (job: Job, pass: Pass) => Promise<void>;
  /** Ends the run. */
  readonly stop: (reason: unknown) => void;
}

/**
 * Works through a queue of jobs, first in, first out, as many at a time as the server takes. While the circuit is open
 * the jobs stay in the queue, and one of them at a time looks whether the server is back: what only waits keeps no other
 * connection from sending to the same server.
 */
export class Lanes<Job> {
  readonly #options: LanesOptions<Job>;
  readonly #jobs: Job[] = [];
  #lanes = 0;
  #isLooking = false;

  constructor(options: LanesOptions<Job>) {
    this.#options = options;
    options.share.onRaised = this.#open;
  }

  add(job: Job) {
    this.#jobs.push(job);
    this.#open();
  }

  get #isClosed(): boolean {
    const { circuit, signal } = this.#options;
    return circuit.isOpen && !signal.aborted;
  }

  /** As many lanes as may run at a time and have something to do. */
  #open = () => {
    if (this.#jobs.length === 0) return;
    if (this.#isClosed) return this.#lookOut();
    const { share, stop } = this.#options;
    const wanted = Math.min(share.limit - this.#lanes, this.#jobs.length);
    for (let more = wanted; more > 0; more--) {
      this.#lanes += 1;
      // What broke in it ends the run; what waits in the queue is told so.
      share.open(this.#lane).catch(stop).finally(this.#open);
    }
  };

  /** Does one job after the other. Counted out before anything else can be queued: no job is left lying. */
  #lane = async (): Promise<void> => {
    const { attempt, share } = this.#options;
    try {
      for (let job = this.#next(); job !== undefined; job = this.#next()) {
        await attempt(job, "free");
        // Whoever waits comes next, and this one after them.
        if (this.#lanes > share.limit || share.isWanted) break;
      }
    } finally {
      this.#lanes -= 1;
    }
  };

  #next = (): Job | undefined => (this.#isClosed ? undefined : this.#jobs.shift());

  #lookOut() {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#look()
      .catch(this.#options.stop)
      .finally(() => {
        this.#isLooking = false;
        this.#open();
      });
  }

  /** Waits for the time of the next look at a server that was away, and sends one job. */
  async #look() {
    const { circuit, signal, share, attempt } = this.#options;
    if ((await circuit.pass(signal)) === "free") return;
    const job = this.#jobs.shift();
    if (job !== undefined) await share.open(() => attempt(job, "probe")).finally(() => circuit.probed());
    else circuit.probed();
  }
}
