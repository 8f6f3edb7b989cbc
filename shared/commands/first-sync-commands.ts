import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { FirstSync } from "../domain/first-sync.ts";
import { Run } from "../domain/run.ts";
import { Stage } from "../domain/stage.ts";

const of = z.object({ connection: ConnectionRef });

/** A new connection sends stage by stage, with a look at what became of each before the next. */
export const firstSyncCommands = {
  "firstSync.show": { input: of, output: FirstSync },
  /** Sends the stage whose turn it is, and what earlier stages have left; also once more where it was sent already. */
  "firstSync.run": { input: of, output: Run },
  /** Waves a stage through that was sent: the next one has its turn; after the last, the first sync is finished. */
  "firstSync.go": { input: of.extend({ stage: Stage }), output: FirstSync },
  /** Sends one school, or about so many records of all resources, with everything that they refer to. Changes no stage. */
  "firstSync.pilot": {
    input: of
      .extend({ school: z.string().optional(), records: z.int().min(1).max(100_000).optional() })
      .refine(
        ({ school, records }) => (school === undefined) !== (records === undefined),
        "a pilot is one school, or a number of records",
      ),
    output: Run,
  },
  /** Everything is sent from now on, without stages. */
  "firstSync.finish": { input: of, output: FirstSync },
} as const;
