import { z } from "zod";
import { CompleteList } from "./deletes.ts";

export const SourceFormat = z.enum(["jsonl"]);

/** Resource ("students") -> the member of its lines that tells a record apart in its source, also when its key changes. */
export const SourceIds = z.record(
  z.string().min(1).max(200),
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "Write the name of one member, such as localId."),
);

export type SourceIds = z.infer<typeof SourceIds>;

export const Source = z.object({
  id: z.string(),
  folder: z.string(),
  format: SourceFormat,
  /** What it is a complete list of; absent: of nothing. */
  complete: z.array(CompleteList).optional(),
  /** What tells its records apart, where that was said: for all connections that read the folder. */
  sourceIds: SourceIds.optional(),
  /** When it was last read to the end; absent until then. */
  readAt: z.string().optional(),
  files: z.int(),
  records: z.int(),
});
export type Source = z.infer<typeof Source>;

/** Why a line, or a whole file (line 0), was not taken. The sentence holds member names and paths, never a value. */
export const RejectedLine = z.object({ file: z.string(), line: z.int(), reason: z.string() });
export type RejectedLine = z.infer<typeof RejectedLine>;

export const ScanReport = z.object({
  files: z.int(),
  records: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Records that an earlier reading had and this one has not. */
  gone: z.int(),
  /** The first thousand; `rejectedTotal` counts all. */
  rejected: z.array(RejectedLine),
  rejectedTotal: z.int(),
  seconds: z.number(),
});
export type ScanReport = z.infer<typeof ScanReport>;
