import { z } from "zod";

/**
 * What the server has of a record. `unchanged`: what it accepted from this connection last; `changed`: something else, by
 * another hand; `gone`: nothing any more.
 */
export const TheirVersion = z.object({
  state: z.enum(["unchanged", "changed", "gone"]),
  /** Names this version: to keep it, and not one that comes after it. */
  version: z.string().optional(),
  /** When the server says that it was changed. */
  changedAt: z.string().optional(),
  /** Where it is not what the server accepted from this connection last, or the whole was asked for. */
  theirs: z.unknown().optional(),
  /** What this connection would send. */
  ours: z.unknown(),
  /** By JSON path, as "$.addresses[1].city"; a side that has nothing there is left out. */
  differences: z.array(
    z.object({ path: z.string(), ours: z.unknown().optional(), theirs: z.unknown().optional() }),
  ),
});
/** Holds a student's data: only ever shown to the steward, never logged. */
export type TheirVersion = z.infer<typeof TheirVersion>;
