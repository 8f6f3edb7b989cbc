import { z } from "zod";
import { CauseSummary } from "./cause.ts";
import { ConnectionRef } from "./connection.ts";
import { DeletePlan } from "./deletes.ts";

/** `queued`: it waits until what was started before it has ended. */
export const RunState = z.enum(["queued", "running", "done", "cancelled", "stopped", "crashed"]);
export type RunState = z.infer<typeof RunState>;

const names = z.array(z.string().min(1)).min(1).max(10_000).optional();

/**
 * What a push is about. Resources, and everything from `records` to `sample`, narrow each other: records of this cause, in
 * this school, of this day. Of records that are chosen in such a way those go, too, that were refused and have not changed.
 */
export const PushRequest = z.object({
  connection: ConnectionRef,
  /** Resource names or paths; none = all. */
  resources: z.array(z.string()).optional(),
  /** Ids of records. */
  records: names,
  /** Ids of causes: what failed by them, and what they hold. */
  causes: names,
  /** Ids of schools, as in schoolId. */
  schools: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(1000)
    .optional(),
  /** Refused, or without an answer, since then. */
  failedSince: z.iso.datetime({ offset: true }).optional(),
  /** New or changed in the files from this moment on … */
  changedSince: z.iso.datetime({ offset: true }).optional(),
  /** … and before this one. */
  changedUntil: z.iso.datetime({ offset: true }).optional(),
  /** First and last day that the records are about, by the date inside them. */
  dateFrom: z.iso.date().optional(),
  dateTo: z.iso.date().optional(),
  /** About so many records, the same share of every resource: to see what comes of them. */
  sample: z.int().positive().optional(),
  /** What the chosen records refer to comes along, and what that refers to. */
  withParents: z.boolean().optional(),
  /** At most so many records. */
  limit: z.int().positive().optional(),
  /** At most so many bytes, as the records are in the files; a single one may be larger. */
  limitBytes: z.int().positive().optional(),
  /** Send again what was accepted and what was refused, also when nothing changed. */
  force: z.boolean().default(false),
  /** Of chosen records: send them also where somebody else changed them on the server, and the connection keeps that. */
  overwrite: z.boolean().optional(),
  /**
   * Records whose keys changed where the server changes none: "hold", as without it, sends none of them; "confirm" makes
   * them anew, moves what refers to them, and removes the old ones, as keychanges.list shows it. What was confirmed goes on
   * with every push.
   */
  keyChanges: z.enum(["hold", "confirm"]).optional(),
  /** How many of them were seen and are confirmed (`unconfirmed` of keychanges.list): nothing is sent where there are others now. */
  confirmKeyChanges: z.int().nonnegative().optional(),
  /** Requests at a time, where that is less than the connection's setting. */
  concurrency: z.int().min(1).max(1024).optional(),
  /**
   * Records in one run, at most; what is more goes in further runs of the same submission. Not for forced or chosen ones,
   * nor with deletes.
   */
  packet: z.int().positive().optional(),
  /** The same in bytes. */
  packetBytes: z.int().positive().optional(),
  /**
   * What becomes of records that have left a complete list: nothing; it is only told which would be deleted; or they are
   * deleted, once all else is sent. Of records chosen by id or by cause, also those that were in no complete list.
   */
  deletes: z.enum(["none", "preview", "confirm"]).optional(),
  /** The total that was typed, where so much would be deleted that it has to be. */
  confirmDeletes: z.int().nonnegative().optional(),
});
export type PushRequest = z.output<typeof PushRequest>;

/** Some records are meant, not all of the resources: what is left of them is counted apart from the rest. */
export const choosesRecords = (request: PushRequest): boolean =>
  [
    request.records,
    request.causes,
    request.schools,
    request.failedSince,
    request.changedSince,
    request.changedUntil,
    request.dateFrom,
    request.dateTo,
    request.sample,
  ].some((named) => named !== undefined);

const count = z.int().nonnegative();

/** What a push did of one resource. */
export const RunResource = z.object({
  resource: z.string(),
  planned: count,
  /** Records with an outcome: accepted, refused, held or waiting. */
  done: count,
  accepted: count,
  refused: count,
});
export type RunResource = z.infer<typeof RunResource>;

