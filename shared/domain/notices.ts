import { z } from "zod";

const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** How the window tells of what needs a person, for all connections. */
export const NoticeSettings = z.object({
  /** False: nothing is shown by the operating system at all. */
  shown: z.boolean(),
  quiet: z.object({
    on: z.boolean(),
    /** On the clock of this machine. */
    from: TimeOfDay,
    to: TimeOfDay,
    /** Quiet from midnight to midnight; 0 is Sunday. Not all seven: then nothing would ever be told. */
    days: z.array(z.int().min(0).max(6)).max(6),
  }),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Something that a person has to act on, and that has not been told yet. */
export const WaitingNotice = z.object({
  /** Told once: what comes again under the same key takes its place. */
  key: z.string(),
  /** Id and name of the connection. */
  connection: z.string(),
  name: z.string(),
  /** Milliseconds since 1970. */
  at: z.int(),
  /** In words that anybody who passes the screen may read. */
  told: z.string(),
  /** The cause that it is, by its id; absent: it is about what was sent. */
  cause: z.string().optional(),
});
export type WaitingNotice = z.infer<typeof WaitingNotice>;
