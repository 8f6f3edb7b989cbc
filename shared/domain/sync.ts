import { z } from "zod";
import { Cause } from "./cause.ts";
import { Unsent } from "./profile.ts";
import { ResourceStatus } from "./record.ts";
import { RunResource } from "./run.ts";
import { Stage } from "./stage.ts";

const CauseTitle = Cause.pick({ id: true, title: true });

/** How one resource of a connection stands. */
export const SyncLine = ResourceStatus.extend({
  stage: Stage,
  /** Why the connection's profile does not send it; absent: it is sent. */
  unsent: Unsent.optional(),
  /** The member that says which day a record is about; absent where none does. */
  date: z.string().optional(),
  /** Causes that keep records of it back: how many, and the one that keeps back most. */
  causes: z.int().nonnegative(),
  cause: CauseTitle.optional(),
  /** What its held records wait for: of the causes that hold some, the one that keeps back most. */
  blockedBy: CauseTitle.optional(),
  /** What the push that is under way, or else the last one, has done of it. */
  run: RunResource.omit({ resource: true }).optional(),
});
export type SyncLine = z.infer<typeof SyncLine>;

/** A connection's resources that have records, by stages and in dependency order within each. */
export const SyncView = z.object({ connection: z.string(), lines: z.array(SyncLine) });
export type SyncView = z.infer<typeof SyncView>;
