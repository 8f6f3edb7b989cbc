import { z } from "zod";
import { Cause } from "../domain/cause.ts";
import { CheckState } from "../domain/check.ts";
import { ConnectionRef } from "../domain/connection.ts";

const of = z.object({ connection: ConnectionRef });

const CheckReport = z.object({
  /** Records that a push would look at. */
  checked: z.int(),
  /** Each marked as found before sending; most releasing first. */
  problems: z.array(Cause),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const checkCommands = {
  /**
   * Reads the folders and holds what a push would send against what is known of the server. Asks the server nothing. One
   * at a time per connection; sources.cancel ends it.
   */
  "check.run": {
    input: of.extend({
      /** Names or paths; absent: all that the profile sends. */
      resources: z.array(z.string()).max(1000).optional(),
    }),
    output: CheckReport,
  },
  /** How far the check is that runs, and what the last one found; its causes are told by causes.list. */
  "check.last": { input: of, output: CheckState },
} as const;
