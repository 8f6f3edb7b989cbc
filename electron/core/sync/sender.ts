import { readRetryAfter } from "../api/retry-after.ts";
import type { Answer, ApiClient, HttpAnswer, NoAnswer } from "../api/types.ts";
import { budgetSpent, mayRepeat } from "./budget.ts";
import { type Circuit, type Pass, waitFor } from "./circuit.ts";
import { Defects, isFault } from "./defects.ts";
import { Lanes } from "./lanes.ts";
import { isTrouble, judge, mostAttempts, type Verdict } from "./retry.ts";
import type { Share } from "./shared-limit.ts";
import { ask, type Write } from "./write.ts";

/** What became of one record that was given to the sender. */
export type Sent =
  | {
      readonly kind: "accepted";
      readonly created: boolean;
      readonly answer: HttpAnswer;
      readonly attempts: number;
    }
  | { readonly kind: "refused"; readonly answer: HttpAnswer; readonly attempts: number }
  /** No clear answer, however often it was sent. */
  | { readonly kind: "lost"; readonly status: number | undefined; readonly attempts: number }
  /** The run ended while it was on its way: nobody knows whether the server has it. */
  | { readonly kind: "unsure"; readonly attempts: number }
  /** The run ended first. */
  | { readonly kind: "not-sent" };

interface Job {
  readonly write: Write;
  readonly done: (sent: Sent) => void;
  attempts: number;
  /** It was sent again because of a 409 that names a race. */
  raced: boolean;
}

export interface SenderOptions {
  readonly client: ApiClient;
  readonly circuit: Circuit;
  /** What this run may take of the server. */
  readonly share: Share;
  /** Aborted when the run is to end: what is not on its way yet stays. */
  readonly signal: AbortSignal;
  /** Ends the run: nothing more can be sent on this connection. */
  readonly stop: (reason: unknown) => void;
  /** Says of a 409 whether it is one that a repetition may cure. */
  readonly isRace: (answer: HttpAnswer) => boolean;
  readonly refuse: (sentence: string) => unknown;
  /** The path of a question to the server that has nothing to do with this resource. */
  readonly question: (besides: string) => string;
  readonly random?: () => number;
  readonly wait?: typeof waitFor;
}

/** Weight of the newest answer in the shown latency. */
const smoothing = 0.05;
/** Milliseconds that a place is left empty, at most, after a request that was too much. */
const longestRest = 1000;

