import { z } from "zod";

/** A descriptor resource by its path or its name: "/ed-fi/gradeLevelDescriptors", "gradeLevelDescriptors", "GradeLevelDescriptor". */
export const DescriptorType = z
  .string()
  .trim()
  .regex(/^(\/?[A-Za-z][A-Za-z0-9-]*\/)?[A-Za-z][A-Za-z0-9]*$/)
  .max(200);

/** One value that a server knows. */
export const DescriptorValue = z.object({
  /** As bodies hold it: "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade". */
  uri: z.string(),
  namespace: z.string(),
  codeValue: z.string(),
  shortDescription: z.string(),
  description: z.string(),
});
export type DescriptorValue = z.infer<typeof DescriptorValue>;

/**
 * What becomes of a code of the sources on one connection. `valid`: a value of this server, sent as it is. `respelled`:
 * one but for case or blanks, sent as the server spells it. `mapped`. `stated`: the connection's own files create it.
 * `unmapped`: records that use it are held. `unchecked`: the server does not show this type's values; sent as it is.
 */
export const CodeState = z.enum(["valid", "respelled", "mapped", "stated", "unmapped", "unchecked"]);
export type CodeState = z.infer<typeof CodeState>;

/** Shown, with its reason; applied only when a person says so. */
export const Suggestion = z.object({
  uri: z.string(),
  /** For people: "same code", "same words as its description". */
  reason: z.string(),
  /** Obvious: nothing else comes near. */
  sure: z.boolean(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** A code that the sources use, and what becomes of it. */
export const CodeLine = z.object({
  type: z.string(),
  code: z.string(),
  state: CodeState,
  /** What is sent in its place. */
  target: z.string().optional(),
  /** The mapping's target is not, or no longer, a value of this server. */
  lost: z.boolean().optional(),
  /** Records that use it. */
  uses: z.int(),
  resources: z.array(z.object({ resource: z.string(), uses: z.int() })),
  suggestion: Suggestion.optional(),
});
export type CodeLine = z.infer<typeof CodeLine>;

export const DescriptorTypeLine = z.object({
  type: z.string(),
  /** Values that the server has; absent: not read yet. */
  values: z.int().optional(),
  pulledAt: z.string().optional(),
  /** False: the key may not read this type, so that its values pass unchecked. */
  readable: z.boolean(),
  codes: z.int(),
  unmapped: z.int(),
  /** Records that are held by an unmapped code of it. */
  unmappedUses: z.int(),
  /** Records that use its codes, by what becomes of these: sent as they are; mapped or respelled; yet to be mapped. */
  uses: z.object({ same: z.int(), mapped: z.int(), open: z.int() }),
  /** Codes whose mapping leads to what is no value of this server: what uses them is refused. Absent: none. */
  lost: z.int().optional(),
});
export type DescriptorTypeLine = z.infer<typeof DescriptorTypeLine>;

export const MappingChange = z.object({
  type: DescriptorType,
  code: z.string().min(1).max(400),
  /** null takes the mapping away. */
  uri: z.string().trim().min(1).max(400).nullable(),
});
export type MappingChange = z.infer<typeof MappingChange>;

export const MappingResult = z.object({
  /** Mappings that are others than before. */
  changed: z.int(),
  /** Records that use a changed mapping and are to be sent, or sent again, for it. */
  records: z.int(),
  /** Lines of a file that were not taken. */
  refused: z.array(z.object({ line: z.int(), reason: z.string() })),
  /** What to look at, in sentences. */
  warnings: z.array(z.string()),
});
export type MappingResult = z.infer<typeof MappingResult>;

export const PullReport = z.object({
  types: z.int(),
  values: z.int(),
  added: z.int(),
  changed: z.int(),
  gone: z.int(),
  /** Types whose values the key may not read. */
  unreadable: z.array(z.string()),
  /** Types that the server could not show this time: what was known of them stays. */
  failed: z.array(z.object({ type: z.string(), reason: z.string() })),
});
export type PullReport = z.infer<typeof PullReport>;
