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
  /** Asked in a way that the server does not take: not the record is at fault, but address, method or form. */
  "request",
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
  /** Id of the connection whose records wait by it. */
  connection: z.string(),
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
  /** Of records whose repair is in: they were under it, go with the next push, and their outcome is not known yet. */
  repaired: z.int(),
  /** All that waits by it, which one repair releases: records + held + repaired. */
  releases: z.int(),
  /** What the next push sends of these: repaired, or held with nothing left that holds them. */
  ready: z.int(),
  status: z.int().optional(),
  type: z.string().optional(),
  /** What the repair is about, as a path: the descriptor type to be mapped, the resource that parents are missing of. */
  about: z.string().optional(),
  /** Whom to call, where another system sends what it is about: the steward's own words in the profile. */
  contact: z.string().optional(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  /** When the last record left it; absent while it is open. */
  clearedAt: z.string().optional(),
  /** No server has said it: the last check held the records against its model (or their lines could not be read). */
  found: z.literal("before sending").optional(),
  /** Of an open cause: the last check found it, too, among the records that are to be sent. */
  alsoFound: z.object({ records: z.int(), held: z.int() }).optional(),
  /** One place to look at. */
  example: z.object({ file: z.string(), line: z.int() }).optional(),
});
export type Cause = z.infer<typeof Cause>;

/** The part of a cause that a push's result carries. */
export const CauseSummary = Cause.pick({ id: true, title: true, records: true, releases: true, who: true });
export type CauseSummary = z.infer<typeof CauseSummary>;

/** What is told of a cause that has opened, or opened again. */
export const OpenedCause = Cause.pick({
  id: true,
  kind: true,
  title: true,
  who: true,
  releases: true,
  ready: true,
});
export type OpenedCause = z.infer<typeof OpenedCause>;

/** By what releases most; by when they opened (or were cleared), newest first; by resource. */
export const CauseOrder = z.enum(["releases", "newest", "resource"]);
export type CauseOrder = z.infer<typeof CauseOrder>;

export const CausesFilter = z.object({
  kind: CauseKind.optional(),
  who: Mender.optional(),
  /** Path. */
  resource: z.string().optional(),
  /** Those of which something is ready, or those that the last check found, open or not. */
  only: z.enum(["ready", "found"]).optional(),
});
export type CausesFilter = z.infer<typeof CausesFilter>;

/** What a run, or a change outside of runs, did to a cause. */
export const CauseEvent = z.object({
  at: z.string(),
  /** Absent: outside of runs. */
  run: z.string().optional(),
  /** What was changed then. */
  why: z
    .enum(["source", "mapping", "profile", "permission", "folder", "choice", "key", "schools"])
    .optional(),
  /** Open before and after. */
  before: z.int(),
  after: z.int(),
  /** Records that came under it. */
  joined: z.int(),
  /** Their repair came in. */
  mended: z.int(),
  /** Left it because the server accepted them … */
  accepted: z.int(),
  /** … or otherwise: by another cause they wait now, or they have left the files. */
  withdrawn: z.int(),
});
export type CauseEvent = z.infer<typeof CauseEvent>;

/** A day, and how many records waited by a cause at its end. */
export const TrendPoint = z.object({ day: z.iso.date(), waiting: z.int() });
export type TrendPoint = z.infer<typeof TrendPoint>;

export const CauseDetail = Cause.extend({
  /** Of an unmapped code: as the records have it. */
  code: z.string().optional(),
  /** Newest first. */
  history: z.array(CauseEvent),
  /** Oldest first, up to today. */
  trend: z.array(TrendPoint),
  /** Of how many records causes.records tells, where that is not all of them. */
  listed: z.int().optional(),
});
export type CauseDetail = z.infer<typeof CauseDetail>;

/** How many causes there are, and of which sorts. */
export const CausesSummary = z.object({
  open: z.int(),
  cleared: z.int(),
  /** Of those that the last check found; they are not among the open ones, but where they are open as well. */
  found: z.int(),
  /** Over all open ones. */
  releases: z.int(),
  ready: z.int(),
  kinds: z.array(z.object({ kind: CauseKind, causes: z.int() })),
  menders: z.array(z.object({ who: Mender, causes: z.int() })),
  resources: z.array(z.object({ resource: z.string(), causes: z.int() })),
});
export type CausesSummary = z.infer<typeof CausesSummary>;

/** Somebody has to do something about it: nothing of it goes, or goes away, by itself. */
export const needsPerson = ({ who, releases, ready }: Pick<Cause, "who" | "releases" | "ready">): boolean =>
  who !== "wait" && ready < releases;
