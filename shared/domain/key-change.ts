import { z } from "zod";
import { RecordLine } from "./record.ts";

const count = z.int().nonnegative();

/** A record that the server has under another key than the files state now. */
const KeyChange = z.object({
  /** As the files state it. */
  record: RecordLine,
  /** As the server has it: its label is the former key. */
  former: RecordLine,
  /** By what it was recognised: a member that tells records apart in their source, or the row of a complete list. */
  foundBy: z.enum(["source id", "row"]),
  /** "rename": the server gives it its new key. "recreate": made anew, and the old one removed, once that is confirmed. */
  how: z.enum(["rename", "recreate"]),
  confirmed: z.boolean(),
});

/** One step of making records anew; see electron/core/sync/keychanges/recreate-plan.ts. */
export const KeyChangeStep = z.object({
  what: z.enum(["create", "move", "remove", "drop"]),
  resource: z.string(),
  records: count,
});
export type KeyChangeStep = z.infer<typeof KeyChangeStep>;

/** All records under other keys, and what a push does about them. */
export const KeyChanges = z.object({
  /** Records that the server gives their new keys, by resource. */
  renames: z.array(z.object({ resource: z.string(), records: count })),
  /** Records that have to be made anew, and how many of them nobody has confirmed. */
  recreations: count,
  unconfirmed: count,
  /** What is left to be done for those, in this order. */
  steps: z.array(KeyChangeStep),
  /** The first ones; `renames` and `recreations` count all. */
  changes: z.array(KeyChange),
});
export type KeyChanges = z.infer<typeof KeyChanges>;
