import { z } from "zod";

/** One change to a connection, by a person: never a secret, never a student's data. */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  /** Name of the operating system's user. */
  who: z.string(),
  /** Name of the connection at that time; absent for what concerns all. */
  connection: z.string().optional(),
  /** In words: "rotated the key". */
  what: z.string(),
  changes: z.array(z.object({ field: z.string(), from: z.string().optional(), to: z.string().optional() })),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
