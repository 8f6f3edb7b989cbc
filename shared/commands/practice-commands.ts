import { z } from "zod";
import { PracticeRequest, PracticeView } from "../domain/practice.ts";

const nothing = z
  .undefined()
  .or(z.object({}))
  .transform(() => undefined);

export const practiceCommands = {
  "practice.show": { input: nothing, output: PracticeView },
  /**
   * Starts an Ed-Fi API on this computer, writes an invented district with mistakes in it, adds the connection between the two
   * and reads the files. Ends when all of it is there; "practice.progress" tells how far it is.
   */
  "practice.begin": { input: PracticeRequest, output: PracticeView },
  /** Ends what practice.begin or practice.startOver makes, and takes away what they made so far. */
  "practice.cancel": { input: nothing, output: z.undefined() },
  /** Mends the planted mistakes in the district's files: what the office of a real district would do in its own system. */
  "practice.mend": { input: nothing, output: PracticeView },
  /** Removes practice with all that was made, sent and mapped in it, and makes it anew. */
  "practice.startOver": { input: PracticeRequest, output: PracticeView },
  /** Removes the connection, its API and its files. */
  "practice.remove": { input: nothing, output: z.undefined() },
} as const;
