import type { PushRequest, PushResult, RunProgress } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import type { ApiClient } from "../api/types.ts";
import { buildSteps } from "../model/dependencies.ts";
import type { Dependency, Model } from "../model/types.ts";
import { Circuit, waitFor } from "./circuit.ts";
import { isRace } from "./conclude.ts";
import { questionBesides } from "./defects.ts";
import { Meter } from "./meter.ts";
import { OutcomeWriter } from "./outcome-writer.ts";
import { Parents } from "./parents.ts";
import { type Pending, plannedIn, planSteps, readPending, selectResources } from "./plan.ts";
import { Push } from "./push.ts";
import { countLeft, exitStatusFor, nothingLeft, stateFor, summarise, troubleIn } from "./push-result.ts";
import type { RunsStore } from "./runs-store.ts";
import { Sender } from "./sender.ts";
import { doneIn, emptyTally, underWay } from "./tally.ts";
import { createWorld, type SyncStores, type World } from "./world.ts";

/** A connection, ready to be sent to. */
export interface Link {
  readonly client: ApiClient;
  readonly model: Model;
  readonly dependencies: readonly Dependency[] | undefined;
  /** Requests at a time, at most. */
  readonly concurrency: number;
}

export interface PushOptions {
  readonly stores: SyncStores;
  readonly runs: RunsStore;
  readonly connection: number;
  readonly run: number;
  readonly request: PushRequest;
  readonly connect: (signal: AbortSignal) => Promise<Link>;
  /** Reads the connection's sources, and returns their record sets. */
  readonly read: (
    model: Model,
    signal: AbortSignal,
    progress: (lines: number) => void,
  ) => Promise<readonly number[]>;
  readonly onProgress: (progress: RunProgress) => void;
  /** Milliseconds without any answer after which a run gives up. */
  readonly patience: number;
}

const progressEvery = 100;
/** What is on its way when a run is cancelled may still be answered for so long. */
const graceToFinish = 8000;

/** The life of one push: connect, read, plan, send, sum up. Never rejects but with a bug. */
export class PushRun {
  readonly #options: PushOptions;
  readonly #abort = new AbortController();
  readonly #tally = emptyTally();
  readonly #started = performance.now();
  readonly #meter = new Meter();
  #phase: RunProgress["phase"] = "connecting";
  #linesRead = 0;
  #downSince: number | undefined;
  #sender: Sender | undefined;
  #link: Link | undefined;
  #world: World | undefined;
  #selected: ReadonlySet<string> | undefined;
  #unchanged = 0;
  #finished: Promise<void> | undefined;

  constructor(options: PushOptions) {
    this.#options = options;
  }

