import { z } from "zod";
import { usualStudents } from "./practice-facts.ts";

const PracticeSize = z.int().min(20).max(5000).default(usualStudents);
export const PracticeRequest = z.object({ students: PracticeSize });

/** How far the making of a practice district is. */
export const PracticeProgress = z.object({
  phase: z.enum(["api", "district", "connection", "reading"]),
  /** Records, of the phases that go through them; of the district about as many as it will have. */
  done: z.int(),
  of: z.int(),
  startedAt: z.string(),
});
export type PracticeProgress = z.infer<typeof PracticeProgress>;

export const PracticeView = z.object({
  /** This Steward has no practice API. */
  unavailable: z.literal(true).optional(),
  making: PracticeProgress.optional(),
  made: z
    .object({
      /** Id of its connection. */
      connection: z.string(),
      url: z.string(),
      students: z.int(),
      records: z.int(),
      /** Planted into the district's files, and not mended yet. */
      mistakes: z.int(),
      mendedAt: z.string().optional(),
      /** Why its API does not run. */
      trouble: z.string().optional(),
    })
    .optional(),
});
export type PracticeView = z.infer<typeof PracticeView>;
