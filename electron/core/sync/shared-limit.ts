import pLimit, { type LimitFunction } from "p-limit";
import {
  adjust,
  answersToLook,
  bestOf,
  type Concurrency,
  isTooMuch,
  startConcurrency,
} from "./concurrency.ts";

export interface Wanted {
  /** Requests at a time, at most. */
  readonly most: number;
  /** What was best in an earlier run. */
  readonly best?: number | undefined;
}

/** Which servers are being sent to, and how many requests each takes: connections that share a server share its limit. */
export class SharedLimits {
  readonly #hosts = new Map<string, Host>();

  /** One run's share in what the server at this origin takes. To be left when the run ends. */
  join(origin: string, wanted: Wanted): Share {
    const host = this.#hosts.get(origin) ?? new Host(wanted);
    this.#hosts.set(origin, host);
    return host.join(wanted.most, () => this.#hosts.delete(origin));
  }
}

/** A run's share in what one server takes at a time. */
export interface Share {
  /** Requests at a time that this run may have under way. */
  readonly limit: number;
  /** Grows with each decrease: to be given back with the answer to a request that began at it. */
  readonly cuts: number;
  /** Another run waits for its turn. */
  readonly isWanted: boolean;
  /** What was best at this server; undefined as long as too little was seen. */
  readonly best: number | undefined;
  /** Called when the limit was raised. */
  onRaised: () => void;
  /** Runs it when it is its turn: first in, first out over all runs of the server. Passes its failure on. */
  open(work: () => Promise<void>): Promise<void>;
  /** Tells of an answer: its latency in milliseconds, and whether it says that the server has too much to do. */
  note(latency: number, isOverload: boolean, cuts: number): void;
  leave(): void;
}

/** One server: the limit of all who send to it, and what it is judged by. */
class Host {
  readonly #gate: LimitFunction;
  readonly #shares = new Map<Share, number>();
  #state: Concurrency;
  #size: number;
  #answers = 0;
  #overloads = 0;
  #latencySum = 0;
  #filled = 0;

  constructor({ most, best }: Wanted) {
    this.#state = startConcurrency(most, best);
    this.#size = answersToLook(this.#state);
    this.#gate = pLimit(this.#state.limit);
  }

  join(most: number, onEmpty: () => void): Share {
    const host = this;
    const share: Share = {
      get limit() {
        return Math.min(most, host.#state.limit);
      },
      get cuts() {
        return host.#state.cuts;
      },
      get isWanted() {
        return host.#shares.size > 1 && host.#gate.pendingCount > 0;
      },
      get best() {
        return bestOf(host.#state);
      },
      onRaised: () => {},
      open: (work) => host.#gate(work),
      note: (latency, isOverload, cuts) => host.#note(latency, isOverload, cuts),
      leave: () => {
        host.#shares.delete(share);
        if (host.#shares.size === 0) onEmpty();
        else host.#allow();
      },
    };
    host.#shares.set(share, most);
    host.#allow();
    return share;
  }

  /** The largest of the connections' limits; each of them keeps its own besides. */
  #allow() {
    const most = Math.max(...this.#shares.values());
    this.#become({ ...this.#state, most, limit: Math.min(this.#state.limit, most) });
  }

  #note(latency: number, isOverload: boolean, cuts: number) {
    if (cuts !== this.#state.cuts) return;
    this.#answers += 1;
    if (this.#gate.activeCount >= this.#state.limit) this.#filled += 1;
    if (isOverload) {
      this.#overloads += 1;
      if (isTooMuch(this.#state, this.#overloads)) this.#look();
    } else this.#latencySum += latency;
    if (this.#answers >= this.#size) this.#look();
  }

  #look() {
    const look = {
      answers: this.#answers,
      overloads: this.#overloads,
      latencySum: this.#latencySum,
      filled: this.#filled,
    };
    this.#answers = 0;
    this.#overloads = 0;
    this.#latencySum = 0;
    this.#filled = 0;
    this.#become(adjust(this.#state, look));
  }

  #become(state: Concurrency) {
    const before = this.#state.limit;
    this.#state = state;
    this.#size = answersToLook(state);
    if (state.limit === before) return;
    this.#gate.concurrency = state.limit;
    if (state.limit > before) for (const share of this.#shares.keys()) share.onRaised();
  }
}
