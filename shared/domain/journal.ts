import { z } from "zod";
import { CauseKind, Mender } from "./cause.ts";
import { Topic } from "./dictionary.ts";
import { RunState } from "./run.ts";

/**
 * What happened, without anything of a student: every member is on a list of what may be told. Records are named by a keyed
 * hash of their key (the key never leaves the data folder: hashes of two districts cannot be joined), causes by words that
 * are Steward's own and names of the API's model.
 */

const count = z.int().nonnegative();
const when = { at: z.string() };

const RunLine = z.object({
  kind: z.literal("run"),
  ...when,
  /** Id of the connection, see the manifest. */
  connection: z.string(),
  run: z.string(),
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
export const JournalLine = z.discriminatedUnion("kind", [RunLine, RefusalLine, SettingLine]);
export type JournalLine = z.infer<typeof JournalLine>;

/** Lines, newest first, and where the older ones begin: a mark that only the journal reads. */
export const JournalPage = z.object({ lines: z.array(JournalLine), next: z.string().optional() });
export type JournalPage = z.infer<typeof JournalPage>;

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
  firstSeen: z.string(),
  lastSeen: z.string(),
});
export type CauseLine = z.infer<typeof CauseLine>;

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
});

/** The first line of a review file: what is in it. */
export const BundleManifest = z.object({
  kind: z.literal("manifest"),
  format: z.literal("steward-review"),
  version: z.literal(1),
  madeAt: z.string(),
  madeWith: z.string(),
  /** The journal begins here; absent: with its beginning. */
  since: z.string().optional(),
  connections: z.array(BundleConnection),
  lines: z.object({ run: count, refusal: count, setting: count, cause: count }),
  /** Older lines of the journal that found no room in the file; absent: none. */
  leftOut: count.optional(),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

export const BundleLine = z.discriminatedUnion("kind", [
  BundleManifest,
  CauseLine,
  RunLine,
  RefusalLine,
  SettingLine,
]);
export type BundleLine = z.infer<typeof BundleLine>;

/** A review file, read. */
export const Review = z.object({
  manifest: BundleManifest,
  causes: z.array(CauseLine),
  journal: z.array(JournalLine),
});
export type Review = z.infer<typeof Review>;
