import type { Emitted } from "../../../shared/contract.ts";
import type { PushRequest, PushResult, Run, RunProgress } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import { describeStorage } from "../db/open.ts";
import { type PushOptions, PushRun } from "./push-run.ts";
import type { RunsStore, StoredRun } from "./runs-store.ts";

interface Active {
  readonly run: PushRun;
  readonly connection: number;
  readonly result: Promise<PushResult>;
}

export interface PushesOptions {
  readonly runs: RunsStore;
  readonly emit: (event: Emitted) => void;
  readonly reportBug: (error: unknown) => void;
  /** The connection's public id, for what hosts see. */
  readonly uidOf: (connection: number) => string;
}

type Prepared = Omit<PushOptions, "run" | "runs" | "onProgress" | "request">;

/** The pushes of this process: one at a time for each connection. */
export class Pushes {
  readonly #options: PushesOptions;
  readonly #active = new Map<number, Active>();
  #isClosing = false;

  constructor(options: PushesOptions) {
    this.#options = options;
  }

  /** Throws AppError("conflict") while a push of this connection runs, and once the end of them all was asked for. */
  start(prepared: Prepared, request: PushRequest): Run {
    if (this.#isClosing) throw new AppError("conflict", "Steward is ending. Start it again, and push then.");
    if (this.isRunning(prepared.connection)) {
      throw new AppError(
        "conflict",
        "A push of this connection is running. Wait for its end, or cancel it first.",
      );
    }
    const { runs, emit } = this.#options;
    const id = runs.start(prepared.connection, request, new Date().toISOString());
    const uid = this.#options.uidOf(prepared.connection);
    const onProgress = (progress: RunProgress) =>
      emit({ name: "run.progress", data: { ...progress, connection: uid } });
    const run = new PushRun({ ...prepared, run: id, runs, request, onProgress });
    const result = this.#follow(id, run);
    // Whoever asks for the result meets the failure; nobody has to ask.
    result.catch(() => {});
    this.#active.set(id, { run, connection: prepared.connection, result });
    const started = this.show(id);
    emit({ name: "run.changed", data: started });
    return started;
  }

  isRunning = (connection: number): boolean =>
    [...this.#active.values()].some((active) => active.connection === connection);

  /** Throws AppError("not-found") when no such push runs. */
  cancel(id: string) {
    const active = this.#active.get(Number(id));
    if (!active) throw new AppError("not-found", "That push is not running.");
    active.run.cancel();
  }

  /** Waits for the end. Throws AppError("not-found") for a run that has no result. */
  async result(id: string): Promise<PushResult> {
    const active = this.#active.get(Number(id));
    if (active) return active.result;
    const { result, state } = this.#find(id);
    if (result) return this.#shown(result);
    throw new AppError(
      "not-found",
      state === "crashed"
        ? "That push was cut off: Steward ended in the middle of it."
        : "That push has no result.",
    );
  }

  progress = (): RunProgress[] =>
    [...this.#active.values()].map(({ run, connection }) => ({
      ...run.progress(),
      connection: this.#options.uidOf(connection),
    }));

  show = (id: number): Run => this.shown(this.#find(String(id)));

  shown = ({ id, connection, state, startedAt, endedAt, result }: StoredRun): Run => ({
    id: String(id),
    connection: this.#options.uidOf(connection),
    state,
    startedAt,
    ...(endedAt !== null && { endedAt }),
    ...(result && { result: this.#shown(result) }),
  });

  /** Cancels what runs, lets nothing more begin, and waits until all is saved. */
  async close() {
    this.#isClosing = true;
    for (const { run } of this.#active.values()) run.cancel();
    await Promise.allSettled([...this.#active.values()].map(({ result }) => result));
  }

  #shown = (result: PushResult): PushResult => ({
    ...result,
    connection: this.#options.uidOf(Number(result.connection)),
  });

  #find(id: string): StoredRun {
    const found = this.#options.runs.byId(Number(id));
    if (!found) throw new AppError("not-found", "There is no such run.");
    return found;
  }

  #markCrashed(id: number) {
    try {
      this.#options.runs.crash(id, new Date().toISOString());
      this.#options.emit({ name: "run.changed", data: this.show(id) });
    } catch {
      // The database itself is what failed; the next start marks the run.
    }
  }

  async #follow(id: number, run: PushRun): Promise<PushResult> {
    const { runs, emit, reportBug } = this.#options;
    try {
      // A turn later: whoever starts a run sees it registered first.
      await new Promise(setImmediate);
      const result = await run.run();
      runs.end(id, result, new Date().toISOString());
      this.#active.delete(id);
      emit({ name: "run.changed", data: this.show(id) });
      emit({ name: "data.changed", data: { tables: ["records", "runs", "causes", "sources"] } });
      return this.#shown(result);
    } catch (error) {
      this.#active.delete(id);
      const described = describeStorage(error);
      this.#markCrashed(id);
      if (described instanceof AppError) throw described;
      reportBug(error);
      throw new AppError("internal", "Something went wrong. The log has the details.");
    }
  }
}
