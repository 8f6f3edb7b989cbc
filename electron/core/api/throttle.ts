import type { Dispatcher } from "undici";
import type { Way } from "./types.ts";

interface Waiting {
  readonly options: Dispatcher.DispatchOptions;
  readonly handler: Dispatcher.DispatchHandler;
}

/** What a timer that came late may catch up on, in milliseconds: some systems wake one only every 16. */
const slack = 50;

/**
 * Lets no more requests through than so many a second; the others wait for their turn, first in, first out. What waits is
 * bounded by those who ask: each waits for its answer before it asks again.
 */
export class Throttle implements Way {
  readonly #way: Way;
  readonly #interval: number;
  readonly #slack: number;
  readonly #waiting: Waiting[] = [];
  /** When the next request is due, in milliseconds of performance.now. */
  #due = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(way: Way, requestsPerSecond: number) {
    this.#way = way;
    this.#interval = 1000 / requestsPerSecond;
    this.#slack = Math.max(0, slack - this.#interval);
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#waiting.length === 0 && this.#take()) return this.#way.dispatch(options, handler);
    this.#waiting.push({ options, handler });
    this.#schedule();
    return false;
  }

  /** What still waits is answered by the way's own end. */
  async destroy(): Promise<void> {
    clearTimeout(this.#timer);
    const ended = this.#way.destroy();
    for (const { options, handler } of this.#waiting.splice(0)) this.#way.dispatch(options, handler);
    await ended;
  }

  /** True when a request may go now; counts it. */
  #take(): boolean {
    const now = performance.now();
    if (this.#due - this.#slack > now) return false;
    this.#due = Math.max(this.#due, now) + this.#interval;
    return true;
  }

  #schedule(): void {
    const wait = Math.max(1, Math.ceil(this.#due - this.#slack - performance.now()));
    this.#timer ??= setTimeout(this.#release, wait);
  }

  #release = (): void => {
    this.#timer = undefined;
    while (this.#waiting.length > 0 && this.#take()) {
      const next = this.#waiting.shift();
      if (next !== undefined) this.#way.dispatch(next.options, next.handler);
    }
    if (this.#waiting.length > 0) this.#schedule();
  };
}
