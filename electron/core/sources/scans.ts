import { AppError } from "../../../shared/errors.ts";

/** What reads; "schools" looks through what was read, for a connection that sends other schools than before. */
export type Reader = "scan" | "check" | "preview" | "schools";

interface Running {
  readonly connection: number;
  readonly of: Reader;
  readonly abort: AbortController;
  readonly end: Promise<unknown>;
}

/** The readings: each in its turn, and those that no push asked for can be ended from outside while they run. */
export class Scans {
  readonly #running = new Set<Running>();
  #turn: Promise<unknown> = Promise.resolve();

  /** While nothing else is read: two readings of one set would write the same rows. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Gives what `read` gives. Throws AppError("cancelled") when it was ended. */
  async run<T>(connection: number, of: Reader, read: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const end = read(abort.signal);
    const running = { connection, of, abort, end };
    this.#running.add(running);
    try {
      return await end;
    } finally {
      this.#running.delete(running);
    }
  }

  /** `of`: only these. Throws AppError("not-found") when nothing of it is being read for this connection. */
  cancel(connection: number, of?: Reader) {
    const ended = [...this.#running].filter(
      (running) => running.connection === connection && (of === undefined || running.of === of),
    );
    if (ended.length === 0) {
      throw new AppError("not-found", "The folders of this connection are not being read.");
    }
    for (const { abort } of ended) abort.abort(cancelled());
  }

  /** Ends what runs, or only what runs for one connection, and waits until it is saved. */
  async close(connection?: number) {
    const ended = [...this.#running].filter(
      (running) => connection === undefined || running.connection === connection,
    );
    for (const { abort } of ended) abort.abort(cancelled());
    await Promise.allSettled(ended.map(({ end }) => end));
  }
}

const cancelled = () =>
  new AppError(
    "cancelled",
    "The reading was ended. Files that were read to their end are not read again; the next reading goes on from there.",
  );
