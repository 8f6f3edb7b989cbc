import { AppError } from "../../../shared/errors.ts";
import { counted } from "../../../shared/sentence-numbers.ts";

/** What a run has sent: each record for the first time, and what trouble on the way made it send again. */
export interface Budget {
  readonly first: number;
  readonly repeats: number;
}

/** Repeats that a run has in any case: a few hundred records, eight times each. */
export const freeRepeats = 2000;

/**
 * May one more record be sent again? A run that repeats more than it sends is no help to a server in trouble.
 * Looks at a server that is away are not counted: the circuit keeps them rare.
 */
export const mayRepeat = ({ first, repeats }: Budget): boolean => repeats < freeRepeats + first;

/** Why a run ends whose budget is spent. */
export const budgetSpent = ({ repeats }: Budget) =>
  new AppError(
    "offline",
    `The server was in trouble so often that ${counted(repeats)} requests had to be sent again, more than it took. What it has not accepted waits for the next push: start it when the host says that the server is well.`,
  );
