import type { Profile } from "../../../shared/domain/profile.ts";
import type { PushRequest, PushResult, RunProgress, RunResource } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import type { ApiClient } from "../api/types.ts";
import { buildSteps } from "../model/dependencies.ts";
import type { Dependency, Model } from "../model/types.ts";
import { Allowance } from "./allowance.ts";
import { Circuit, waitFor } from "./circuit.ts";
import { isRace } from "./conclude.ts";
import { questionBesides } from "./defects.ts";
import { learnValues } from "./learn-values.ts";
import { OutcomeWriter } from "./outcome-writer.ts";
import { Parents } from "./parents.ts";
import { type Pending, plannedIn, planSteps } from "./plan.ts";
import { Push } from "./push.ts";
import { progressOf, resultOf, startStatus } from "./push-status.ts";
import type { RunsStore } from "./runs-store.ts";
import { leftOfChosen, readIntent } from "./selection-plan.ts";
import { Sender } from "./sender.ts";
import { Shaping } from "./shaping.ts";
import type { Share, SharedLimits } from "./shared-limit.ts";
import { byResource, plannedStep } from "./tally.ts";
import { createWorld, type SyncStores, type World } from "./world.ts";

/** A connection, ready to be sent to. */
export interface Link {
  readonly client: ApiClient;
  readonly model: Model;
  readonly dependencies: readonly Dependency[] | undefined;
  /** Requests at a time, at most. */
  readonly concurrency: number;
  /** How many at a time suited the server best in an earlier run. */
  readonly best: number | undefined;
  /** Keeps what was best in this one. */
  readonly remember: (best: number) => void;
  /** Brings up to date what the server has of descriptors, before anything is sent. */
  readonly learnValues: (types: "as needed" | readonly string[], signal: AbortSignal) => Promise<void>;
}

export interface PushOptions {
  readonly stores: SyncStores;
  readonly runs: RunsStore;
  readonly connection: number;
  readonly run: number;
  readonly request: PushRequest;
  readonly profile: Profile;
  readonly connect: (signal: AbortSignal) => Promise<Link>;
  /** Reads the connection's sources, and returns their record sets. */
  readonly read: (
    model: Model,
    signal: AbortSignal,
    progress: (lines: number) => void,
  ) => Promise<readonly number[]>;
  /** Of all pushes of this process. */
  readonly limits: SharedLimits;
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
  readonly #status = startStatus();
  #finished: Promise<void> | undefined;
  #share: Share | undefined;

  constructor(options: PushOptions) {
    this.#options = options;
  }

  /** Lets what is on its way come home, saves, and ends. The first reason counts. */
  cancel(sentence = "The push was cancelled. What was sent is recorded; the rest goes with the next push.") {
    this.#stop(new AppError("cancelled", sentence));
  }

  async run(): Promise<PushResult> {
    const timer = setInterval(() => this.#options.onProgress(this.progress()), progressEvery);
    const ending = await this.#work().catch((error: unknown) => error);
    clearInterval(timer);
    this.#share?.leave();
    this.#status.phase = "ended";
    this.#options.onProgress(this.progress());
    await this.#status.link?.client.close();
    this.#remember();
    const { aborted, reason } = this.#abort.signal;
    // What broke on the way to the end counts more than the wish to end: some outcome may not have been stored.
    const isSurprise = ending !== undefined && !(ending instanceof AppError);
    const because = aborted && !isSurprise ? reason : ending;
    if (because !== undefined && !(because instanceof AppError)) throw because;
    this.#status.left = await leftOfChosen(this.#status.world, this.#status.selected);
    return resultOf(this.#options, this.#status, because);
  }

  progress(): RunProgress {
    return progressOf(this.#options, this.#status);
  }

  /** What it has done so far of each resource. */
  resources(): RunResource[] {
    return byResource(this.#status.tally);
  }

  async #work() {
    const { stores, connection, connect, read, request } = this.#options;
    const { signal } = this.#abort;
    // What a run left on its way that could not store its outcomes; before the sources say what changed since.
    stores.states.recover(connection, Date.now());
    const link = await connect(signal);
    this.#status.link = link;
    this.#status.phase = "reading";
    const sets = await read(link.model, signal, (lines) => {
      this.#status.linesRead += lines;
    });
    const all = createWorld(stores, connection, sets, {
      model: link.model,
      profile: this.#options.profile,
    });
    const { world, selected, pending } = await readIntent(all, request, signal);
    this.#status.world = world;
    this.#status.selected = selected;
    this.#plan(pending);
    if (this.#status.tally.planned === 0) return;
    await learnValues(world, this.#options.profile, link.learnValues, signal);
    this.#status.phase = "sending";
    await this.#send(link, world, pending);
  }

  #plan(pending: readonly Pending[]) {
    const { force } = this.#options.request;
    for (const of of pending) {
      const planned = plannedIn(of, force);
      this.#status.unchanged += of.records - planned;
      if (planned > 0) this.#status.tally.steps.set(of.resource, plannedStep(planned));
      this.#status.tally.planned += planned;
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
        shaping: new Shaping(world, this.#options.profile, progress),
        sender,
        writer,
        tally: this.#status.tally,
        signal: this.#abort.signal,
        stop: this.#stop,
        force: request.force,
        allowance: new Allowance(request),
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
    // The end of a run closes it once more, and tells what that says.
    await waitFor(graceToFinish, ended.signal)
      .then(() => this.#status.link?.client.close())
      .catch(() => {});
  }

  /** The first reason counts. */
  #stop = (reason: unknown) => {
    if (!this.#abort.signal.aborted) this.#abort.abort(reason);
  };

  /** What was best is kept, unless it is only what this run was told to keep to. */
  #remember() {
    const best = this.#share?.best;
    const { concurrency } = this.#options.request;
    if (best !== undefined && (concurrency === undefined || best < concurrency))
      this.#status.link?.remember(best);
  }

  #createSender(link: Link): Sender {
    const circuit = new Circuit({
      patience: this.#options.patience,
      onChange: (since) => {
        this.#status.downSince = since;
      },
    });
    const { signal } = this.#abort;
    signal.addEventListener("abort", () => circuit.abort(signal.reason), { once: true });
    const most = Math.min(link.concurrency, this.#options.request.concurrency ?? link.concurrency);
    const { origin } = new URL(link.client.server.endpoints.data);
    this.#share = this.#options.limits.join(origin, { most, best: link.best });
    const sender = new Sender({
      client: link.client,
      circuit,
      share: this.#share,
      signal,
      stop: this.#stop,
      isRace,
      refuse: (sentence) =>
        new AppError("unauthorized", `${sentence} What was not sent waits for the next push.`),
      question: (besides) => questionBesides(link.model, besides),
    });
    this.#status.sender = sender;
    return sender;
  }
}
