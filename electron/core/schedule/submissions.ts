import type { Emitted } from "../../../shared/contract.ts";
import type { Purpose } from "../../../shared/domain/first-sync.ts";
import type { PushRequest, PushResult, Run } from "../../../shared/domain/run.ts";
import type { Starter, Submission, SubmissionState } from "../../../shared/domain/submission.ts";
import { AppError } from "../../../shared/errors.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Pushes } from "../sync/pushes.ts";
import type { RunsStore } from "../sync/runs-store.ts";
import { Waiting } from "../sync/waiting.ts";
import { hasMore, takeOf } from "./packets.ts";
import type { StoredSubmission, SubmissionsStore } from "./submissions-store.ts";

export interface SubmissionsParts {
  readonly db: Db;
  readonly store: SubmissionsStore;
  readonly runs: RunsStore;
  readonly pushes: Pushes;
  readonly emit: (event: Emitted) => void;
  readonly reportBug: (error: unknown) => void;
  readonly uidOf: (connection: number) => string;
  readonly isPaused: (connection: number) => boolean;
  /** Account name on this machine. */
  readonly who: string;
}

interface Beside {
  /** What it is, where it is not just what was asked for. */
  readonly purpose?: Purpose;
  /** Stored in the same transaction, with the submission's id. */
  readonly beside?: (submission: number) => void;
}

const pausedSentence =
  "The connection was paused. What was sent is recorded; the rest goes when it is resumed.";
const restSentence =
  "The computer went to sleep. What was sent is recorded; the rest goes by itself when it is awake.";
const now = () => new Date().toISOString();

/** What was asked to be sent: first in, first out for each connection, one at a time. It outlives the process. */
export class Submissions {
  readonly #parts: SubmissionsParts;
  readonly #results = new Waiting<Submission>();
  /** Runs that were ended by a pause: their submissions go on later. */
  readonly #paused = new Set<number>();
  #isClosing = false;
  #isResting = false;

  constructor(parts: SubmissionsParts) {
    this.#parts = parts;
  }

  /**
   * Accepts what is to be sent, and begins with it when nothing else of its connection is sent. Returns its first run.
   * Throws AppError("conflict") while the connection is paused and once Steward is ending.
   */
  submit(
    connection: number,
    request: PushRequest,
    startedBy: Starter,
    { purpose, beside }: Beside = {},
  ): Run {
    const { db, store, runs, pushes, who, isPaused } = this.#parts;
    if (this.#isClosing) throw new AppError("conflict", "Steward is ending. Start it again, and push then.");
    if (isPaused(connection))
      throw new AppError("conflict", "The connection is paused: nothing is sent. Resume it first.");
    const at = now();
    const { id, run } = inTransaction(db, () => {
      const submission = store.add({ connection, startedBy, who, at, request, ...(purpose && { purpose }) });
      beside?.(submission);
      return { id: submission, run: runs.add({ connection, submission, request, at }) };
    });
    this.#tell(id);
    this.takeUp(connection);
    const shown = pushes.show(run);
    if (shown.state === "queued") this.#parts.emit({ name: "run.changed", data: shown });
    return shown;
  }

  /** Begins with what is next in the connection's queue, when nothing is in its way. */
  takeUp(connection: number) {
    const { store, pushes, isPaused } = this.#parts;
    if (this.#isClosing || this.#isResting || pushes.isRunning(connection) || isPaused(connection)) return;
    const next = store.next(connection);
    if (next) this.#carryOn(next);
  }

  /** Something of it is being sent, or waits for its turn. */
  isBusy = (connection: number): boolean =>
    this.#parts.pushes.isRunning(connection) || this.#parts.store.next(connection) !== undefined;

  /** Newest first. */
  list = (connection: number, before: number | undefined, limit: number): Submission[] =>
    this.#parts.store.list(connection, before, limit).map(this.#shown);

  show = (id: string): Submission => this.#shown(this.#find(Number(id)));

  /** Waits for the end. */
  async result(id: string): Promise<Submission> {
    const found = this.#find(Number(id));
    return isOpen(found.state) ? this.#results.for(found.id) : this.#shown(found);
  }

  /** Ends what is under way; what waits for its turn will not begin. Throws AppError("not-found"). */
  cancel(id: string) {
    const submission = this.#find(Number(id));
    if (submission.state === "running") {
      const running = this.#parts.runs.ofSubmission(submission.id).find(({ state }) => state === "running");
      if (running) this.#cancelRunning(running.id);
      return;
    }
    if (submission.state !== "accepted")
      throw new AppError("not-found", "That submission has ended already.");
    const queued = this.#parts.runs.ofSubmission(submission.id).find(({ state }) => state === "queued");
    if (queued) this.#parts.pushes.cancelQueued(queued);
    this.#end(submission.id, "cancelled");
  }

  /** The same by one of its runs. Throws AppError("not-found") when it neither runs nor waits. */
  cancelRun(id: string) {
    const { state, submission } = this.#parts.pushes.find(id);
    if (state === "queued" && submission !== null) this.cancel(String(submission));
    else if (!this.#cancelRunning(Number(id))) throw new AppError("not-found", "That push is not running.");
  }

  /** Ends what runs; it goes on when the connection is resumed, before what was submitted later. */
  pause(connection: number, sentence = pausedSentence) {
    const run = this.#parts.pushes.interrupt(connection, sentence);
    if (run !== undefined) this.#paused.add(run);
  }

  /** The same for all of these until they are woken: what is submitted meanwhile waits. */
  rest(connections: readonly number[]) {
    this.#isResting = true;
    for (const connection of connections) this.pause(connection, restSentence);
  }

  wake(connections: readonly number[]) {
    this.#isResting = false;
    for (const connection of connections) this.takeUp(connection);
  }

  /** Cancels what runs, lets nothing more begin, and waits until all is saved. What waits for its turn keeps it. */
  async close() {
    this.#isClosing = true;
    await this.#parts.pushes.close();
    this.#results.dismiss(
      new AppError("cancelled", "Steward is ending. That submission waits for its turn."),
    );
  }

  /** Whoever cancels a run that is being paused means it. */
  #cancelRunning(run: number): boolean {
    this.#paused.delete(run);
    return this.#parts.pushes.cancel(run);
  }

  /** Its next run. Nothing of it being left to take, it has ended. */
  #carryOn({ id, connection, request }: StoredSubmission) {
    const { runs, pushes, store } = this.#parts;
    const past = runs.ofSubmission(id);
    const take = takeOf(
      request,
      past.flatMap(({ result }) => result ?? []),
    );
    if (!take) {
      this.#end(id, "done");
      return this.takeUp(connection);
    }
    const queued = past.find(({ state }) => state === "queued");
    const run = queued?.id ?? runs.add({ connection, submission: id, request: take, at: now() });
    pushes.begin({ id: run, connection, request: take }, (result) => this.#ended(id, run, result));
    store.begin(id, now());
    this.#tell(id);
  }

  /** One that fails does not stop those after it. A failure to store this is a bug or the disk: the queue rests then. */
  #ended(id: number, run: number, result: PushResult | undefined) {
    try {
      const submission = this.#find(id);
      this.#settle(submission, run, result);
      this.takeUp(submission.connection);
    } catch (error) {
      this.#parts.reportBug(error);
    }
  }

