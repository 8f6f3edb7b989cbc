import { z } from "zod";
import { Purpose } from "./first-sync.ts";
import { PushRequest } from "./run.ts";

/** What started it: one of the hosts, or the connection's schedule. */
export const Starter = z.enum(["window", "browser", "command line", "schedule"]);
export type Starter = z.infer<typeof Starter>;

export const SubmissionState = z.enum(["accepted", "running", "done", "stopped", "cancelled", "crashed"]);
export type SubmissionState = z.infer<typeof SubmissionState>;

const count = z.int().nonnegative();

/** What one start sends. It is accepted at once and carried out in its turn, in one run or (cut into packets) in several. */
export const Submission = z.object({
  id: z.string(),
  connection: z.string(),
  startedBy: Starter,
  /** Account name on this machine. */
  who: z.string(),
  at: z.string(),
  request: PushRequest,
  /** Absent: what somebody, or the schedule, asked to be sent. */
  purpose: Purpose.optional(),
  state: SubmissionState,
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** Its runs, oldest first. */
  runs: z.array(z.string()),
  /** Records that the server took, over all its runs. */
  sent: count,
  /** Records that the server deleted, over all its runs. */
  deleted: count,
  /** Records that the server refused, over all its runs. */
  refused: count,
  /** Why it ended early, in a sentence. */
  reason: z.string().optional(),
});
export type Submission = z.infer<typeof Submission>;
