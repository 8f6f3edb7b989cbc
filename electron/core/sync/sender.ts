import pLimit from "p-limit";
import type { Answer, ApiClient, HttpAnswer, NoAnswer } from "../api/types.ts";
import { type Circuit, type Pass, waitFor } from "./circuit.ts";
import { observe, startConcurrency } from "./concurrency.ts";
import { Defects, isFault } from "./defects.ts";
import { isTrouble, judge, mostAttempts, type Verdict } from "./retry.ts";

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
  readonly path: string;
  readonly body: string;
  readonly done: (sent: Sent) => void;
  attempts: number;
}

export interface SenderOptions {
  readonly client: ApiClient;
  readonly circuit: Circuit;
  readonly concurrency: number;
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
}

/** Weight of the newest answer in the shown latency. */
const smoothing = 0.05;

/**
 * Sends records, as many at a time as the server takes, and repeats by itself what trouble on the way made necessary.
 * Every job's `done` is called exactly once.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #limit;
  #concurrency;
  readonly #defects: Defects;
  readonly #jobs: Job[] = [];
  #lanes = 0;
  inFlight = 0;
  peak = 0;
  latency = 0;
  /** The last answer that only a server in trouble gives. */
  trouble: HttpAnswer | NoAnswer | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#limit = pLimit(options.concurrency);
    this.#concurrency = startConcurrency(options.concurrency);
    const { client, circuit, question } = options;
    this.#defects = new Defects({ circuit, look: (besides) => client.get(question(besides)) });
  }

  get concurrency(): number {
    return this.#concurrency.limit;
  }

  post(path: string, body: string, done: (sent: Sent) => void) {
    this.#queue({ path, body, done, attempts: 0 });
  }

  #queue(job: Job) {
    this.#jobs.push(job);
    this.#openLanes();
  }

  /** As many lanes as may run at a time and have something to do. */
  #openLanes() {
    const wanted = Math.min(this.#concurrency.limit - this.#lanes, this.#jobs.length);
    for (let more = wanted; more > 0; more--) {
      this.#lanes += 1;
      this.#limit(this.#lane).catch(this.#laneBroke);
    }
  }

  /** Sends one record after the other. Counted out before anything else can queue a job: none is left lying. */
  #lane = async (): Promise<void> => {
    try {
      for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) {
        await this.#attempt(job);
        if (this.#lanes > this.#concurrency.limit) break;
      }
    } finally {
      this.#lanes -= 1;
    }
  };

  /** An outcome could not be stored: the run ends, and what waits in the queue is told so. */
  #laneBroke = (reason: unknown) => {
    this.#options.stop(reason);
    this.#openLanes();
  };

  #attempt = async (job: Job): Promise<void> => {
    const { signal, circuit } = this.#options;
    if (signal.aborted) return this.#end(job);
    const pass = circuit.isOpen ? await this.#pass() : "free";
    if (pass === undefined) return this.#end(job);
    this.inFlight += 1;
    if (this.inFlight > this.peak) this.peak = this.inFlight;
    job.attempts += 1;
    const started = performance.now();
    const answer = await this.#post(job);
    this.inFlight -= 1;
    if (answer) this.#take(job, answer, performance.now() - started);
    else this.#end(job);
    if (pass === "probe") circuit.probed();
  };

  /** Undefined when the request could not even be made: a surprise, which ends the run. */
  async #post({ path, body }: Job): Promise<Answer | undefined> {
    try {
      return await this.#options.client.post(path, body);
    } catch (error) {
      this.#options.stop(error);
      return undefined;
    }
  }

  async #pass(): Promise<Pass | undefined> {
    try {
      return await this.#options.circuit.pass(this.#options.signal);
    } catch (error) {
      this.#options.stop(error);
      return undefined;
    }
  }

  /** Not sent, unless an earlier attempt may have reached the server. */
  #end(job: Job) {
    job.done(job.attempts > 0 ? { kind: "unsure", attempts: job.attempts } : { kind: "not-sent" });
  }

  #take(job: Job, answer: Answer, latency: number) {
    const verdict = this.#judge(job, answer);
    this.#learn(job, answer, verdict);
    this.#adapt(verdict, latency);
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
        return this.#repeat(job, verdict.delay);
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
    const { attempts } = job;
    const race = answer.kind === "answer" && answer.status === 409 && attempts === 1 && isRace(answer);
    const isEnough = isFault(answer) && this.#defects.isHopeless(job.path);
    return judge(answer, isEnough ? mostAttempts : attempts, race, random);
  }

  /** While nobody gets through, it is the server's trouble and not this record's. */
  #lose(job: Job, answer: Answer) {
    if (isFault(answer)) {
      this.#defects
        .isOwn(job.path)
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
    waitFor(delay, this.#options.signal)
      .then(
        () => this.#queue(job),
        () => this.#end(job),
      )
      .catch(this.#options.stop);
  }

  /** What the answer says of the server. */
  #learn({ path }: Job, answer: Answer, verdict: Verdict) {
    const { circuit, stop } = this.#options;
    if (verdict.kind === "accepted") {
      circuit.succeeded();
      this.#defects.accepted(path);
      return;
    }
    if (answer.kind === "bad-credentials" || verdict.kind === "aborted") return;
    if (!isTrouble(answer)) return circuit.succeeded();
    this.trouble = answer;
    if (isFault(answer)) this.#defects.failed(path).catch(stop);
    else circuit.failed();
  }

  #adapt(verdict: Verdict, latency: number) {
    this.latency += (latency - this.latency) * (this.latency === 0 ? 1 : smoothing);
    const overload = verdict.kind === "again" && verdict.overload;
    const next = observe(this.#concurrency, latency, overload);
    const grown = next.limit > this.#concurrency.limit;
    if (next.limit !== this.#concurrency.limit) this.#limit.concurrency = next.limit;
    this.#concurrency = next;
    if (grown) this.#openLanes();
  }
}
