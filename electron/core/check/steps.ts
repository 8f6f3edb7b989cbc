import type { Emitted } from "../../../shared/contract.ts";
import type { CheckProgress } from "../../../shared/domain/check.ts";

/** Milliseconds between two tellings. */
const pause = 100;

/** How far a check is, told now and then. */
export class Steps {
  #now: CheckProgress;
  #toldAt = Number.NEGATIVE_INFINITY;
  readonly #emit: (event: Emitted) => void;
  readonly #clock: () => number;

  constructor(
    of: Pick<CheckProgress, "connection" | "of">,
    emit: (event: Emitted) => void,
    clock = () => performance.now(),
  ) {
    this.#emit = emit;
    this.#clock = clock;
    this.#now = { ...of, phase: "reading", linesRead: 0, checked: 0, planned: 0 };
    this.#tell();
  }

  get now(): CheckProgress {
    return this.#now;
  }

  /** So many lines more have been read. */
  read = (lines: number) => this.#go({ linesRead: this.#now.linesRead + lines });
  look = (checked: number, planned: number) => this.#go({ phase: "checking", checked, planned });

  end() {
    this.#now = { ...this.#now, phase: "ended" };
    this.#tell();
  }

  #go(to: Partial<CheckProgress>) {
    const isNew = to.phase !== undefined && to.phase !== this.#now.phase;
    this.#now = { ...this.#now, ...to };
    if (isNew || this.#clock() - this.#toldAt >= pause) this.#tell();
  }

  #tell() {
    this.#toldAt = this.#clock();
    this.#emit({ name: "check.progress", data: this.#now });
  }
}