  #settle({ id, request }: StoredSubmission, run: number, result: PushResult | undefined) {
    const wasPaused = this.#paused.delete(run);
    const goesOn = result && (hasMore(request, result) || (wasPaused && result.state === "cancelled"));
    if (!goesOn) return this.#end(id, stateAfter(result));
    this.#parts.store.wait(id);
    this.#tell(id);
  }

  #end(id: number, state: SubmissionState) {
    this.#parts.store.end(id, state, now());
    this.#results.tell(id, this.#tell(id));
  }

  #tell(id: number): Submission {
    const shown = this.#shown(this.#find(id));
    this.#parts.emit({ name: "submission.changed", data: shown });
    return shown;
  }

  #find(id: number): StoredSubmission {
    const found = this.#parts.store.byId(id);
    if (!found) throw new AppError("not-found", "There is no such submission.");
    return found;
  }

  #shown = ({ startedAt, endedAt, ...stored }: StoredSubmission): Submission => {
    const { runs, uidOf } = this.#parts;
    const had = runs.ofSubmission(stored.id);
    const results = had.flatMap(({ result }) => result ?? []);
    const reason = isOpen(stored.state) ? undefined : results.at(-1)?.reason;
    return {
      ...stored,
      id: String(stored.id),
      connection: uidOf(stored.connection),
      ...(startedAt !== null && { startedAt }),
      ...(endedAt !== null && { endedAt }),
      runs: had.map(({ id }) => String(id)),
      sent: results.reduce((sum, { sent }) => sum + sent.created + sent.updated, 0),
      deleted: results.reduce((sum, { sent }) => sum + sent.deleted, 0),
      refused: had.reduce((sum, { refused }) => sum + refused, 0),
      ...(reason !== undefined && { reason }),
    };
  };
}

const isOpen = (state: SubmissionState) => state === "accepted" || state === "running";

/** Of its last run. A run without a result has crashed. */
function stateAfter(result: PushResult | undefined): SubmissionState {
  if (!result) return "crashed";
  const { state } = result;
  return state === "queued" || state === "running" ? "crashed" : state;
}
