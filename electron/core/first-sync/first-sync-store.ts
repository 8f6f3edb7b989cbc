import { z } from "zod";
import { FirstSync } from "../../../shared/domain/first-sync.ts";
import { Stage } from "../../../shared/domain/stage.ts";
import type { Db } from "../db/open.ts";

const FirstSyncState = z.object({
  finished: FirstSync.shape.finished,
  stages: z
    .partialRecord(
      Stage,
      z.object({ submission: z.string(), wentAt: z.string().optional(), who: z.string().optional() }),
    )
    .default({}),
  pilot: z.string().optional(),
});
/** What is remembered of a connection's first sync. */
export type FirstSyncState = z.infer<typeof FirstSyncState>;

/** All SQL about first syncs. */
export function createFirstSyncStore(db: Db) {
  const of = db.prepare<[number], string>("SELECT content FROM first_syncs WHERE connection_id = ?").pluck();
  const set = db.prepare<[number, string]>(
    `INSERT INTO first_syncs (connection_id, content) VALUES (?, ?)
     ON CONFLICT (connection_id) DO UPDATE SET content = excluded.content`,
  );
  return {
    of: (connection: number): FirstSyncState => {
      const content = of.get(connection);
      return content === undefined ? { stages: {} } : FirstSyncState.parse(JSON.parse(content));
    },
    set: (connection: number, state: FirstSyncState) => set.run(connection, JSON.stringify(state)),
  };
}
export type FirstSyncStore = ReturnType<typeof createFirstSyncStore>;
