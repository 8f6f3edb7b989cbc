import { z } from "zod";
import { CodeState } from "./descriptor.ts";
import { Unsent } from "./profile.ts";

/**
 * What one connection knows of one record. `new` is the absence of a row. `failed` (the server refused it),
 * `unknown` (sent, no answer came) and `sent` (accepted) are never confused. `sending` is never stored with the record:
 * the list of what is in flight is (see electron/core/sync/states-store.ts). `gone`: accepted, and no longer in the files.
 * `outside`: of schools that the connection does not send; the server may have an older version.
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
  "outside",
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

/** A record that another one refers to. */
export const Parent = z.object({
  /** The member that refers to it: "schoolReference"; in a list: "classPeriods, classPeriodReference". */
  role: z.string(),
  /** Of a record that is not in the files: the resource that it can be of, where there is only one. */
  resource: z.string().optional(),
  label: z.string(),
  /** Absent: the connection's files have no such record. */
  id: z.string().optional(),
  state: RecordState.optional(),
  /** It stands in a line that is no record. */
  rejected: Coordinates.extend({ reason: z.string() }).optional(),
  /** Records of its resource are not this connection's to send. */
  unsent: Unsent.optional(),
});
export type Parent = z.infer<typeof Parent>;

/** A descriptor value of a record, and what this connection sends in its place. */
export const MappedMember = z.object({
  /** "$.addresses[1].addressTypeDescriptor" */
  path: z.string(),
  type: z.string(),
  code: z.string(),
  state: CodeState,
  /** What is sent; absent where the code goes as it is, or does not go. */
  target: z.string().optional(),
});
export type MappedMember = z.infer<typeof MappedMember>;

/** What the ledger tells of a record, by day. `standing`: the server had it by the end of that day. */
export const SentOnDay = z.object({
  day: z.string(),
  what: z.enum(["created", "updated", "renamed", "deleted", "left", "standing"]),
});
export type SentOnDay = z.infer<typeof SentOnDay>;

/** One record as a page shows it. Holds a student's data: only ever shown to the steward, never logged. */
export const RecordDetail = RecordLine.extend({
  body: z.unknown(),
  /** What this connection sends of it: codes mapped, what is switched off left out. */
  shaped: z.unknown(),
  /** What becomes of each of its codes. */
  mapped: z.array(MappedMember),
  /** Extensions that are switched off: their parts are not sent. */
  dropped: z.array(z.string()),
  parents: z.array(Parent),
  /** Newest first. */
  sends: z.array(SentOnDay),
  /** The key under which it was sent before, where the server has given it this one. */
  formerKey: z.string().optional(),
  serverId: z.string().optional(),
  etag: z.string().optional(),
  attempts: z.int(),
  sentAt: z.string().optional(),
  cause: z.string().optional(),
  causeId: z.string().optional(),
  /** Somebody else changed it on the server, and a person has to choose a version. */
  toChoose: z.literal(true).optional(),
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
