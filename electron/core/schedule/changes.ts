import type { StoredConnection } from "../connections/connections-store.ts";
import type { Clock } from "./clockwork.ts";
import { closest } from "./timetable.ts";

interface ChangesParts {
  readonly clock: Clock;
  /** Records of a connection have yet to be sent for the first time, or have changed since. */
  readonly hasUnsent: (connection: StoredConnection) => boolean;
}

/** What a schedule that follows changes goes by: when the folders were last found changed. */
export class Changes {
  readonly #parts: ChangesParts;
  readonly #found = new Map<number, number>();

  constructor(parts: ChangesParts) {
    this.#parts = parts;
  }

  /** The folders were read: for the first time since Steward was started, or because they had changed. */
  found(connection: number) {
    this.#found.set(connection, this.#parts.clock.now());
  }

  /**
   * Since when something is there to be sent; undefined: nothing is. What the last batch (started at `last`) did not get rid of,
   * the server being away, is tried again after a while.
   */
  since(connection: StoredConnection, last: number): number | undefined {
    const found = this.#found.get(connection.id);
    if (found === undefined || !this.#parts.hasUnsent(connection)) return undefined;
    // No later than now, also where the clock was set back.
    return found > last ? Math.min(found, this.#parts.clock.now()) : last + closest;
  }
}