/**
 * Writes to a server, as many requests at a time as it takes, and repeats by itself what trouble on the way made necessary.
 * Every job's `done` is called exactly once.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #defects: Defects;
  readonly #lanes: Lanes<Job>;
  /** What the run has sent, and sent again. */
  readonly #budget = { first: 0, repeats: 0 };
  inFlight = 0;
  peak = 0;
  /** Milliseconds that a request takes lately. */
  latency = 0;
  /** The last answer that only a server in trouble gives. */
  trouble: HttpAnswer | NoAnswer | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    const { client, circuit, share, signal, stop, question } = options;
    this.#defects = new Defects({ circuit, look: (besides) => client.get(question(besides)) });
    this.#lanes = new Lanes<Job>({ share, circuit, signal, stop, attempt: this.#attempt });
  }

  get concurrency(): number {
    return this.#options.share.limit;
  }

  /** `done` is told what became of it: at once or after repeats, in any order. */
  send(write: Write, done: (sent: Sent) => void) {
    this.#lanes.add({ write, done, attempts: 0, raced: false });
  }

  #attempt = async (job: Job, pass: Pass): Promise<void> => {
    const { signal, share } = this.#options;
    if (signal.aborted) return this.#end(job);
    this.inFlight += 1;
    if (this.inFlight > this.peak) this.peak = this.inFlight;
    job.attempts += 1;
    if (job.attempts === 1) this.#budget.first += 1;
    const { cuts } = share;
    const started = performance.now();
    const answer = await this.#ask(job);
    this.inFlight -= 1;
    if (!answer) return this.#end(job);
    const verdict = this.#judge(job, answer);
    this.#learn(job, answer, verdict);
    const isOverload = this.#measure(verdict, performance.now() - started, cuts);
    this.#conclude(job, answer, verdict);
    if (isOverload && pass === "free") await this.#rest();
  };

  /** Undefined when the request could not even be made: a surprise, which ends the run. */
  async #ask({ write }: Job): Promise<Answer | undefined> {
    try {
      return await ask(this.#options.client, write);
    } catch (error) {
      this.#options.stop(error);
      return undefined;
    }
  }

  /** Not sent, unless an earlier attempt may have reached the server. */
  #end(job: Job) {
    job.done(job.attempts > 0 ? { kind: "unsure", attempts: job.attempts } : { kind: "not-sent" });
  }

  #conclude(job: Job, answer: Answer, verdict: Verdict) {
    const { attempts } = job;
    switch (verdict.kind) {
      case "accepted":
        return (
          answer.kind === "answer" &&
          job.done({ kind: "accepted", created: verdict.created, answer, attempts })
        );
      case "refused":
        return answer.kind === "answer" && job.done({ kind: "refused", answer, attempts });
      case "again":
        return this.#mayRepeat(answer) ? this.#repeat(job, verdict.delay) : this.#end(job);
      case "lost":
        return this.#lose(job, answer);
      case "stop":
        this.#options.stop(this.#options.refuse(verdict.sentence));
        return job.done(attempts > 1 ? { kind: "unsure", attempts } : { kind: "not-sent" });
      case "aborted":
        return job.done({ kind: "unsure", attempts });
      default:
        return verdict satisfies never;
    }
  }

  #judge(job: Job, answer: Answer): Verdict {
    const { isRace, random = Math.random } = this.#options;
    const isConflict = answer.kind === "answer" && answer.status === 409 && job.write.method === "POST";
    const race = isConflict && !job.raced && isRace(answer);
    if (race) job.raced = true;
    const { method, path } = job.write;
    const isEnough = isFault(answer) && this.#defects.isHopeless(path);
    return judge(answer, {
      method,
      attempt: isEnough ? mostAttempts : job.attempts,
      race,
      now: Date.now(),
      random,
    });
  }

  /** Looks at a server that is away, and repeats for a race, cost nothing of the run's budget. */
  #mayRepeat(answer: Answer): boolean {
    if (this.#options.circuit.isOpen || !isTrouble(answer)) return true;
    if (!mayRepeat(this.#budget)) {
      this.#options.stop(budgetSpent(this.#budget));
      return false;
    }
    this.#budget.repeats += 1;
    return true;
  }

  /** While nobody gets through, it is the server's trouble and not this record's. */
  #lose(job: Job, answer: Answer) {
    if (isFault(answer)) {
      this.#defects
        .isOwn(job.write.path)
        .then(
          (isOwn) => (isOwn ? this.#giveUp(job, answer) : this.#repeat(job, 0)),
          (error) => {
            this.#options.stop(error);
            this.#end(job);
          },
        )
        .catch(this.#options.stop);
    } else if (this.#options.circuit.isOpen) this.#repeat(job, 0);
    else this.#giveUp(job, answer);
  }

  #giveUp({ attempts, done }: Job, answer: Answer) {
    done({ kind: "lost", status: answer.kind === "answer" ? answer.status : undefined, attempts });
  }

  /** The slot is free for others while this one waits. */
  #repeat(job: Job, delay: number) {
    this.#wait(delay)
      .then(
        () => this.#lanes.add(job),
        () => this.#end(job),
      )
      .catch(this.#options.stop);
  }

  /** What the answer says of the server. */
  #learn({ write: { path } }: Job, answer: Answer, verdict: Verdict) {
    const { circuit, stop } = this.#options;
    if (verdict.kind === "accepted") {
      circuit.succeeded();
      this.#defects.accepted(path);
      return;
    }
    if (answer.kind === "bad-credentials" || verdict.kind === "aborted") return;
    if (!isTrouble(answer)) return circuit.succeeded();
    this.trouble = answer;
    if (isFault(answer)) return void this.#defects.failed(path).catch(stop);
    const wish = answer.kind === "answer" ? readRetryAfter(answer.retryAfter, Date.now()) : undefined;
    circuit.failed(wish?.wait);
  }

  /** True when the answer says that the server has too much to do. */
  #measure(verdict: Verdict, latency: number, cuts: number): boolean {
    const { circuit, share } = this.#options;
    const isOverload = verdict.kind === "again" && verdict.overload;
    if (!isOverload) this.latency += (latency - this.latency) * (this.latency === 0 ? 1 : smoothing);
    // A server that is away says nothing of how many requests it would take.
    if (!circuit.isOpen && verdict.kind !== "aborted") share.note(latency, isOverload, cuts);
    return isOverload;
  }

  /**
   * A server refuses faster than it works: without a pause, a place too many would have most of its requests refused.
   * It stays empty for as long as a request takes.
   */
  async #rest() {
    if (this.latency < 1) return;
    // The run's end is told to the next job.
    await this.#wait(Math.min(this.latency, longestRest)).catch(() => {});
  }

  #wait = (milliseconds: number) => (this.#options.wait ?? waitFor)(milliseconds, this.#options.signal);
}
