import { z } from "zod";

const count = z.int().nonnegative();

/** What one day brought. */
export const ActivityDay = z.object({
  /** "2026-11-30", where the steward works. */
  day: z.iso.date(),
  /** Records that servers accepted. */
  accepted: count,
  /** Refusals: a record that was refused twice counts twice. */
  refused: count,
  /** Records that waited by causes at its end, refused or held. */
  waiting: count,
});
export type ActivityDay = z.infer<typeof ActivityDay>;
