import { z } from "zod";

/** What a server says a key is good for (protocol section 2.4). */
export const Permissions = z.object({
  /** When it was asked. */
  at: z.string(),
  claimSet: z.string().optional(),
  namespacePrefixes: z.array(z.string()),
  organizations: z.array(
    z.object({ id: z.string(), name: z.string().optional(), type: z.string().optional() }),
  ),
  /** API Profiles that are assigned to the key. */
  profiles: z.array(z.string()),
  /** Absent: this server does not list them (before 7.3). */
  resources: z.array(z.object({ resource: z.string(), operations: z.array(z.string()) })).optional(),
});
export type Permissions = z.infer<typeof Permissions>;

/** A resource that the profile sends and the key does not cover. */
const PermissionGap = z.object({
  resource: z.string(),
  /** Operations that sending needs and the key lacks: "Create", "Update", "Read". */
  missing: z.array(z.string()),
  /** Records in the connection's sources that it concerns. */
  records: z.int(),
  /** For people: what it means, what to do. */
  sentence: z.string(),
});

export const PermissionsView = z.object({
  now: Permissions.optional(),
  /** The answer before the present one differed in this. Sentences. */
  changes: z.array(z.string()),
  changedSince: z.string().optional(),
  gaps: z.array(PermissionGap),
  /** What the answer does not tell, in a sentence. */
  advice: z.string().optional(),
});
export type PermissionsView = z.infer<typeof PermissionsView>;
