import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import {
  BundleManifest,
  Forgotten,
  JournalKind,
  JournalPage,
  Retention,
  Review,
  ReviewLines,
  ReviewStart,
} from "../domain/journal.ts";

const since = z.iso.datetime({ offset: true }).optional();

export const journalCommands = {
  /** The newest, newest first; or those that follow after a page. */
  "journal.list": {
    input: z.object({
      connection: ConnectionRef.optional(),
      /** One, or several; absent: all. */
      kind: JournalKind.or(z.array(JournalKind).min(1)).optional(),
      since,
      before: since,
      /** `next` of the page before this one. */
      after: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z (?:run|refusal|setting|cause-change) \d{1,15}$/)
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
  /**
   * Forgets answers of servers, what ended runs did, and what became of causes, from before this moment; or only says how
   * much that is. The states of records stay, what opened the causes that are still open, and the audit.
   */
  "journal.purge": {
    input: z.object({ before: z.iso.datetime({ offset: true }), dryRun: z.boolean().default(false) }),
    output: Forgotten,
  },
  /** For how long it is kept, and how much there is now. */
  "journal.retention": {
    input: z.undefined().or(z.object({})),
    output: Retention.extend({
      held: z.object({
        refusals: z.int(),
        /** When the oldest of all that may be forgotten happened; absent: there is nothing. */
        oldest: z.string().optional(),
      }),
    }),
  },
  /** Says for how long it is kept from now on; or only what would be forgotten at once by that. */
  "journal.retain": {
    input: Retention.partial().extend({ dryRun: z.boolean().default(false) }),
    output: Forgotten,
  },
  /** A review file from elsewhere, as base64: needs no connection and no network. */
  "journal.review": { input: z.object({ content: z.string().max(100_000_000) }), output: ReviewStart },
  /** The lines that follow in the file that was read last; each part is given once. */
  "journal.reviewLines": { input: z.object({ more: z.string() }), output: ReviewLines },
} as const;
