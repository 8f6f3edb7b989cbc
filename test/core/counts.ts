import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "vitest";

/** Each finds rows that must not be: what is kept differs from what counting gives, or two tables contradict each other. */
const contradictions: Readonly<Record<string, string>> = {
  "state counts that drifted": `
    WITH counted AS (SELECT connection_id, record_id >> 32 AS collection_id, state, count(*) AS n FROM states GROUP BY 1, 2, 3),
      kept AS (SELECT connection_id, collection_id, state, n FROM state_counts WHERE n > 0)
    SELECT * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted)`,
  "collections whose records or gone drifted": `
    SELECT c.id, c.records, c.gone, c.next_position FROM collections c
    WHERE c.records <> (SELECT count(*) FROM records r WHERE r.id >= c.id << 32 AND r.id < (c.id + 1) << 32 AND r.gone = 0)
      OR c.gone <> (SELECT count(*) FROM records r WHERE r.id >= c.id << 32 AND r.id < (c.id + 1) << 32 AND r.gone = 1)
      OR c.next_position <= (SELECT max(r.id) - (c.id << 32) FROM records r WHERE r.id >= c.id << 32 AND r.id < (c.id + 1) << 32)`,
  "causes whose records or held ones drifted": `
    SELECT c.id, c.kind, c.title, c.failed, c.held FROM causes c
    WHERE c.held <> (SELECT count(*) FROM states s WHERE s.cause_id = c.id AND s.state NOT IN ('failed', 'unknown'))
      OR c.kind <> 'rejected-line'
        AND c.failed <> (SELECT count(*) FROM states s WHERE s.cause_id = c.id AND s.state IN ('failed', 'unknown'))`,
  "states with a cause though nothing is wrong with them": `
    SELECT * FROM states WHERE cause_id IS NOT NULL AND state IN ('sent', 'changed', 'gone', 'deleted')`,
  "causes whose repaired records drifted": `
    SELECT c.id, c.kind, c.title, c.repaired FROM causes c
    WHERE c.repaired <> (SELECT count(*) FROM states s WHERE s.former_cause = c.id)`,
  "states under a cause of the past though their outcome is known": `
    SELECT * FROM states WHERE former_cause IS NOT NULL AND (cause_id IS NOT NULL OR state NOT IN ('changed', 'unknown', 'waiting'))`,
  "causes that are cleared though something waits by them, or the other way round": `
    SELECT id, title, failed, held, repaired, cleared_at FROM causes
    WHERE failed < 0 OR held < 0 OR repaired < 0 OR (failed + held + repaired = 0) <> (cleared_at IS NOT NULL)`,
  "causes whose history tells of another number than they have": `
    SELECT c.id, c.title, e.after, c.failed + c.held + c.repaired AS open FROM causes c
    JOIN cause_events e ON e.id = (SELECT max(id) FROM cause_events WHERE cause_id = c.id)
    WHERE e.after <> c.failed + c.held + c.repaired`,
  "states of records that are not there": `
    SELECT s.connection_id, s.record_id, s.state FROM states s LEFT JOIN records r ON r.id = s.record_id WHERE r.id IS NULL`,
  "records marked sent whose content was not accepted": `
    SELECT s.connection_id, s.record_id FROM states s JOIN records r ON r.id = s.record_id
    WHERE s.state = 'sent' AND s.accepted IS NOT r.hash`,
  "records that were deleted, and of which the server is said to have something": `
    SELECT * FROM states WHERE state = 'deleted' AND (accepted IS NOT NULL OR server_id IS NOT NULL OR etag IS NOT NULL)`,
  "records that are gone and have another state, or the other way round": `
    SELECT s.connection_id, s.record_id, s.state, r.gone FROM states s JOIN records r ON r.id = s.record_id
    WHERE (s.state IN ('gone', 'delete-pending', 'deleted')) <> r.gone`,
  "records that no search for fresh ones would find": `
    SELECT f.connection_id, r.id FROM frontiers f JOIN records r ON r.id >= f.collection_id << 32 AND r.id < (f.collection_id + 1) << 32
    LEFT JOIN states s ON s.connection_id = f.connection_id AND s.record_id = r.id
    WHERE r.gone = 0 AND s.state IS NULL AND r.id < (f.collection_id << 32) + f.position`,
  "reshapes that were never brought to their end": "SELECT * FROM reshapes",
  "runs without an end": "SELECT id, state FROM runs WHERE state = 'running'",
  "records on their way though no push runs": "SELECT id, run_id FROM in_flight",
};

/** Of a data folder that no core has open. Counts everything anew, and compares it with what is kept. */
export function expectCountsExact(home: string) {
  const db = new Database(join(home, "steward.db"), { readonly: true });
  try {
    const found = Object.entries(contradictions).flatMap(([name, sql]) =>
      db
        .prepare(sql)
        .all()
        .slice(0, 3)
        .map((row) => [name, row]),
    );
    expect(found).toEqual([]);
    expect(driftedUses(db)).toEqual([]);
  } finally {
    db.close();
  }
}

/** Codes whose uses are others than the records say. */
function driftedUses(db: Database.Database) {
  const used = new Map<number, number>();
  const packed = db.prepare<[], Buffer>("SELECT codes FROM records WHERE gone = 0 AND codes <> x''").pluck();
  for (const codes of packed.iterate()) {
    for (let at = 0; at < codes.length; at += 4) {
      const id = codes.readUInt32LE(at);
      used.set(id, (used.get(id) ?? 0) + 1);
    }
  }
  const kept = db.prepare<[], { id: number; uses: number }>("SELECT id, uses FROM codes").all();
  return kept.filter(({ id, uses }) => uses !== (used.get(id) ?? 0));
}
