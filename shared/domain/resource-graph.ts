import { z } from "zod";
import { Unsent } from "./profile.ts";
import { Stage } from "./stage.ts";

/** A resource, and what a push sends before it. */
export const GraphResource = z.object({
  resource: z.string(),
  stage: Stage,
  kind: z.enum(["resource", "descriptor"]),
  /** Resources that a push waits for before this one; each has an earlier place in the order, so that no way leads round. */
  after: z.array(z.string()),
  /** Why the connection's profile does not send it; absent: it does. */
  unsent: Unsent.optional(),
});
export type GraphResource = z.infer<typeof GraphResource>;

/** What waits for what, as a push of this connection takes it: from the server's dependency document and its model. */
export const ResourceGraph = z.object({ connection: z.string(), resources: z.array(GraphResource) });
export type ResourceGraph = z.infer<typeof ResourceGraph>;
