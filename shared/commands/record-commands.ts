import { z } from "zod";
import {
  Children,
  ChildrenRequest,
  Example,
  FindRequest,
  FoundRecords,
  OneRecord,
  SourceRow,
} from "../domain/finding.ts";
import { RecordDetail } from "../domain/record.ts";
import { TheirVersion } from "../domain/theirs.ts";

export const recordCommands = {
  /** Looks through the records of a connection, in the order in which they are sent; see FoundRecords. */
  "records.find": { input: FindRequest, output: FoundRecords },
  "records.show": { input: OneRecord, output: RecordDetail },
  /** What refers to a record; see Children. */
  "records.children": { input: ChildrenRequest, output: Children },
  /** Reads the line that a record came from, in its file. */
  "records.source": { input: OneRecord, output: SourceRow },
  "records.example": { input: OneRecord, output: Example.nullable() },
  /** Asks the server what it has of a record that it accepted before; `whole`: also where that is what it accepted. */
  "records.theirs": { input: OneRecord.extend({ whole: z.literal(true).optional() }), output: TheirVersion },
  /**
   * Of a record that somebody else changed on the server: their version stands, until its source changes. `version` is that
   * of records.theirs; refused where it was changed again since. The other choice is a push of it with `overwrite`.
   */
  "records.keepTheirs": { input: OneRecord.extend({ version: z.string().optional() }), output: RecordDetail },
} as const;
