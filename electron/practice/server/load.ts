/** How busy a server that stores nothing is, and what that does to its answers. */
export interface LoadOptions {
  /** Requests that it works on at a time; one more is refused with 503 at once. */
  readonly capacity: number;
  /** Milliseconds that it works on a request, by how many it has answered. */
  readonly latency: (answered: number) => number;
}

/** Counts what a server works on. */
export class Load {
  readonly #options: LoadOptions;
  #underWay = 0;
  #answered = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Milliseconds until the answer, or undefined: it is refused. */
  begin(): number | undefined {
    if (this.#underWay >= this.#options.capacity) return undefined;
    this.#underWay += 1;
    return this.#options.latency(this.#answered);
  }

  end(): void {
    this.#underWay -= 1;
    this.#answered += 1;
  }
}
