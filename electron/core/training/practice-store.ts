import type { Db } from "../db/open.ts";

/** What is known of the practice connection, its API and its district. */
export interface StoredPractice {
  readonly connection: number;
  /** The connection's public id. */
  readonly uid: string;
  readonly closedAt: string | null;
  readonly url: string;
  readonly students: number;
  readonly faults: string;
  readonly records: number;
  /** That were planted. */
  readonly mistakes: number;
  readonly mendedAt: string | null;
}
type NewPractice = Pick<StoredPractice, "url" | "students" | "faults" | "records" | "mistakes">;

/** All SQL about the practice connection. One row at most. */
export function createPracticeStore(db: Db) {
  const get = db.prepare<[], StoredPractice>(
    `SELECT p.connection_id AS connection, c.uid, c.closed_at AS closedAt, p.url, p.students, p.faults, p.records, p.mistakes,
       p.mended_at AS mendedAt
     FROM practice p JOIN connections c ON c.id = p.connection_id`,
  );
  const put = db.prepare<[number, string, number, string, number, number]>(
    `INSERT OR REPLACE INTO practice (id, connection_id, url, students, faults, records, mistakes)
     VALUES (1, ?, ?, ?, ?, ?, ?)`,
  );
  const setUrl = db.prepare<[string]>("UPDATE practice SET url = ?");
  const setMended = db.prepare<[string]>("UPDATE practice SET mended_at = ?");
  return {
    get: (): StoredPractice | undefined => get.get(),
    put: (connection: number, { url, students, faults, records, mistakes }: NewPractice) =>
      put.run(connection, url, students, faults, records, mistakes),
    setUrl: (url: string) => setUrl.run(url),
    setMended: (at: string) => setMended.run(at),
  };
}
export type PracticeStore = ReturnType<typeof createPracticeStore>;
