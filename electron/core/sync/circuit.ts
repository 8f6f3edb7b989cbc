import { AppError } from "../../../shared/errors.ts";

/** So many answers in a row that only a server in trouble gives: by chance, at 5 % of faults, once in 10^10. */
const failuresToOpen = 8;
/** Between two looks at the server: the longest wish that is obeyed, and a request that is never answered. */
const longestPause = 3 * 60_000;
const probeDelays = [1000, 2000, 4000, 8000, 10_000];

/** What a request goes out as. */
export type Pass = "free" | "probe";

export interface CircuitOptions {
  /** Milliseconds without any good answer after which a run gives up. */
  readonly patience: number;
  readonly onChange: (downSince: number | undefined) => void;
  /** Milliseconds since 1970, to tell since when the server is down. */
  readonly now?: () => number;
  /** Milliseconds that no setting of the clock changes. */
  readonly elapsed?: () => number;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Stands between a run and a server that is down: while it is open nothing passes but one probe now and then, with
 * growing pauses. A good answer closes it, and everything that waits goes on.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  #failures = 0;
  #openSince: number | undefined;
  /** Ends the pause before the next probe; there while one is on its way or waits for its time. */
  #pause: AbortController | undefined;
  #probes = 0;
  /** The server asked to be left alone until then, by the steady clock. */
  #notBefore = 0;
  /** Milliseconds of being awake for which the server has been away, up to the last look at the steady clock. */
  #away = 0;
  #lastLook = 0;
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#openSince !== undefined;
  }

  /** A good answer, or one that shows that the server is there. */
  succeeded() {
    this.#failures = 0;
    this.#notBefore = 0;
    if (this.#openSince === undefined) return;
    this.#openSince = undefined;
    this.#probes = 0;
    this.#options.onChange(undefined);
    this.#pause?.abort();
    for (const { resolve } of this.#waiting.splice(0)) resolve();
  }

  /**
   * No answer, or one that says that the server is in trouble. `wish`: milliseconds for which it asks to be left alone;
   * while the circuit is open nobody looks before.
   */
  failed(wish = 0) {
    this.#failures += 1;
    this.#notBefore = Math.max(this.#notBefore, this.#elapsed() + wish);
    if (this.#failures >= failuresToOpen) this.open();
  }

  /**
   * An answer that may speak of one resource only. True when so many came in a row that somebody has to look at the server
   * itself, and then to say `succeeded` or `open`.
   */
  doubted(): boolean {
    this.#failures += 1;
    return this.isOpen || this.#failures >= failuresToOpen;
  }

  /** The server as a whole is away. */
  open() {
    if (this.#openSince !== undefined) return;
    this.#openSince = (this.#options.now ?? Date.now)();
    this.#away = 0;
    this.#lastLook = this.#elapsed();
    this.#options.onChange(this.#openSince);
  }

  /**
   * Waits until a request may go out. The first to come while the circuit is open becomes the next probe, and has to
   * call probed when it was answered; what was on its way before is no probe, however late its answer comes.
   * Throws AppError("offline") when the server has been away for too long, and the signal's reason when aborted.
   */
  async pass(signal: AbortSignal): Promise<Pass> {
    while (this.#openSince !== undefined) {
      signal.throwIfAborted();
      if (this.#timeAway() > this.#options.patience) {
        const error = new AppError(
          "offline",
          `The server has not answered since ${new Date(this.#openSince).toISOString()}.`,
        );
        for (const { reject } of this.#waiting.splice(0)) reject(error);
        throw error;
      }
      if (!this.#pause) {
        if (await this.#isTimeToProbe(signal)) return "probe";
        continue;
      }
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push({ resolve, reject });
      });
    }
    return "free";
  }

  /** The probe has been answered: the next one may go, or (closed) all of them. */
  probed() {
    this.#pause = undefined;
    this.#waiting.shift()?.resolve();
  }

  /** The run ends: nobody waits any longer. */
  abort(reason: unknown) {
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  /** False when the circuit was closed during the pause, or the run ended in it: there is nothing to probe. */
  async #isTimeToProbe(signal: AbortSignal): Promise<boolean> {
    const pause = new AbortController();
    this.#pause = pause;
    const own = probeDelays[Math.min(this.#probes, probeDelays.length - 1)] ?? 0;
    const delay = Math.max(own, this.#notBefore - this.#elapsed());
    this.#probes += 1;
    try {
      await (this.#options.wait ?? waitFor)(delay, AbortSignal.any([signal, pause.signal]));
      if (this.isOpen) return true;
    } catch (error) {
      if (!pause.signal.aborted) throw error;
    }
    this.#pause = undefined;
    return false;
  }

  /** A machine that slept has not waited: what is longer than any pause between two looks counts as one. */
  #timeAway(): number {
    const now = this.#elapsed();
    this.#away += Math.min(now - this.#lastLook, longestPause);
    this.#lastLook = now;
    return this.#away;
  }

  #elapsed = () => (this.#options.elapsed ?? (() => performance.now()))();
}

/** Resolves after some milliseconds; rejects with the signal's reason when aborted. */
export function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", abort, { once: true });
  });
}
