/** One data request, as tests look at it. */
export interface LogLine {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Natural key of what was stored, parts with "|" between. */
  readonly key?: string;
}

export interface Counts {
  readonly dataRequests: number;
  /** Data requests other than GET. */
  readonly writes: number;
  readonly tokenRequests: number;
  /** Data requests that were answered with 401. */
  readonly unauthorized: number;
  /** Answers to data requests. */
  readonly byStatus: Record<number, number>;
}

const longestLog = 20_000;

/** Counts requests, and remembers the last of them. */
export class Traffic {
  #dataRequests = 0;
  #writes = 0;
  #tokenRequests = 0;
  readonly #byStatus: number[] = [];
  #log: LogLine[] = [];

  dataRequest(isWrite: boolean): void {
    this.#dataRequests += 1;
    if (isWrite) this.#writes += 1;
  }

  tokenRequest(): void {
    this.#tokenRequests += 1;
  }

  answered(status: number): void {
    this.#byStatus[status] = (this.#byStatus[status] ?? 0) + 1;
  }

  note(line: LogLine): void {
    this.#log.push(line);
    if (this.#log.length > 2 * longestLog) this.#log = this.#log.slice(-longestLog);
  }

  counts(): Counts {
    const byStatus: Record<number, number> = {};
    this.#byStatus.forEach((count, status) => {
      byStatus[status] = count;
    });
    return {
      dataRequests: this.#dataRequests,
      writes: this.#writes,
      tokenRequests: this.#tokenRequests,
      unauthorized: this.#byStatus[401] ?? 0,
      byStatus,
    };
  }

  log(): readonly LogLine[] {
    return this.#log.slice(-longestLog);
  }
}
