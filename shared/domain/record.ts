import { z } from "zod";

/**
 * What one connection knows of one record. `new` is the absence of a row. `failed` (the server refused it),
 * `unknown` (sent, no answer came) and `sent` (accepted) are never confused. `sending` is never stored with the record:
 * the list of what is in flight is (see electron/core/sync/states-store.ts). `gone`: accepted, and no longer in the files.
 */
export const recordStates = [
  "new",
  "changed",
  "sending",
  "sent",
  "failed",
  "blocked",
  "waiting",
  "unknown",
  "gone",
  "delete-pending",
  "deleted",
] as const;
export const RecordState = z.enum(recordStates);
export type RecordState = z.infer<typeof RecordState>;

/** Counts by state; `unchanged` is not a state but what a push leaves alone. */
export const StateCounts = z.record(RecordState, z.int().nonnegative());
export type StateCounts = z.infer<typeof StateCounts>;

export const ResourceStatus = z.object({
  /** Path below the data API, e.g. "/ed-fi/students". */
  resource: z.string(),
  /** Position in the dependency order of the last plan, where known. */
  order: z.int().optional(),
  records: z.int(),
  counts: StateCounts,
  rejected: z.int(),
  gone: z.int(),
});
export type ResourceStatus = z.infer<typeof ResourceStatus>;

/** Where a record came from. */
export const Coordinates = z.object({ file: z.string(), line: z.int() });
export type Coordinates = z.infer<typeof Coordinates>;

/** One line of a list of records: nothing personal but what `label` holds, which never leaves the screen. */
export const RecordLine = z.object({
  id: z.string(),
  resource: z.string(),
  state: RecordState,
  /** The natural key for the steward's eyes. */
  label: z.string(),
  source: Coordinates.optional(),
  status: z.int().optional(),
  message: z.string().optional(),
});
export type RecordLine = z.infer<typeof RecordLine>;

/** One record as a page shows it. Holds a student's data: only ever shown to the steward, never logged. */
export const RecordDetail = RecordLine.extend({
  body: z.unknown(),
  /** The key under which it was sent before, where the server has given it this one. */
  formerKey: z.string().optional(),
  serverId: z.string().optional(),
  etag: z.string().optional(),
  attempts: z.int(),
  sentAt: z.string().optional(),
  cause: z.string().optional(),
  blockedBy: z.string().optional(),
  history: z.array(
    z.object({
      at: z.string(),
      run: z.string(),
      state: RecordState,
      status: z.int().optional(),
      message: z.string().optional(),
    }),
  ),
});
export type RecordDetail = z.infer<typeof RecordDetail>;
