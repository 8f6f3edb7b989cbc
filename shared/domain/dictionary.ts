import { z } from "zod";

/**
 * What a cause is about, finer than its kind: the key of an entry in the dictionary. "validation.required" is one of
 * "validation"; what has no entry of its own is explained by what stands before the dot.
 */
export const topics = [
  "missing-parent",
  "missing-parent.files",
  "missing-parent.server",
  "descriptor",
  "descriptor.unmapped",
  "descriptor.unknown",
  "descriptor.form",
  "permission",
  "permission.key",
  "permission.resource",
  "permission.action",
  "permission.relationship",
  "permission.namespace",
  "permission.ownership",
  "permission.profile",
  "permission.rule",
  "waiting",
  "waiting.association",
  "waiting.left-out",
  "waiting.switched-off",
  "waiting.other-school",
  "validation",
  "validation.required",
  "validation.length",
  "validation.range",
  "validation.type",
  "validation.date",
  "validation.spaces",
  "validation.duplicate",
  "validation.agree",
  "validation.format",
  "validation.surplus",
  "identity",
  "identity.taken",
  "identity.values",
  "identity.folders",
  "key-change",
  "changed-elsewhere",
  "rejected-line",
  "rejected-line.not-json",
  "rejected-line.wrong-type",
  "rejected-line.no-key",
  "rejected-line.encoding",
  "rejected-line.duplicate-key",
  "rejected-line.unknown-resource",
  "rejected-line.unreadable",
  "not-deleted",
  "not-deleted.dependents",
  "not-deleted.right-gone",
  "not-deleted.denied",
  "server",
  "server.busy",
  "server.fault",
  "server.setup",
  "server.lost",
  "other",
  "other.dependents",
  "other.too-large",
  "other.request",
] as const;
export const Topic = z.enum(topics);
export type Topic = z.infer<typeof Topic>;

/** Where the repair is made: a page leads there, a terminal names the command. */
export const Place = z.enum([
  "mapping",
  "profile",
  "permissions",
  "connection-test",
  "key",
  "source-file",
  "folders",
  "record",
  "push",
  "nowhere",
]);
export type Place = z.infer<typeof Place>;

/** An entry: plain words, no value of any record. */
export const Explanation = z.object({
  topic: Topic,
  /** What it means, in an educator's words. */
  means: z.string(),
  /** What a server's own text says, and what it wants to say, where it misleads. */
  misleads: z.string().optional(),
  /** What to do, in order. */
  steps: z.array(z.string()).min(1),
  place: Place,
  /** What the district has written to it. */
  note: z.string().optional(),
});
export type Explanation = z.infer<typeof Explanation>;
