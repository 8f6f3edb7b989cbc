import type { AppError } from "../../../shared/errors.ts";

/** Those who wait for the end of something, by its id. */
export class Waiting<Outcome> {
  readonly #waiting = new Map<number, PromiseWithResolvers<Outcome>>();

  for(id: number): Promise<Outcome> {
    const known = this.#waiting.get(id) ?? Promise.withResolvers<Outcome>();
    this.#waiting.set(id, known);
    // Whoever waits meets the failure; nobody has to.
    known.promise.catch(() => {});
    return known.promise;
  }

  /** What it has come to, or what will tell. */
  tell(id: number, outcome: Outcome | Promise<Outcome>) {
    this.#waiting.get(id)?.resolve(outcome);
    this.#waiting.delete(id);
  }

  /** They are told why they will never know. */
  dismiss(reason: AppError) {
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
