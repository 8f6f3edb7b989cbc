/** What a run may still take of its limits. */
export class Allowance {
  #records: number;
  #bytes: number;
  #isFull = false;
  #isEmpty = true;

  constructor({
    limit,
    limitBytes,
  }: { readonly limit?: number | undefined; readonly limitBytes?: number | undefined }) {
    this.#records = limit ?? Number.POSITIVE_INFINITY;
    this.#bytes = limitBytes ?? Number.POSITIVE_INFINITY;
  }

  get isSpent(): boolean {
    return this.#isFull || this.#records < 1;
  }

  /**
   * Takes a record; false when it does not fit any more, and then nothing after it does: smaller ones do not go before it.
   * One that is larger than the limit is taken alone, for it would never fit.
   */
  take(body: string): boolean {
    if (this.isSpent) return false;
    const size = this.#bytes === Number.POSITIVE_INFINITY ? 0 : Buffer.byteLength(body);
    this.#isFull = size > this.#bytes && !this.#isEmpty;
    if (this.#isFull) return false;
    this.#isEmpty = false;
    this.#records -= 1;
    this.#bytes -= size;
    return true;
  }

  /** So many of those that were taken are not sent after all. */
  giveBack(records: number) {
    this.#records += records;
  }
}
