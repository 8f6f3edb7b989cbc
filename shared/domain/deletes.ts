import { z } from "zod";

const count = z.int().nonnegative();
const school = z.string().regex(/^\d{1,18}$/);

/** A folder holds all there is of a resource, or all of some schools: what is no longer in it may be deleted. */
export const CompleteList = z.object({
  /** Path below the data API, e.g. "/ed-fi/sections". */
  resource: z.string(),
  /** Ids of the schools that it is complete for; absent: it is complete altogether. */
  schools: z.array(school).min(1).max(1000).optional(),
});
export type CompleteList = z.infer<typeof CompleteList>;

/** The same as it is asked for: resources by name or path, each complete for these schools where any are named. */
export const CompleteRequest = z.object({
  resources: z.array(z.string().min(1)).max(1000),
  schools: z.array(school).min(1).max(1000).optional(),
});
export type CompleteRequest = z.infer<typeof CompleteRequest>;

/** Why a record that has left the files stays on the server. */
export const KeptReason = z.enum([
  /** The folder was not declared a complete list of its resource, or not of its school. */
  "not-complete",
  /** It belongs to another school year than the records that the folder holds. */
  "another-year",
  /** Lines of its resource cannot be read: it may stand in one of them. */
  "unreadable",
  /** Another folder of the connection states it. */
  "stated-elsewhere",
  /** The profile does not send its resource. */
  "not-sent",
  /** The server never told its id. */
  "no-id",
  /** It stands in the files under another key, or hangs on a record that does: see keychanges.list. */
  "key-changed",
  /** The server has the item for a record that the files state: deleting it would delete that one. */
  "same-item",
  /** It belongs to a school whose records the connection does not send. */
  "other-school",
]);
export type KeptReason = z.infer<typeof KeptReason>;

/** What a push would delete. */
export const DeletePlan = z.object({
  total: count,
  resources: z.array(
    z.object({
      resource: z.string(),
      deletes: count,
      /** Records of it that the server has from this connection. */
      of: count,
      /** deletes / of */
      share: z.number(),
      /** So much that the total has to be typed before anything is deleted. */
      stops: z.boolean(),
    }),
  ),
  /** Some resource loses so much: `confirmDeletes` must be the total. */
  stops: z.boolean(),
  /** What stands in the way of a confirmed push, in a sentence; absent where nothing does. */
  refusal: z.string().optional(),
  /** Records that have left the files, and stay on the server all the same. */
  kept: z.array(z.object({ resource: z.string(), records: count, why: KeptReason, sentence: z.string() })),
});
export type DeletePlan = z.infer<typeof DeletePlan>;
