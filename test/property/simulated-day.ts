import { type Clock, Clockwork } from "../../electron/core/schedule/clockwork.ts";
import type { Schedule } from "../../shared/domain/schedule.ts";

const minute = 60_000;

/** The machine sleeps: from so many minutes of work on, for so many minutes. */
interface Sleep {
  readonly after: number;
  readonly minutes: number;
}

export interface Day {
  readonly schedule: Schedule;
  /** Milliseconds since 1970, when the schedule is set. */
  readonly from: number;
  readonly hours: number;
  /** Minutes that each run takes, of the machine's work; the last one for all further runs. */
  readonly runs: readonly number[];
  readonly sleeps: readonly Sleep[];
}

export interface Batch {
  readonly start: number;
  readonly end: number;
}

interface Timer {
  readonly at: number;
  readonly call: () => void;
}

/** A machine whose clock goes on while it sleeps, and whose timers do not. */
class Machine implements Clock {
  #wall: number;
  #awake = 0;
  readonly #timers = new Set<Timer>();
  readonly #sleeps: Sleep[];
  /** Every time at which it was awake, and the moment before it slept, in order. */
  readonly awakeFrom: { from: number; to: number }[];

  constructor(start: number, sleeps: readonly Sleep[]) {
    this.#wall = start;
    this.#sleeps = [...sleeps].sort((a, b) => a.after - b.after);
    this.awakeFrom = [{ from: start, to: Number.POSITIVE_INFINITY }];
  }

  now = () => this.#wall;
  elapsed = () => this.#awake;

  after = (milliseconds: number, call: () => void) => {
    const timer = { at: this.#awake + milliseconds, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Somebody sets the clock. */
  set(by: number) {
    this.#wall += by;
  }

  runUntil(end: number) {
    while (this.#wall < end) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next) return;
      this.#sleepBefore(next.at);
      this.#wall += next.at - this.#awake;
      this.#awake = next.at;
      this.#timers.delete(next);
      next.call();
    }
  }

  #sleepBefore(at: number) {
    for (let [sleep] = this.#sleeps; sleep && sleep.after * minute <= at; [sleep] = this.#sleeps) {
      this.#sleeps.shift();
      const from = this.#wall + sleep.after * minute - this.#awake;
      const last = this.awakeFrom.at(-1);
      if (last) last.to = from;
      this.awakeFrom.push({ from: from + sleep.minutes * minute, to: Number.POSITIVE_INFINITY });
      this.#wall += sleep.minutes * minute;
    }
  }
}

/** Lets the clockwork keep a schedule on a simulated machine. Throws when a batch is started while one runs. */
export function simulate(
  { schedule, from, hours, runs, sleeps }: Day,
  interfere: (machine: Machine) => void = () => {},
) {
  const machine = new Machine(from, sleeps);
  const batches: Batch[] = [];
  const bugs: unknown[] = [];
  let since = from;
  let running: number | undefined;
  const clockwork = new Clockwork({
    clock: machine,
    standings: () => [
      {
        connection: 1,
        what: "batch" as const,
        schedule,
        since,
        isRunning: running !== undefined,
        isPaused: false,
        isClosed: false,
        isGuided: false,
      },
    ],
    settle: (_, at) => {
      since = at;
    },
    start: (_, now) => {
      if (running !== undefined) throw new Error("Two batches at a time.");
      running = now;
      since = now;
      machine.after((runs[Math.min(batches.length, runs.length - 1)] ?? 0) * minute, () => {
        batches.push({ start: running ?? Number.NaN, end: machine.now() });
        running = undefined;
        clockwork.nudge();
      });
    },
    reportBug: (bug) => bugs.push(bug),
  });
  clockwork.start();
  interfere(machine);
  machine.runUntil(from + hours * 60 * minute);
  clockwork.stop();
  if (bugs.length > 0) throw bugs[0];
  const started =
    running === undefined ? batches : [...batches, { start: running, end: Number.POSITIVE_INFINITY }];
  return { batches: started, awake: machine.awakeFrom };
}
