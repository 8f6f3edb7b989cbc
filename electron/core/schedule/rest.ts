import type { StoredConnection } from "../connections/connections-store.ts";
import type { Clock, Clockwork } from "./clockwork.ts";
import type { Submissions } from "./submissions.ts";

export interface RestParts {
  readonly clock: Clock;
  readonly clockwork: Pick<Clockwork, "isKeeping" | "start" | "stop">;
  readonly submissions: Pick<Submissions, "rest" | "wake">;
  readonly connections: { list(): StoredConnection[] };
}

/**
 * Milliseconds. Nobody promises that a machine tells when it wakes: after so long awake it has. Timers do not count the time
 * that it sleeps.
 */
const longestRest = 60_000;

/** While the machine sleeps nothing is sent: connections would break off one by one, and half an hour of silence end a run. */
export class Rest {
  readonly #parts: RestParts;
  #resting: { readonly keptSchedules: boolean; readonly forget: () => void } | undefined;

  constructor(parts: RestParts) {
    this.#parts = parts;
  }

  suspend() {
    if (this.#resting) return;
    const { clock, clockwork, submissions, connections } = this.#parts;
    const keptSchedules = clockwork.isKeeping;
    clockwork.stop();
    submissions.rest(connections.list().map(({ id }) => id));
    this.#resting = { keptSchedules, forget: clock.after(longestRest, () => this.resume()) };
  }

  resume() {
    if (!this.#resting) return;
    const { clockwork, submissions, connections } = this.#parts;
    const { keptSchedules } = this.stop();
    submissions.wake(connections.list().map(({ id }) => id));
    if (keptSchedules) clockwork.start();
  }

  /** Steward ends, asleep or not. */
  stop() {
    const keptSchedules = this.#resting?.keptSchedules ?? false;
    this.#resting?.forget();
    this.#resting = undefined;
    return { keptSchedules };
  }
}
