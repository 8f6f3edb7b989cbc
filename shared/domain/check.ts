import { z } from "zod";

/** Told ten times a second at most. */
export const CheckProgress = z.object({
  connection: z.string(),
  /** Of a check, or of a look at what a push would send. */
  of: z.enum(["check", "preview"]),
  phase: z.enum(["reading", "checking", "ended"]),
  linesRead: z.int(),
  checked: z.int(),
  /** Records to be looked at; 0 while that is not known. */
  planned: z.int(),
});
export type CheckProgress = z.infer<typeof CheckProgress>;

/** Why a check says nothing certain any more: what it was made from has changed, or records were sent since. */
const Outdated = z.enum(["files", "mapping", "profile", "server", "push"]);
export type Outdated = z.infer<typeof Outdated>;

const LastCheck = z.object({
  at: z.string(),
  checked: z.int(),
  /** Names or paths, where only some were checked. */
  resources: z.array(z.string()).optional(),
  /** Causes that it found. */
  problems: z.int(),
  /** Records that would be refused, and those that would wait behind them. */
  refused: z.int(),
  held: z.int(),
  /** Of the causes, those that are neither sent nor told by the server since. */
  left: z.int(),
  /** Empty: it is up to date, as the folders were read last. */
  outdated: z.array(Outdated),
});

/** How far the check is that runs, and what the last one found. */
export const CheckState = z.object({
  /** The check that is under way. */
  running: CheckProgress.optional(),
  /** The last one that came to its end. */
  last: LastCheck.optional(),
});
export type CheckState = z.infer<typeof CheckState>;
