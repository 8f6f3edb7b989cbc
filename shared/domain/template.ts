import { z } from "zod";
import { ConnectionSettings } from "./connection.ts";
import { DescriptorType, DescriptorValue } from "./descriptor.ts";
import { Topic } from "./dictionary.ts";
import { Profile } from "./profile.ts";
import { Schedule } from "./schedule.ts";

/** A connection as a file, for a colleague or for next year: everything but key, secret and records. */
export const ConnectionTemplate = z.object({
  format: z.literal("steward-connection"),
  version: z.literal(1),
  name: z.string(),
  exportedAt: z.string(),
  settings: ConnectionSettings,
  profile: Profile,
  profileName: z.string().optional(),
  /** When its batches are sent; absent: by hand only. */
  schedule: Schedule.optional(),
  mappings: z.array(z.object({ type: DescriptorType, code: z.string(), uri: z.string() })),
  /** What the district has written to entries of the dictionary; absent in files of older versions. */
  notes: z.array(z.object({ topic: Topic, text: z.string().max(2000) })).default([]),
  /** What the server had, so that the next server can be compared with it. */
  server: z.object({
    resources: z.array(z.string()),
    extensions: z.array(z.string()),
    descriptors: z.array(z.object({ type: DescriptorType, values: z.array(DescriptorValue) })),
  }),
});
export type ConnectionTemplate = z.output<typeof ConnectionTemplate>;

/** What a template file holds, in short: looked at before anything is made of it. */
export const TemplateContent = z.object({
  name: z.string(),
  exportedAt: z.string(),
  settings: ConnectionSettings,
  extensions: Profile.shape.extensions,
  profileName: z.string().optional(),
  apiProfile: z.string().optional(),
  /** Resources that are switched off, that another system sends, or that nobody uses. */
  unsent: z.int(),
  hasSchedule: z.boolean(),
  mappings: z.int(),
  /** Descriptor types that mappings are of. */
  mappedTypes: z.int(),
  /** Notes to entries of the dictionary, in the district's own words. */
  notes: z.int(),
  /** Resources that the server had. */
  resources: z.int(),
});
export type TemplateContent = z.infer<typeof TemplateContent>;
