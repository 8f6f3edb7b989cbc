import { z } from "zod";
import { CauseSummary } from "./cause.ts";
import { Stage } from "./stage.ts";

/** What a submission is, where it is not just what somebody asked to be sent. */
export const Purpose = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("stage"), stage: Stage }),
  z.object({ kind: z.literal("pilot") }),
  z.object({ kind: z.literal("resync") }),
]);
export type Purpose = z.infer<typeof Purpose>;

const count = z.int().nonnegative();

/** What became of a stage, and whether to go on. */
export const StageVerdict = z.object({
  accepted: count,
  refused: count,
  /** Not sent: what they refer to is refused or missing, or a code is not mapped. */
  held: count,
  /** They go again by themselves, in a later stage, when the association that gives the right is there. */
  waiting: count,
  /** New or changed, and not sent. */
  left: count,
  /** Of what was sent or held, how much was refused or is held: 0 to 1. */
  share: z.number().min(0).max(1),
  /** `holds`: records of this and all later stages that could not be sent before the cause is mended. */
  causes: z.array(CauseSummary.extend({ holds: count })),
  advice: z.enum(["go", "stop"]),
  /** The reason for the advice, in a sentence. */
  why: z.string(),
});
export type StageVerdict = z.infer<typeof StageVerdict>;

/**
 * `empty`: the files hold no record of it, and it is passed over. `next`: to be sent now. `judged`: it was sent, and somebody has
 * to say whether to go on; until then it can be sent again. `later`: its turn comes after those before it.
 */
export const StageState = z.enum(["empty", "later", "next", "running", "judged", "done"]);
export type StageState = z.infer<typeof StageState>;

export const FirstSyncStage = z.object({
  stage: Stage,
  state: StageState,
  /** Paths of its resources that the files hold records of and that are sent, in dependency order. */
  resources: z.array(z.string()),
  /** Of these resources, as the files were read last. */
  records: count,
  /** What sent it last. */
  submission: z.string().optional(),
  /** Once it has been sent. */
  verdict: StageVerdict.optional(),
  /** When, and by whom, it was waved through. */
  wentAt: z.string().optional(),
  who: z.string().optional(),
});
export type FirstSyncStage = z.infer<typeof FirstSyncStage>;

/** How far the first sync of a connection has come. Until it is finished, window and browser send by stages only. */
export const FirstSync = z.object({
  connection: z.string(),
  /** Absent while it is not: after all stages, by somebody's word that everything be sent, or before there were stages. */
  finished: z
    .object({
      how: z.enum(["stages", "everything", "earlier"]),
      at: z.string().optional(),
      who: z.string().optional(),
    })
    .optional(),
  /** The stage whose turn it is; absent when it is finished, and when the files hold no record. */
  next: Stage.optional(),
  stages: z.array(FirstSyncStage),
  /** The submission of the last pilot. */
  pilot: z.string().optional(),
});
export type FirstSync = z.infer<typeof FirstSync>;
