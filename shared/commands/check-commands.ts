import { z } from "zod";
import { Cause } from "../domain/cause.ts";
import { ConnectionRef } from "../domain/connection.ts";

const CheckReport = z.object({
  /** Records that a push would look at. */
  checked: z.int(),
  /** Each marked as found before sending; most releasing first. Their ids are of this report alone. */
  problems: z.array(Cause),
});
export type CheckReport = z.infer<typeof CheckReport>;

export const checkCommands = {
  /** Reads the folders and holds what a push would send against what is known of the server. Asks the server nothing. */
  "check.run": {
    input: z.object({
      connection: ConnectionRef,
      /** Names or paths; absent: all that the profile sends. */
      resources: z.array(z.string()).max(1000).optional(),
    }),
    output: CheckReport,
  },
} as const;