  /** Lets what is on its way come home, saves, and ends. */
  cancel() {
    this.#abort.abort(
      new AppError(
        "cancelled",
        "The push was cancelled. What was sent is recorded; the rest goes with the next push.",
      ),
    );
  }

  async run(): Promise<PushResult> {
    const timer = setInterval(() => this.#options.onProgress(this.progress()), progressEvery);
    let ending: unknown;
    try {
      await this.#work();
    } catch (error) {
      ending = error;
    }
    clearInterval(timer);
    this.#phase = "ended";
    this.#options.onProgress(this.progress());
    await this.#link?.client.close();
    const reason = this.#abort.signal.aborted ? this.#abort.signal.reason : ending;
    if (reason !== undefined && !(reason instanceof AppError)) throw reason;
    return this.#result(reason);
  }

  progress(): RunProgress {
    const tally = this.#tally;
    const done = doneIn(tally);
    const perSecond = this.#meter.sample(performance.now(), done);
    const left = Math.max(tally.planned - done, 0);
    return {
      run: String(this.#options.run),
      connection: String(this.#options.connection),
      phase: this.#phase,
      linesRead: this.#linesRead,
      planned: tally.planned,
      done,
      accepted: tally.created + tally.updated,
      failed: tally.failed,
      blocked: tally.blocked,
      waiting: tally.waiting,
      perSecond,
      ...(perSecond > 0 && this.#phase === "sending" && { secondsLeft: left / perSecond }),
      inFlight: this.#sender?.inFlight ?? 0,
      concurrency: this.#sender?.concurrency ?? 0,
      latencyMs: this.#sender?.latency ?? 0,
      ...(this.#downSince !== undefined && {
        downSince: new Date(this.#downSince).toISOString(),
        trouble: troubleIn(this.#sender?.trouble),
      }),
      sending: underWay(tally),
    };
  }

  async #work() {
    const { stores, connection, connect, read, request } = this.#options;
    const { signal } = this.#abort;
    // What a run left on its way that could not store its outcomes; before the sources say what changed since.
    stores.states.recover(connection, Date.now());
    const link = await connect(signal);
    this.#link = link;
    this.#phase = "reading";
    const sets = await read(link.model, signal, (lines) => {
      this.#linesRead += lines;
    });
    const world = createWorld(stores, connection, sets, link.model);
    const selected = selectResources(world, request.resources);
    this.#world = world;
    this.#selected = selected;
    const pending = readPending(world).filter(({ resource }) => selected?.has(resource) ?? true);
    this.#plan(pending);
    if (this.#tally.planned === 0) return;
    this.#phase = "sending";
    await this.#send(link, world, pending);
  }

  #plan(pending: readonly Pending[]) {
    const { force } = this.#options.request;
    for (const of of pending) {
      const planned = plannedIn(of, force);
      this.#unchanged += of.records - planned;
      if (planned > 0) this.#tally.steps.set(of.resource, { planned, done: 0 });
      this.#tally.planned += planned;
    }
  }

  async #send(link: Link, world: World, pending: readonly Pending[]) {
    const { request, run, stores, runs, connection } = this.#options;
    const busy = new Set(
      pending.filter((of) => plannedIn(of, request.force) > 0).map(({ resource }) => resource),
    );
    const steps = planSteps(buildSteps(link.model, link.dependencies), busy);
    const progress = {
      finished: new Set([...world.resources.keys()].filter((resource) => !busy.has(resource))),
      late: new Set<string>(),
    };
    const sender = this.#createSender(link);
    const writer = new OutcomeWriter({ ...stores, answers: { add: runs.addAnswer } }, connection, run);
    const push = new Push(
      {
        world,
        run,
        parents: new Parents(world, progress, () => writer.flush()),
        sender,
        writer,
        tally: this.#tally,
        signal: this.#abort.signal,
        stop: this.#stop,
        force: request.force,
        allowance: { left: request.limit ?? Number.POSITIVE_INFINITY },
      },
      steps,
      progress,
    );
    this.#finished = push.run();
    this.#abort.signal.addEventListener("abort", () => void this.#closeLater(), { once: true });
    try {
      await this.#finished;
    } finally {
      writer.end();
    }
  }

  /** After an abort: what does not come home in time is answered "aborted" by closing the pool. */
  async #closeLater() {
    const ended = new AbortController();
    void this.#finished?.catch(() => {}).finally(() => ended.abort());
    await waitFor(graceToFinish, ended.signal).then(
      () => this.#link?.client.close(),
      () => {},
    );
  }

  /** The first reason counts. */
  #stop = (reason: unknown) => {
    if (!this.#abort.signal.aborted) this.#abort.abort(reason);
  };

  #createSender(link: Link): Sender {
    const circuit = new Circuit({
      patience: this.#options.patience,
      onChange: (since) => {
        this.#downSince = since;
      },
    });
    const { signal } = this.#abort;
    signal.addEventListener("abort", () => circuit.abort(signal.reason), { once: true });
    const sender = new Sender({
      client: link.client,
      circuit,
      concurrency: this.#options.request.concurrency ?? link.concurrency,
      signal,
      stop: this.#stop,
      isRace,
      refuse: (sentence) => new AppError("unauthorized", sentence),
      question: (besides) => questionBesides(link.model, besides),
    });
    this.#sender = sender;
    return sender;
  }

  #result(reason: AppError | undefined): PushResult {
    const { run, connection, stores, request } = this.#options;
    const { created, updated, planned } = this.#tally;
    const seconds = (performance.now() - this.#started) / 1000;
    const left = this.#world ? countLeft(this.#world, this.#selected) : nothingLeft;
    return {
      run: String(run),
      connection: String(connection),
      state: stateFor(reason),
      ...(reason && { reason: reason.message }),
      exitStatus: exitStatusFor(reason, left, request),
      planned,
      sent: { created, updated, unchanged: this.#unchanged, deleted: 0, keyChanged: 0 },
      ...left,
      requests: this.#link?.client.requests ?? 0,
      tokens: this.#link?.client.tokens ?? 0,
      seconds,
      perSecond: seconds > 0 ? (created + updated) / seconds : 0,
      peakConcurrency: this.#sender?.peak ?? 0,
      causes: summarise(stores.causes.open(connection, 100)),
    };
  }
}
