/** How fast something grows, over the last seconds. */
export class Meter {
  readonly #samples: { at: number; count: number }[] = [];
  readonly #span: number;

  /** `span`: milliseconds looked back. */
  constructor(span = 5000) {
    this.#span = span;
  }

  /** Tells the count at a moment (milliseconds); returns what was added a second, over the span. */
  sample(at: number, count: number): number {
    this.#samples.push({ at, count });
    while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > this.#span) this.#samples.shift();
    const first = this.#samples[0];
    if (!first || at <= first.at) return 0;
    return ((count - first.count) * 1000) / (at - first.at);
  }
}
