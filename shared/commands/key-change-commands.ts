import { z } from "zod";
import { ConnectionRef } from "../domain/connection.ts";
import { KeyChanges } from "../domain/key-change.ts";

export const keyChangeCommands = {
  /** Records that the server has under other keys, and what a push does about them. Nothing is read or sent. */
  "keychanges.list": {
    input: z.object({ connection: ConnectionRef, limit: z.int().min(0).max(1000).default(100) }),
    output: KeyChanges,
  },
} as const;
