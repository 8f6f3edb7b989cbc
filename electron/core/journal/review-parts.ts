import type { JournalLine, Review, ReviewLines, ReviewStart } from "../../../shared/domain/journal.ts";
import { AppError } from "../../../shared/errors.ts";

/** Lines in one answer: whatever carries it to the page holds up nobody with so many. */
const linesAtOnce = 10_000;

/** The review file that was read last, given in parts: the first with all but the journal's later lines. */
export class ReviewParts {
  #left: readonly JournalLine[] = [];
  /** What the next part is asked for by: never the same twice. */
  #next = 0;

  begin({ journal, ...rest }: Review): ReviewStart {
    this.#left = journal;
    const { lines, ...more } = this.#take();
    return { ...rest, journal: lines, ...more };
  }

  /** Throws AppError("not-found") for what was taken already, or of a file before this one. */
  more(more: string): ReviewLines {
    if (this.#left.length === 0 || more !== String(this.#next))
      throw new AppError(
        "not-found",
        "Another review file was opened meanwhile. Open this one once more to see all of it.",
      );
    return this.#take();
  }

  #take(): ReviewLines {
    const lines = this.#left.slice(0, linesAtOnce);
    this.#left = this.#left.slice(linesAtOnce);
    this.#next += 1;
    return { lines, ...(this.#left.length > 0 && { more: String(this.#next) }) };
  }
}
