import { z } from "zod";

/** The parts of a district's records, in the order in which they are sent: later ones refer to earlier ones, never the other way. */
export const stages = ["foundation", "schedule", "people", "enrolment", "daily"] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;
