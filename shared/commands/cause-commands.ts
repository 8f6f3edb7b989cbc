import { z } from "zod";
import { Cause, CauseDetail, CauseOrder, CausesFilter, CausesSummary } from "../domain/cause.ts";
import { ConnectionRef } from "../domain/connection.ts";
import { RecordLine } from "../domain/record.ts";

const ofOne = z.object({ connection: ConnectionRef, cause: z.string() });
/** Absent: over all connections. */
const ofAny = z.object({
  connection: ConnectionRef.optional(),
  /** Those that were cleared instead of those that are open. */
  cleared: z.boolean().default(false),
  /** Beside the open ones, those that the last check found before sending. */
  found: z.boolean().default(false),
});

/** Why records are refused or held: what one person can mend once. */
export const causeCommands = {
  /** Counts move while records are sent: pages go by place, not by the last one seen. */
  "causes.list": {
    input: ofAny.extend({
      ...CausesFilter.shape,
      order: CauseOrder.default("releases"),
      offset: z.int().min(0).max(1_000_000).default(0),
      limit: z.int().min(1).max(10_000).default(1000),
      /** Without examples, which take longer than all else: for long lists. */
      brief: z.boolean().default(false),
    }),
    output: z.array(Cause),
  },
  /** With `found`, kinds, menders and resources are those of both. */
  "causes.summary": { input: ofAny, output: CausesSummary },
  /** One cause with its history, also when it is cleared; also one that a check found. */
  "causes.show": { input: ofOne, output: CauseDetail },
  /** Those that failed, those that are repaired, those that it holds; of rejected lines, the lines first. */
  "causes.records": {
    input: ofOne.extend({
      /** The last record that is known … */
      after: z.string().optional(),
      /** … or, for a list that is looked at from any place, how many come before. */
      offset: z.int().min(0).optional(),
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.array(RecordLine),
  },
} as const;
