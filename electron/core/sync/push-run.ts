import type { PushResult, RunProgress, RunResource } from "../../../shared/domain/run.ts";
import { AppError } from "../../../shared/errors.ts";
import { buildSteps } from "../model/dependencies.ts";
import { Allowance } from "./allowance.ts";
import { Circuit, waitFor } from "./circuit.ts";
import { isRace } from "./conclude.ts";
import { questionBesides } from "./defects.ts";
import { asksForDeletes, confirmed, type PlannedDeletes, planDeletes } from "./deletes/delete-plan.ts";
import { deleteRecords } from "./deletes/delete-run.ts";
import { Guard } from "./guard.ts";
import { checkConfirmed } from "./keychanges/confirm-changes.ts";
import { KeyChanges } from "./keychanges/key-changes.ts";
import { confirmedChanges, removeOld } from "./keychanges/remove-old.ts";
import { learnValues } from "./learn-values.ts";
import { OutcomeWriter } from "./outcome-writer.ts";
import { Parents } from "./parents.ts";
import { type Pending, plannedIn, planSteps } from "./plan.ts";
import { Push } from "./push.ts";
import type { Link, PushOptions } from "./push-options.ts";
import { progressOf, resultOf, startStatus } from "./push-status.ts";
import type { RunContext } from "./run-context.ts";
import { leftOfChosen, readIntent } from "./selection-plan.ts";
import { Sender } from "./sender.ts";
import { Shaping } from "./shaping.ts";
import type { Share } from "./shared-limit.ts";
import { byResource, plannedStep } from "./tally.ts";
import { createWorld, type World } from "./world.ts";

/** What a run has to do. */
interface Planned {
  readonly pending: readonly Pending[];
  readonly deletes: PlannedDeletes | undefined;
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
      schools: link.schools,
    });
    const { world, selected, pending } = await readIntent(all, request, signal);
    this.#status.world = world;
    this.#status.selected = selected;
    const deletes = await this.#planDeletes(all, selected);
    checkConfirmed(world, request);
    this.#plan(pending, deletes);
    if (this.#status.tally.planned === 0 && confirmedChanges(world).length === 0) return;
    await learnValues(world, this.#options.profile, link.learnValues, signal);
    this.#status.phase = "sending";
    await this.#send(link, world, { pending, deletes });
  }

  /** Undefined: nothing is to be deleted. Throws AppError("conflict") for more than was confirmed, before anything is sent. */
  async #planDeletes(world: World, selected: ReadonlySet<string>): Promise<PlannedDeletes | undefined> {
    const { request, lists } = this.#options;
    if (!asksForDeletes(request)) return undefined;
    const { signal } = this.#abort;
    const planned = await planDeletes({ world, request, selected, lists: lists(), signal });
    this.#status.deletes = planned.plan;
    return confirmed(planned, request);
  }

  #plan(pending: readonly Pending[], deletes: PlannedDeletes | undefined) {
    const { force } = this.#options.request;
    for (const { resource, deletes: planned } of deletes?.plan.resources ?? [])
      this.#status.tally.deletes.set(resource, { planned, done: 0 });
    this.#status.tally.planned += deletes?.plan.total ?? 0;
    for (const of of pending) {
      const planned = plannedIn(of, force);
      this.#status.unchanged += of.records - planned;
      if (planned > 0) this.#status.tally.steps.set(of.resource, plannedStep(planned));
      this.#status.tally.planned += planned;
    }
  }

  async #send(link: Link, world: World, { pending, deletes }: Planned) {
    const { request, run, stores, runs, connection } = this.#options;
    const busy = new Set(
      pending.filter((of) => plannedIn(of, request.force) > 0).map(({ resource }) => resource),
    );
    const steps = planSteps(buildSteps(link.model, link.dependencies), busy);
    const progress = {
      finished: new Set([...world.resources.keys()].filter((resource) => !busy.has(resource))),
      late: new Set<string>(),
    };
    const keepsOthers = link.keepOthersChanges && !request.overwrite;
    const sender = this.#createSender(link);
    const writer = new OutcomeWriter({ ...stores, answers: { add: runs.addAnswer } }, connection, run);
    const shaping = new Shaping(world, this.#options.profile, progress);
    const context: RunContext = {
      world,
      run,
      parents: new Parents(world, progress, () => writer.flush()),
      shaping,
      keyChanges: new KeyChanges({
        world,
        run,
        client: link.client,
        shaping,
        tally: this.#status.tally,
        signal: this.#abort.signal,
        confirms: request.keyChanges === "confirm",
        keepsOthers,
      }),
      sender,
      guard: new Guard({
        sender,
        client: link.client,
        isOn: keepsOthers,
        stop: this.#stop,
      }),
      writer,
      tally: this.#status.tally,
      signal: this.#abort.signal,
      stop: this.#stop,
      force: request.force,
      allowance: new Allowance(request),
    };
    const push = new Push(context, steps, progress);
    // What was sent may have been pointed away from what is to be deleted.
    this.#finished = push
      .run()
      .then(() => removeOld(context))
      .then(() => (deletes === undefined ? undefined : deleteRecords(context, deletes.ids)));
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
