import type { Emitted } from "../../../shared/contract.ts";
import type { PushRequest, PushResult, Run, RunProgress, RunResource } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import { describeStorage } from "../db/open.ts";
import type { PushOptions } from "./push-options.ts";
import { PushRun } from "./push-run.ts";
import type { RunsStore, StoredRun } from "./runs-store.ts";
import { SharedLimits } from "./shared-limit.ts";
import { resultOfNothing } from "./unbegun.ts";
import { Waiting } from "./waiting.ts";

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
  /** What a push of a connection works with. What is in its way is said when it connects. */
  readonly prepare: (connection: number) => PreparedPush;
}

export type PreparedPush = Omit<PushOptions, "run" | "runs" | "limits" | "onProgress" | "request">;

/** A run, and what it takes of what was asked for. */
export interface Take {
  readonly id: number;
  readonly connection: number;
  readonly request: PushRequest;
}

/** The pushes that are under way in this process. When one may begin is for others to say. */
export class Pushes {
  readonly #options: PushesOptions;
  readonly #active = new Map<number, Active>();
  readonly #queued = new Waiting<PushResult>();
  /** What servers take at a time: connections to one of them share it. */
  readonly #limits = new SharedLimits();

  constructor(options: PushesOptions) {
    this.#options = options;
  }

  /**
   * Begins a run that waited for its turn. `ended` is called before those who wait for its result are told; undefined: it
   * crashed. It must not throw.
   */
  begin({ id, connection, request }: Take, ended: (result: PushResult | undefined) => void) {
    const { runs, emit, prepare } = this.#options;
    const prepared = prepare(connection);
    runs.begin(id, request, new Date().toISOString());
    const uid = this.#options.uidOf(connection);
    const onProgress = (progress: RunProgress) =>
      emit({ name: "run.progress", data: { ...progress, connection: uid } });
    const run = new PushRun({ ...prepared, run: id, runs, limits: this.#limits, request, onProgress });
    const result = this.#follow(id, run, ended);
    // Whoever asks for the result meets the failure; nobody has to ask.
    result.catch(() => {});
    this.#active.set(id, { run, connection, result });
    this.#queued.tell(id, result);
    emit({ name: "run.changed", data: this.show(id) });
  }

  isRunning = (connection: number): boolean => this.#runOf(connection) !== undefined;

  /** Ends what runs of a connection, with a reason in a sentence. Returns the run's id. */
  interrupt(connection: number, sentence: string): number | undefined {
    const [id, active] = this.#runOf(connection) ?? [];
    active?.run.cancel(sentence);
    return id;
  }

  /** False when no such push runs. */
  cancel(id: number): boolean {
    const active = this.#active.get(id);
    active?.run.cancel();
    return active !== undefined;
  }

  /** A run that waits for its turn is not to begin any more. */
  cancelQueued({ id, connection }: Pick<StoredRun, "id" | "connection">) {
    const { runs, emit } = this.#options;
    const reason = new AppError("cancelled", "The push was cancelled before it began. Nothing was sent.");
    const result = resultOfNothing({ run: id, connection }, reason);
    runs.end(id, result, { at: new Date().toISOString(), refused: 0 });
    emit({ name: "run.changed", data: this.show(id) });
    this.#queued.tell(id, this.#shown(result));
  }

  /** Waits for the end, also of a run that has yet to begin. Throws AppError("not-found") for one that has no result. */
  async result(id: string): Promise<PushResult> {
    const active = this.#active.get(Number(id));
    if (active) return active.result;
    const { result, state } = this.find(id);
    if (result) return this.#shown(result);
    if (state === "queued") return this.#queued.for(Number(id));
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

  /** What the push that is under way, or else the last one, has done of each resource. */
  resourcesOf(connection: number): readonly RunResource[] {
    const [, active] = this.#runOf(connection) ?? [];
    return active?.run.resources() ?? this.#options.runs.lastBegun(connection)?.result?.resources ?? [];
  }

  show = (id: number): Run => this.shown(this.find(String(id)));

  shown = ({ id, connection, state, startedAt, endedAt, result }: StoredRun): Run => ({
    id: String(id),
    connection: this.#options.uidOf(connection),
    state,
    startedAt,
    ...(endedAt !== null && { endedAt }),
    ...(result && { result: this.#shown(result) }),
  });

  /** Throws AppError("not-found"). */
  find(id: string): StoredRun {
    const found = this.#options.runs.byId(Number(id));
    if (!found) throw new AppError("not-found", "There is no such run.");
    return found;
  }

  /** Cancels what runs, and waits until all is saved. */
  async close() {
    this.#queued.dismiss(
      new AppError("cancelled", "Steward is ending. That push waits, and begins once Steward is open again."),
    );
    for (const { run } of this.#active.values()) run.cancel();
    await Promise.allSettled([...this.#active.values()].map(({ result }) => result));
  }

  #runOf = (connection: number) => [...this.#active].find(([, active]) => active.connection === connection);

  #shown = (result: PushResult): PushResult => ({
    ...result,
    connection: this.#options.uidOf(Number(result.connection)),
  });

  #markCrashed(id: number) {
    try {
      this.#options.runs.crash(id, new Date().toISOString());
      this.#options.emit({ name: "run.changed", data: this.show(id) });
    } catch {
      // The database itself is what failed; the next start marks the run.
    }
  }

  async #follow(
    id: number,
    run: PushRun,
    ended: (result: PushResult | undefined) => void,
  ): Promise<PushResult> {
    const { runs, emit, reportBug } = this.#options;
    try {
      // A turn later: whoever starts a run sees it registered first.
      await new Promise(setImmediate);
      const result = await run.run();
      runs.end(id, result, { at: new Date().toISOString(), refused: run.progress().failed });
      this.#active.delete(id);
      emit({ name: "run.changed", data: this.show(id) });
      emit({ name: "data.changed", data: { tables: ["records", "runs", "causes", "sources"] } });
      ended(result);
      return this.#shown(result);
    } catch (error) {
      this.#active.delete(id);
      const described = describeStorage(error);
      this.#markCrashed(id);
      ended(undefined);
      if (described instanceof AppError) throw described;
      reportBug(error);
      throw new AppError("internal", "Something went wrong. The log has the details.");
    }
  }
}
