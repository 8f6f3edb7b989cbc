import { decide, type Standing } from "./decide.ts";

/** What tells the time. Tests have one of their own. */
export interface Clock {
  /** Milliseconds since 1970, as the machine's user has set it. */
  now(): number;
  /** Calls back once, after so many milliseconds of being awake. Returns what forgets it. Holds up no process. */
  after(milliseconds: number, call: () => void): () => void;
}

export const machineClock: Clock = {
  now: Date.now,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export interface Keeping {
  readonly clock: Clock;
  readonly standings: () => readonly (Standing & { readonly connection: number })[];
  /** Submits a batch, and settles the times up to now. */
  readonly start: (connection: number, now: number) => void;
  readonly settle: (connection: number, since: number) => void;
  readonly reportBug: (error: unknown) => void;
}

/** A timer does not count the time that a machine sleeps, and nobody says when its clock was set: milliseconds. */
const longestSleep = 30_000;

/** Starts the batches of all connections when they are due: one timer, which looks at the clock at least twice a minute. */
export class Clockwork {
  readonly #keeping: Keeping;
  #forget: (() => void) | undefined;
  #isKeeping = false;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  get isKeeping() {
    return this.#isKeeping;
  }

  start() {
    this.#isKeeping = true;
    this.#sleep(0);
  }

  /** A schedule changed, or something ended: looks again at once. */
  nudge = () => {
    if (this.#isKeeping) this.#sleep(0);
  };

  stop() {
    this.#isKeeping = false;
    this.#forget?.();
  }

  #sleep(milliseconds: number) {
    this.#forget?.();
    this.#forget = this.#keeping.clock.after(milliseconds, this.#wake);
  }

  #wake = () => {
    if (!this.#isKeeping) return;
    const nexts = this.#look();
    const now = this.#keeping.clock.now();
    this.#sleep(Math.max(0, Math.min(longestSleep, ...nexts.map((next) => next - now))));
  };

  /** Starts what is due. Returns when others will be. */
  #look(): number[] {
    try {
      return this.#keeping.standings().flatMap((standing) => this.#keep(standing) ?? []);
    } catch (error) {
      this.#keeping.reportBug(error);
      return [];
    }
  }

  #keep({ connection, ...standing }: Standing & { readonly connection: number }): number | undefined {
    const { clock, start, settle, reportBug } = this.#keeping;
    const now = clock.now();
    try {
      const decision = decide(now, standing);
      if (decision.kind === "wait") {
        if (decision.since !== undefined) settle(connection, decision.since);
        return decision.next;
      }
      start(connection, now);
    } catch (error) {
      // The other connections' schedules are kept.
      reportBug(error);
    }
    return undefined;
  }
}
