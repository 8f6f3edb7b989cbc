import { z } from "zod";
import { Topic } from "./dictionary.ts";

/** What kind of thing one person has to mend once. */
const causeKinds = [
  "missing-parent",
  "failed-parent",
  "descriptor",
  "permission",
  "waiting",
  "validation",
  "identity",
  "key-change",
  "changed-elsewhere",
  "rejected-line",
  /** Gone from the files, and the server keeps it. */
  "not-deleted",
  "server",
  "other",
] as const;
export const CauseKind = z.enum(causeKinds);
export type CauseKind = z.infer<typeof CauseKind>;

/** Who can mend it. */
export const Mender = z.enum(["source data", "mapping", "our settings", "your choice", "the host", "wait"]);
export type Mender = z.infer<typeof Mender>;

export const Cause = z.object({
  id: z.string(),
  kind: CauseKind,
  /** The entry of the dictionary that explains it. */
  topic: Topic,
  /** One sentence without personal data. */
  title: z.string(),
  who: Mender,
  /** Resources of the records that failed by it. */
  resources: z.array(z.string()),
  /** Records that failed, and source lines that were rejected, by this cause. */
  records: z.int(),
  /** Records that wait behind those: held children, over all generations. */
  held: z.int(),
  /** What one repair releases: records + held. */
  releases: z.int(),
  status: z.int().optional(),
  type: z.string().optional(),
  /** What the repair is about, as a path: the descriptor type to be mapped, the resource that parents are missing of. */
  about: z.string().optional(),
  /** Whom to call, where another system sends what it is about: the steward's own words in the profile. */
  contact: z.string().optional(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** One place to look at. */
  example: z.object({ file: z.string(), line: z.int() }).optional(),
});
export type Cause = z.infer<typeof Cause>;

/** The part of a cause that a push's result carries. */
export const CauseSummary = Cause.pick({ id: true, title: true, records: true, releases: true, who: true });
export type CauseSummary = z.infer<typeof CauseSummary>;
