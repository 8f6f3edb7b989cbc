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

/** A school that a connection's files hold. */
export const FoundSchool = z.object({ id: z.string(), name: z.string() });
export type FoundSchool = z.infer<typeof FoundSchool>;

/** What a folder holds, before it is read. */
export const FolderPreview = z.object({
  folder: z.string(),
  /** Of a resource of the server. */
  files: z.int(),
  records: z.int(),
  /** The number of records is told by the beginnings of the files and their sizes. */
  about: z.literal(true).optional(),
  resources: z.array(
    z.object({
      resource: z.string(),
      files: z.int(),
      records: z.int(),
      about: z.literal(true).optional(),
      /** The natural key of the first record. */
      first: z.string().optional(),
      /** Why the first line is no record, or a file cannot be read. */
      problem: z.string().optional(),
    }),
  ),
  /** Files that hold records of no resource, the first of them. */
  unread: z.array(z.object({ file: z.string(), reason: z.string() })),
  unreadTotal: z.int(),
});
export type FolderPreview = z.infer<typeof FolderPreview>;

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
