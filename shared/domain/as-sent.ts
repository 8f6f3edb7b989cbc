import { z } from "zod";

const count = z.int().nonnegative();
const Digest = z.string();

/** What became of a record on a day, or `there`: it was on the server at the end of that day. */
const sentKinds = ["created", "updated", "renamed", "deleted", "left", "there"] as const;

/**
 * What a list is about: `sent`: each record that the server took, changed or removed on the day, with the day's last word;
 * `there`: each record that the server had from this connection at the end of the day.
 */
export const SentScope = z.enum(["sent", "there"]);
export type SentScope = z.infer<typeof SentScope>;

/** Records of one resource on one day. */
export const SentResource = z.object({
  resource: z.string(),
  sent: z.object({ created: count, updated: count, renamed: count, deleted: count }),
  /** Over the sorted list of what was sent: equal for equal lists. */
  sentDigest: Digest,
  /** On the server at the end of the day. */
  there: count,
  thereDigest: Digest,
});
export type SentResource = z.infer<typeof SentResource>;

/** What a server got from a connection on a day, and had from it at the day's end. Holds nothing of a student. */
export const SentReport = z.object({
  /** Name of the connection. */
  connection: z.string(),
  address: z.string(),
  day: z.iso.date(),
  /** On whose calendar that day is. */
  timeZone: z.string(),
  /** The day is not over: more may be sent. */
  isToday: z.boolean(),
  /** The first day of which it can be told; absent: all of them. */
  keptFrom: z.iso.date().optional(),
  resources: z.array(SentResource),
  /** Over all of the report: two reports with the same one say the same. */
  digest: Digest,
  /** Account name on this machine. */
  madeBy: z.string(),
  madeAt: z.string(),
});
export type SentReport = z.infer<typeof SentReport>;

/** One record of a list. `record` and `content` are keyed digests: they tell nothing to who has not this data folder. */
export const SentLine = z.object({
  resource: z.string(),
  record: z.string(),
  content: z.string(),
  what: z.enum(sentKinds),
});
export type SentLine = z.infer<typeof SentLine>;
