import { type Db, inTransaction } from "../db/open.ts";

export interface StoredNotice {
  /** What comes again under the same key takes its place. */
  readonly key: string;
  readonly connection: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without anything of a person. */
  readonly told: string;
  /** Null: it is about what was sent. */
  readonly cause: number | null;
}

/** All SQL about what the window has yet to tell. What was removed meanwhile, a connection or a cause, is told no more. */
export function createWaitingNoticesStore(db: Db) {
  const put = db.prepare<[string, number, number, string, number | null]>(
    "INSERT OR REPLACE INTO waiting_notices (key, connection_id, at, told, cause_id) VALUES (?, ?, ?, ?, ?)",
  );
  const list = db.prepare<[], StoredNotice>(
    "SELECT key, connection_id AS connection, at, told, cause_id AS cause FROM waiting_notices ORDER BY rowid",
  );
  const clear = db.prepare("DELETE FROM waiting_notices");
  return {
    put: ({ key, connection, at, told, cause }: StoredNotice) => put.run(key, connection, at, told, cause),
    /** In the order in which they came. */
    list: (): StoredNotice[] => list.all(),
    /** The same, and they are no more: nothing is taken twice. */
    take: (): StoredNotice[] =>
      inTransaction(db, () => {
        const waiting = list.all();
        clear.run();
        return waiting;
      }),
  };
}
export type WaitingNoticesStore = ReturnType<typeof createWaitingNoticesStore>;
