import { z } from "zod";
import { ActivityDay } from "./activity.ts";
import { Cause, CauseEvent, CauseKind, Mender, TrendPoint } from "./cause.ts";
import { Explanation, Topic } from "./dictionary.ts";
import { RecordState, ResourceStatus, recordStates, type StateCounts } from "./record.ts";
import { RunState } from "./run.ts";

/**
 * What happened, without anything of a student: every member is on a list of what may be told. Records are named by a keyed
 * hash of their key (the key never leaves the data folder: hashes of two districts cannot be joined), causes by words that
 * are Steward's own and names of the API's model.
 */

const count = z.int().nonnegative();
/** A page that shows one could not be drawn without it: files from elsewhere are held to it. */
const moment = z.iso.datetime({ offset: true });
const when = { at: moment };

const RunLine = z.object({
  kind: z.literal("run"),
  ...when,
  /** Id of the connection, see the manifest. */
  connection: z.string(),
  run: z.string(),
  /** What it belongs to; absent for runs from before there were submissions. */
  submission: z.string().optional(),
  state: RunState,
  seconds: z.number().optional(),
  requests: count,
  tokens: count,
  created: count,
  updated: count,
  unchanged: count,
  deleted: count,
  keyChanged: count,
  failed: count,
  blocked: count,
  waiting: count,
  unknown: count,
  left: count,
});
const RefusalLine = z.object({
  kind: z.literal("refusal"),
  ...when,
  connection: z.string(),
  run: z.string(),
  /** Path of the resource; absent when the record is no longer known. */
  resource: z.string().optional(),
  status: z.int().optional(),
  /** Keyed hash of the natural key, 32 hexadecimal digits; absent when the record is no longer known. */
  record: z.string().optional(),
});
const SettingLine = z.object({
  kind: z.literal("setting"),
  ...when,
  connection: z.string().optional(),
  /** What was done, without the names that a person chose. */
  what: z.string(),
  /** Which settings, never their values. */
  fields: z.array(z.string()),
});
const CauseChangeLine = z.object({
  kind: z.literal("cause-change"),
  ...when,
  connection: z.string(),
  /** Id of the cause, as in a CauseLine. */
  cause: z.string(),
  /** The first record came under it, or the last one left it. */
  what: z.enum(["opened", "cleared"]),
  topic: Topic,
  /** As in a CauseLine. */
  title: z.string(),
  who: Mender,
  resource: z.string().optional(),
  status: z.int().optional(),
  /** Of an opening, how many waited by it then; of a clearing, how many left it. */
  records: count,
  /** Absent: it changed outside of runs. */
  run: z.string().optional(),
});
export const JournalLine = z.discriminatedUnion("kind", [RunLine, RefusalLine, SettingLine, CauseChangeLine]);
export type JournalLine = z.infer<typeof JournalLine>;
export const JournalKind = z.enum(["run", "refusal", "setting", "cause-change"]);
export type JournalKind = z.infer<typeof JournalKind>;

/** Lines, newest first, and where the older ones begin: a mark that only the journal reads. */
export const JournalPage = z.object({ lines: z.array(JournalLine), next: z.string().optional() });
export type JournalPage = z.infer<typeof JournalPage>;

/** For how long and how much of it is kept: what is older, or more, is forgotten by itself, the oldest first. */
export const Retention = z.object({
  days: z.int().min(1).max(36_500),
  /** Answers by which a server refused a record: nearly all that there is to keep. */
  refusals: z.int().min(1000).max(100_000_000),
});
export type Retention = z.infer<typeof Retention>;

/** How much of the journal goes, or would go. */
export const Forgotten = z.object({
  answers: count,
  runs: count,
  /** What runs and changes did to causes. */
  causeEvents: count,
});
export type Forgotten = z.infer<typeof Forgotten>;

export const CauseLine = z.object({
  kind: z.literal("cause"),
  connection: z.string(),
  id: z.string(),
  cause: CauseKind,
  topic: Topic,
  title: z.string(),
  who: Mender,
  resource: z.string().optional(),
  status: z.int().optional(),
  type: z.string().optional(),
  records: count,
  held: count,
  firstSeen: moment,
  lastSeen: moment,
  // From version 2 on: what the page of causes shows besides.
  /** Resources of the records that failed by it, as paths. */
  resources: z.array(z.string()).optional(),
  repaired: count.optional(),
  ready: count.optional(),
  /** Path of what the repair is about. */
  about: z.string().optional(),
  openedAt: moment.optional(),
  clearedAt: moment.optional(),
  /** Newest first; of causes that release little there may be none. */
  history: z.array(CauseEvent.extend(when)).optional(),
  /** Up to the day on which the file was made. */
  trend: z.array(TrendPoint).optional(),
  /** What the last check found before sending: no server has said it. */
  found: Cause.shape.found,
  /** Of an open one: the last check found it, too. */
  alsoFound: Cause.shape.alsoFound,
});
export type CauseLine = z.infer<typeof CauseLine>;

