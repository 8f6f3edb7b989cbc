import { join } from "node:path";
import Database from "better-sqlite3";

/** A record of a data folder as a test sees it, past all that Steward makes of it. */
export interface KeptRecord {
  readonly id: number;
  readonly resource: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly state: string;
  /** The run that noted its state last. */
  readonly run: number | null;
}

/** Every record that is in the files, read beside the core that has the folder open. */
export function keptRecords(home: string): KeptRecord[] {
  const db = new Database(join(home, "steward.db"), { readonly: true });
  try {
    return db
      .prepare<[], Omit<KeptRecord, "body"> & { body: string }>(
        `SELECT r.id, c.resource, r.body, coalesce(s.state, 'new') AS state, s.run_id AS run
         FROM records r JOIN collections c ON c.id = r.collection_id LEFT JOIN states s ON s.record_id = r.id
         WHERE r.gone = 0 ORDER BY r.id`,
      )
      .all()
      .map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> }));
  } finally {
    db.close();
  }
}

/** Ids of what one run has noted an outcome of, in order. */
export const idsOfRun = (home: string, run: string): number[] =>
  keptRecords(home).flatMap((record) => (record.run === Number(run) ? [record.id] : []));
