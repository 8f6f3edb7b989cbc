/** Requests that were given to the sender and have not come home. */
export class Outstanding {
  #count = 0;
  #wake: (() => void) | undefined;

  add() {
    this.#count += 1;
  }

  readonly less = () => {
    this.#count -= 1;
    this.#wake?.();
  };

  /** Waits until at most so many are outstanding. */
  async until(most: number) {
    while (this.#count > most) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = undefined;
  }
}

/**
 * Requests of one kind that may be on their way or in the queue when the next page is read: enough that the sender never
 * waits for a page, and no more, for each of them is memory.
 */
export const highWater = (concurrency: number) => Math.max(250, 2 * concurrency);
