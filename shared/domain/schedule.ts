import { z } from "zod";

/** Time of day on the clock of the schedule's time zone: "06:30". */
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day is written as 06:30");

/** Five fields: minute, hour, day of month, month, day of week. */
const Cron = z.string().trim().min(1).max(200);

const TimeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, "a time zone is written as America/Chicago")
  .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone);

/** When a connection's batches are sent. Times are those of its time zone; the machine's own unless another is named. */
export const Schedule = z.object({
  timing: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("every"), minutes: z.int().min(5).max(60) }),
    z.object({ kind: z.literal("at"), cron: Cron }),
    /** As soon as a change of the folders has settled and has been read. */
    z.object({ kind: z.literal("changes") }),
  ]),
  timeZone: TimeZone,
  /** Nothing is started between them, every day; what runs goes on. `from` may lie behind `to`: over midnight. */
  quiet: z
    .object({ from: TimeOfDay, to: TimeOfDay })
    .refine(({ from, to }) => from !== to, "quiet hours end at another time than they begin")
    .optional(),
  /** Records in one run of a batch, at most; what is more goes in further runs, one after the other. */
  packet: z.int().positive().optional(),
  /** The same in bytes, as the records are in the files. */
  packetBytes: z.int().positive().optional(),
  /**
   * All records once more, besides the batches, at times of its own: every one of them (forced), or those that the server has
   * not accepted as they are, refused ones among them. Absent: never.
   */
  resync: z.object({ cron: Cron, force: z.boolean().default(false) }).optional(),
});
export type Schedule = z.output<typeof Schedule>;

export const ScheduleView = z.object({
  connection: z.string(),
  /** Absent: nothing is sent but by hand. */
  schedule: Schedule.optional(),
  /** Since when nothing is sent at all, neither by schedule nor by hand. */
  pausedAt: z.string().optional(),
  /** When a batch was last started by the schedule. */
  lastStart: z.string().optional(),
  /** When the next one is started; absent when nobody can know. */
  next: z.string().optional(),
  /** When all records are sent once more, where the schedule says so. */
  nextResync: z.string().optional(),
  /** Why none is started now. */
  waits: z.enum(["time", "changes", "quiet", "running", "paused", "first sync", "closed", "off"]),
  /** This Steward keeps schedules; one that runs a single command does not. */
  kept: z.boolean(),
});
export type ScheduleView = z.infer<typeof ScheduleView>;

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
