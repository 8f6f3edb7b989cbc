import { z } from "zod";
import { SentLine, SentReport, SentScope } from "../domain/as-sent.ts";
import { ConnectionRef } from "../domain/connection.ts";

/** A day of the connection's calendar: of its schedule's time zone, or the machine's. Today unless another is named. */
const question = z.object({ connection: ConnectionRef, on: z.iso.date().optional() });

export const asSentCommands = {
  /** How many records of each resource, in the order of their names. Takes a second or two for a million records. */
  "asSent.show": {
    input: question.extend({
      /** A name or path; all of them unless one is named. */
      resource: z.string().min(1).optional(),
    }),
    output: SentReport,
  },
  /** Which records, by their keyed digests, in order; `after` is `record` of the last one shown. */
  "asSent.list": {
    input: question.extend({
      resource: z.string().min(1),
      scope: SentScope.default("there"),
      after: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .optional(),
      limit: z.int().min(1).max(10_000).default(1000),
    }),
    output: z.array(SentLine),
  },
} as const;
