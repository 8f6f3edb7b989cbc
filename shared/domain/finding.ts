import { z } from "zod";
import { ConnectionRef } from "./connection.ts";
import { RecordLine, RecordState } from "./record.ts";

const day = z.iso.date();

/** Which records of a connection are meant; what is absent narrows nothing. */
export const RecordFilter = z.object({
  /** Parts of values of the natural key, or of what it refers to, parted by blanks: each must be found. */
  find: z.string().trim().max(200).optional(),
  /** Path below the data API, or name. */
  resource: z.string().optional(),
  states: z.array(RecordState).max(20).optional(),
  cause: z.string().optional(),
  /** A school's id: it, and the records that refer to it. */
  school: z
    .string()
    .regex(/^\d{1,18}$/, "a school is named by its number")
    .optional(),
  /** The day that a record is about. */
  dateFrom: day.optional(),
  dateTo: day.optional(),
  /** When the source changed it. */
  changedSince: z.iso.datetime({ offset: true }).optional(),
  /** Path within its folder. */
  file: z.string().optional(),
});
export type RecordFilter = z.infer<typeof RecordFilter>;

/** `after`: what the answer before gave as `next`. */
const page = { after: z.string().optional(), limit: z.int().min(1).max(1000).default(100) };
const one = z.object({ connection: ConnectionRef, id: z.string() });

export const FindRequest = RecordFilter.extend({ connection: ConnectionRef, ...page });
export const ChildrenRequest = one.extend(page);
export const OneRecord = one;

/** Some more of what is looked for. A search that takes long answers often: whoever does not ask on has ended it. */
const Looking = z.object({
  lines: z.array(RecordLine),
  /** Absent: everything was looked through. */
  next: z.string().optional(),
  /** How many records were looked at so far, and how many there are to be looked at. */
  searched: z.int(),
  of: z.int(),
});
export const FoundRecords = Looking;
export type FoundRecords = z.infer<typeof FoundRecords>;

/** Records that refer to one. */
export const Children = Looking.extend({
  /** Of all that were met in this part, also those that are not among `lines`. */
  counts: z.array(z.object({ resource: z.string(), state: RecordState, records: z.int() })),
});
export type Children = z.infer<typeof Children>;

/**
 * The line that a record came from, as its file has it now. `changed`: the file has been written since it was read, and
 * another line stands there; `missing`: neither file nor line is there any more.
 */
export const SourceRow = z.object({
  file: z.string(),
  line: z.int(),
  state: z.enum(["same", "changed", "missing"]),
  /** Holds a student's data: only ever shown to the steward, never logged. */
  text: z.string().optional(),
});
export type SourceRow = z.infer<typeof SourceRow>;

/** Another record of the same resource that this connection's server has accepted. */
export const Example = z.object({ line: RecordLine, body: z.unknown() });
export type Example = z.infer<typeof Example>;