/** An entry of the dictionary that a cause of the file stands under, without what a district has written to it. */
export const EntryLine = Explanation.omit({ note: true }).extend({ kind: z.literal("entry") });
export type EntryLine = z.infer<typeof EntryLine>;

/** What the key is good for, as far as that names no one. */
const BundleKey = z.object({
  /** When the server was asked. */
  at: moment,
  namespacePrefixes: z.array(z.string()),
  /** Ids of education organizations; their names are the district's own data, and stay. */
  organizations: z.array(z.object({ id: z.string(), type: z.string().optional() })),
  /** API Profiles. */
  profiles: z.array(z.string()),
  /** What is sent and not covered; without a sentence where that names namespaces or ids of records. */
  gaps: z.array(
    z.object({
      resource: z.string(),
      missing: z.array(z.string()),
      records: count,
      sentence: z.string().optional(),
    }),
  ),
});

/** Of states that the Steward that made the file did not know yet, there are none. */
const CountsThen = z
  .partialRecord(RecordState, count)
  .transform(
    (counts) => Object.fromEntries(recordStates.map((state) => [state, counts[state] ?? 0])) as StateCounts,
  );

const BundleConnection = z.object({
  id: z.string(),
  /** As the steward named it. */
  name: z.string(),
  server: z
    .object({
      product: z.string(),
      version: z.string(),
      dataModels: z.array(z.object({ name: z.string(), version: z.string() })),
    })
    .optional(),
  claimSet: z.string().optional(),
  /** Operations that the key has, by resource; absent where the server does not list them. */
  permissions: z.array(z.object({ resource: z.string(), operations: z.array(z.string()) })).optional(),
  records: count,
  causes: count,
  // From version 2 on.
  practice: z.boolean().optional(),
  closedAt: moment.optional(),
  schoolYear: z.int().optional(),
  key: BundleKey.optional(),
  /** Counts by state, in dependency order. */
  resources: z.array(ResourceStatus.extend({ counts: CountsThen })).optional(),
  /** The last one that had ended. */
  lastRun: RunLine.optional(),
  /** Its last days, oldest first, up to that on which the file was made. */
  activity: z.array(ActivityDay).optional(),
});
export type BundleConnection = z.infer<typeof BundleConnection>;

/** The first line of a review file: what is in it. */
export const BundleManifest = z.object({
  kind: z.literal("manifest"),
  format: z.literal("steward-review"),
  /** 2: causes with their history, entries of the dictionary, counts by resource, what the key reaches. */
  version: z.literal([1, 2]),
  madeAt: moment,
  madeWith: z.string(),
  /** The journal begins here; absent: with its beginning. */
  since: moment.optional(),
  connections: z.array(BundleConnection),
  lines: z.object({
    run: count,
    refusal: count,
    setting: count,
    cause: count,
    entry: count.optional(),
    "cause-change": count.optional(),
  }),
  /** The last days of all connections that are not closed. */
  activity: z.array(ActivityDay).optional(),
  /** Older lines of the journal that found no room in the file; absent: none. */
  leftOut: count.optional(),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

export const BundleLine = z.discriminatedUnion("kind", [
  BundleManifest,
  CauseLine,
  EntryLine,
  RunLine,
  RefusalLine,
  SettingLine,
  CauseChangeLine,
]);
export type BundleLine = z.infer<typeof BundleLine>;

/** A review file, read. */
export const Review = z.object({
  manifest: BundleManifest,
  causes: z.array(CauseLine),
  entries: z.array(EntryLine),
  journal: z.array(JournalLine),
});
export type Review = z.infer<typeof Review>;

/** Some lines of a review file's journal; `more`: there are others, to be asked for by this. */
export const ReviewLines = z.object({ lines: z.array(JournalLine), more: z.string().optional() });
export type ReviewLines = z.infer<typeof ReviewLines>;

/** A review file, of whose journal other lines may follow. */
export const ReviewStart = Review.extend({ more: z.string().optional() });
export type ReviewStart = z.infer<typeof ReviewStart>;
