import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { CompleteRequest } from "../domain/deletes.ts";
import { RecordLine } from "../domain/record.ts";
import { PushRequest } from "../domain/run.ts";
import { Source } from "../domain/source.ts";

export const deleteCommands = {
  /** Says of which resources a folder is a complete list, in place of what was said before. An empty list: of none. */
  "sources.complete": {
    input: z.object({
      connection: ConnectionRef,
      folder: z.string().min(1),
      complete: z.array(CompleteRequest).max(1000),
    }),
    output: Source,
  },
  /** The records that a push would delete, as the files were last read: those behind a record, in the order of files. */
  "deletes.list": {
    input: PushRequest.extend({
      after: z.string().optional(),
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.array(RecordLine),
  },
} as const;
