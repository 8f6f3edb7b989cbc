import type { PullReport } from "../../../shared/domain/descriptor.ts";
import { AppError } from "../../../shared/errors.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { OpenLink } from "../connections/link.ts";
import { type PullOptions, pullAll, pullTypes } from "./pull.ts";

interface PullsOptions {
  readonly stores: PullOptions["stores"];
  readonly open: (connection: StoredConnection, signal: AbortSignal) => Promise<OpenLink>;
  /** What codes become may be something else now. */
  readonly changed: (connection: StoredConnection) => void;
}

interface RunningPull {
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
}

/** Readings of descriptors that a person asked for: one at a time and connection. */
export class Pulls {
  readonly #options: PullsOptions;
  readonly #running = new Map<number, RunningPull>();

  constructor(options: PullsOptions) {
    this.#options = options;
  }

  /** All types, or some by path. Throws AppError: "conflict" while another one runs, and as openLink and pullTypes do. */
  async run(connection: StoredConnection, types?: readonly string[]): Promise<PullReport> {
    if (this.#running.has(connection.id)) {
      throw new AppError("conflict", "The descriptors of this connection are being read. Wait for the end.");
    }
    const abort = new AbortController();
    const pull = this.#pull(connection, types, abort.signal);
    this.#running.set(connection.id, { abort, ended: pull.catch(() => undefined) });
    try {
      return await pull;
    } finally {
      this.#running.delete(connection.id);
    }
  }

  /** Gives up what runs for a connection that is about to go. */
  async stop(connection: number): Promise<void> {
    const running = this.#running.get(connection);
    running?.abort.abort(new AppError("cancelled", "The descriptors were not read to the end."));
    await running?.ended;
  }

  /** Gives up all. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((connection) => this.stop(connection)));
  }

  async #pull(
    connection: StoredConnection,
    types: readonly string[] | undefined,
    signal: AbortSignal,
  ): Promise<PullReport> {
    const { stores, open, changed } = this.#options;
    const link = await open(connection, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
    try {
      const options = { stores, connection, link, signal };
      const { changedTypes, ...report } = await (types ? pullTypes(options, types) : pullAll(options));
      return report;
    } finally {
      await link.client.close();
      changed(connection);
    }
  }
}
