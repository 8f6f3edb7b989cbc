import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { BundleManifest, JournalPage, Review } from "../domain/journal.ts";

const since = z.iso.datetime({ offset: true }).optional();

export const journalCommands = {
  /** The newest, newest first; or those that follow after a page. */
  "journal.list": {
    input: z.object({
      connection: ConnectionRef.optional(),
      kind: z.enum(["run", "refusal", "setting"]).optional(),
      since,
      before: since,
      /** `next` of the page before this one. */
      after: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z (?:run|refusal|setting) \d{1,15}$/)
        .optional(),
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: JournalPage,
  },
  /** What a review file would hold: its first line, its causes, and the newest of the rest. */
  "journal.preview": {
    input: z.object({ since }),
    output: Review,
  },
  /** The review file itself, to be kept under this name: JSON lines, gzip, here as base64. */
  "journal.export": {
    input: z.object({ since }),
    output: z.object({ name: z.string(), content: z.string(), manifest: BundleManifest }),
  },
  /** Forgets answers of servers, and what ended runs did, from before this moment. The states of records stay. */
  "journal.purge": {
    input: z.object({ before: z.iso.datetime({ offset: true }) }),
    output: z.object({ answers: z.int(), runs: z.int() }),
  },
  /** A review file from elsewhere, as base64: needs no connection and no network. */
  "journal.review": { input: z.object({ content: z.string().max(100_000_000) }), output: Review },
} as const;
