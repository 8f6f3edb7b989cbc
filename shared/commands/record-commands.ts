import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { RecordDetail } from "../domain/record.ts";
import { TheirVersion } from "../domain/theirs.ts";

const one = z.object({ connection: ConnectionRef, id: z.string() });

export const recordCommands = {
  "records.show": { input: one, output: RecordDetail },
  /** Asks the server what it has of a record that it accepted before; `whole`: also where that is what it accepted. */
  "records.theirs": { input: one.extend({ whole: z.literal(true).optional() }), output: TheirVersion },
  /**
   * Of a record that somebody else changed on the server: their version stands, until its source changes. `version` is that
   * of records.theirs; refused where it was changed again since. The other choice is a push of it with `overwrite`.
   */
  "records.keepTheirs": { input: one.extend({ version: z.string().optional() }), output: RecordDetail },
} as const;
