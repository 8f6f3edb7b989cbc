import { decide, type Standing } from "./decide.ts";

/** What tells the time. Tests have one of their own. */
export interface Clock {
  /** Milliseconds since 1970, as the machine's user has set it. */
  now(): number;
  /** Milliseconds since some moment, which nobody can set. */
  elapsed(): number;
  /** Calls back once, after so many milliseconds of being awake. Returns what forgets it. Holds up no process. */
  after(milliseconds: number, call: () => void): () => void;
}

export const machineClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** What is started by the clock: the batches of a connection, or its resyncs. */
export interface Duty {
  readonly connection: number;
  readonly what: "batch" | "resync";
}

export interface Keeping {
  readonly clock: Clock;
  readonly standings: () => readonly (Standing & Duty)[];
  /** Submits it, and settles its times up to now. */
  readonly start: (duty: Duty, now: number) => void;
  readonly settle: (duty: Duty, since: number) => void;
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
      const started = new Set<number>();
      return this.#keeping.standings().flatMap((standing) => this.#keep(standing, started) ?? []);
    } catch (error) {
      this.#keeping.reportBug(error);
      return [];
    }
  }

  /** What was started of a connection a moment ago runs: the rest of it waits. */
  #keep({ connection, what, ...standing }: Standing & Duty, started: Set<number>): number | undefined {
    const { clock, start, settle, reportBug } = this.#keeping;
    const now = clock.now();
    try {
      const decision = decide(now, { ...standing, isRunning: standing.isRunning || started.has(connection) });
      if (decision.kind === "wait") {
        if (decision.since !== undefined) settle({ connection, what }, decision.since);
        return decision.next;
      }
      start({ connection, what }, now);
      started.add(connection);
    } catch (error) {
      // The other connections' schedules are kept.
      reportBug(error);
    }
    return undefined;
  }
}
