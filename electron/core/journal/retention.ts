import type { Forgotten, Retention } from "../../../shared/domain/journal.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { RetentionStore } from "./retention-store.ts";

export interface RetentionParts {
  readonly store: RetentionStore;
  readonly audit: Pick<AuditStore, "note">;
  /** Something was forgotten. */
  readonly changed: () => void;
  readonly reportBug: (error: unknown) => void;
  readonly now: () => number;
}

/** What is not said stays as it is. */
interface Wanted {
  readonly days?: number | undefined;
  readonly refusals?: number | undefined;
}

/** A year and a month, so that last year's same week can be looked up; and no more lines than a few hundred MB hold. */
const asItComes: Retention = { days: 400, refusals: 2_000_000 };
const day = 24 * 60 * 60 * 1000;

/** What of the journal is forgotten: on a person's word, and by itself what is too old or too much. In small steps. */
export class JournalRetention {
  readonly #parts: RetentionParts;
  #applying: Promise<void> | undefined;
  /** It may have become too much since the last look. */
  #isDue = false;
  /** Forgetting that a person has asked for, and waits for. */
  readonly #asked = new Set<Promise<Forgotten>>();
  #isClosing = false;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  /** For how long, and how much, is kept. */
  get = (): Retention => this.#parts.store.get() ?? asItComes;

  /** How much there is. */
  held(): { refusals: number; oldest?: string } {
    const { store } = this.#parts;
    const oldest = store.oldest();
    return { refusals: store.countRefusals(), ...(oldest > 0 && { oldest: new Date(oldest).toISOString() }) };
  }

  /** What purge would forget. */
  preview = (before: string): Forgotten => this.#parts.store.count(Date.parse(before));

  /** What would be forgotten at once if so much were kept. */
  previewSet(wanted: Wanted): Forgotten {
    const { store } = this.#parts;
    const { days, refusals } = this.#with(wanted);
    const old = store.count(this.#parts.now() - days * day);
    return { ...old, answers: Math.max(old.answers, store.excess(refusals)) };
  }

  /** Keeps so much from now on; what is more is forgotten soon. */
  set(wanted: Wanted) {
    const { store, audit } = this.#parts;
    const before = this.get();
    const after = this.#with(wanted);
    const changes = (["days", "refusals"] as const)
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field: `${field} kept`, from: String(before[field]), to: String(after[field]) }));
    if (changes.length === 0) return;
    store.set(after);
    audit.note(undefined, "changed how long the journal is kept", changes);
    this.applySoon();
  }

  /** Forgets what is from before this moment. */
  async purge(before: string): Promise<Forgotten> {
    const purging = this.#purge(before);
    this.#asked.add(purging);
    return purging.finally(() => this.#asked.delete(purging));
  }

  async #purge(before: string): Promise<Forgotten> {
    const moment = Date.parse(before);
    const { removeSome, countAllRuns } = this.#parts.store;
    const answers = await this.#inSteps(() => removeSome.answers(moment));
    const causeEvents = await this.#inSteps(() => removeSome.causeEvents(moment));
    const runs = countAllRuns();
    await this.#inSteps(() => removeSome.runs(moment));
    return { answers, causeEvents, runs: runs - countAllRuns() };
  }

  /** Forgets what is too old, and then what is too much. What is asked for while that goes on is done when it has ended. */
  applySoon() {
    this.#isDue = true;
    this.#applying ??= this.#apply();
  }

  /** What is under way ends after its step; the rest is for the next start. */
  async close() {
    this.#isClosing = true;
    await Promise.allSettled([this.#applying, ...this.#asked]);
  }

  async #apply() {
    const { store, changed, reportBug } = this.#parts;
    try {
      // Whoever has just started, or ended a run, goes first.
      await new Promise(setImmediate);
      while (this.#isDue && !this.#isClosing) {
        this.#isDue = false;
        const { days, refusals } = this.get();
        const old = await this.#purge(new Date(this.#parts.now() - days * day).toISOString());
        let excess = store.excess(refusals);
        const more = await this.#inSteps(() => {
          const removed = excess > 0 ? store.removeSome.oldest(excess) : 0;
          excess -= removed;
          return removed;
        });
        if (old.answers + old.runs + old.causeEvents + more > 0) changed();
      }
    } catch (error) {
      reportBug(error);
    } finally {
      this.#applying = undefined;
    }
  }

  /** Until a step removes nothing. Between two of them pages are answered, and pushes go on. */
  async #inSteps(step: () => number): Promise<number> {
    let sum = 0;
    for (let removed = this.#step(step); removed > 0; removed = this.#step(step)) {
      sum += removed;
      await new Promise(setImmediate);
    }
    return sum;
  }

  #step = (step: () => number) => (this.#isClosing ? 0 : step());

  #with({ days, refusals }: Wanted): Retention {
    const now = this.get();
    return { days: days ?? now.days, refusals: refusals ?? now.refusals };
  }
}