/** What a push did, and what is left of its resources: the JSON of `steward push`. */
export const PushResult = z.object({
  run: z.string(),
  connection: z.string(),
  state: RunState,
  /** Why it ended early, in a sentence. */
  reason: z.string().optional(),
  /** The exit status that the command line ends with. */
  exitStatus: z.int(),
  planned: count,
  sent: z.object({
    created: count,
    updated: count,
    /** Accepted before, same content, not sent. */
    unchanged: count,
    deleted: count,
    keyChanged: count,
  }),
  failed: count,
  blocked: count,
  waiting: count,
  unknown: count,
  /** Gone from the files, and the server did not delete them; absent where nothing was to be deleted. */
  undeleted: count.optional(),
  /** What was to be deleted, or would be. */
  deletes: DeletePlan.optional(),
  /** New or changed and not sent, because the push ended early or was limited. */
  left: count,
  rejected: count,
  /** Data requests, repeats included. */
  requests: count,
  tokens: count,
  seconds: z.number(),
  perSecond: z.number(),
  peakConcurrency: count,
  causes: z.array(CauseSummary),
  /** Of each resource that had something to send, in no order. */
  resources: z.array(RunResource).optional(),
});
export type PushResult = z.infer<typeof PushResult>;

/** Of the records that a push would send: what the same rules say of them. */
export const Foreseen = z.object({
  /** Would be refused … */
  refused: count,
  /** … or held back, by those or by what is missing. */
  held: count,
  /** Most releasing first. */
  causes: z.array(CauseSummary),
  /** Causes beyond these. */
  more: count,
});
export type Foreseen = z.infer<typeof Foreseen>;

/**
 * `read`: false counts what was read last, at once; else the files are looked at first, as the push itself does. `check`: the
 * records are held against what is known of the server, which takes a while; sources.cancel ends it.
 */
export const PreviewRequest = PushRequest.extend({
  read: z.boolean().default(true),
  check: z.boolean().default(false),
});

/** What a push would do. */
export const PushPreview = z.object({
  planned: count,
  unchanged: count,
  resources: z.array(
    z.object({ resource: z.string(), order: z.int(), new: count, changed: count, again: count }),
  ),
  rejected: count,
  /** Of those planned: sent under another key than before, to the item that the server has. */
  keyChanged: count.optional(),
  /** Of those planned: held, because their keys changed and the server changes none; see keychanges.list. */
  keyChangesHeld: count.optional(),
  /** What was chosen, in sentences, where not everything is meant. */
  selection: z.array(z.string()).optional(),
  /** What would be deleted, where that was asked for. */
  deletes: DeletePlan.optional(),
  /** Of the chosen records that would leave this machine, as they are in the files. */
  bytes: count.optional(),
  /** What of it would be refused, where that was asked for. */
  foreseen: Foreseen.optional(),
});
export type PushPreview = z.infer<typeof PushPreview>;

export const Run = z.object({
  id: z.string(),
  connection: z.string(),
  state: RunState,
  startedAt: z.string(),
  endedAt: z.string().optional(),
  result: PushResult.optional(),
});
export type Run = z.infer<typeof Run>;

/** Told ten times a second at most, while a push runs. */
export const RunProgress = z.object({
  run: z.string(),
  connection: z.string(),
  phase: z.enum(["connecting", "reading", "sending", "ended"]),
  /** Lines read so far, in the reading phase. */
  linesRead: count,
  planned: count,
  /** Records with an outcome: accepted, refused, held or waiting. */
  done: count,
  accepted: count,
  failed: count,
  blocked: count,
  waiting: count,
  /** How far the deletions are: they begin when all else is sent. Absent where none are planned. */
  deletes: z.object({ planned: count, done: count }).optional(),
  /** Records accepted or refused a second, over the last seconds. */
  perSecond: z.number(),
  secondsLeft: z.number().optional(),
  /** Requests at a time: in flight now, and allowed now. */
  inFlight: count,
  concurrency: count,
  latencyMs: z.number(),
  /** Set while the server is down: nothing is sent but a probe now and then. */
  downSince: z.string().optional(),
  /** Why nothing gets through meanwhile, and what to do, in a sentence. */
  trouble: z.string().optional(),
  /** The resources being sent now. */
  sending: z.array(z.object({ resource: z.string(), planned: count, done: count })),
});
export type RunProgress = z.infer<typeof RunProgress>;
