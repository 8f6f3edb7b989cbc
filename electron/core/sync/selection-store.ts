import type { RecordState } from "../../../shared/domain/record.ts";
import type { Db } from "../db/open.ts";

/** Chosen records of one collection in one state. */
export interface ChosenCount {
  readonly state: RecordState;
  readonly n: number;
  /** Of their bodies as they are in the files. */
  readonly bytes: number;
}
export interface LinksRow {
  readonly id: number;
  /** Key (16 bytes) and references: see packReferences. */
  readonly links: Buffer;
}
export interface Page {
  readonly after: number;
  readonly limit: number;
}

/** All SQL that finds out which records a steward's words mean. Every statement gives one page: others get their turn. */
export function createSelectionStore(db: Db) {
  const byColumn = (column: "event_day" | "changed_at") => ({
    next: db
      .prepare<[number, number], number | null>(
        `SELECT min(${column}) FROM records WHERE collection_id = ? AND ${column} >= ?`,
      )
      .pluck(),
    page: db
      .prepare<{ collection: number; value: number } & Page, number>(
        `SELECT id FROM records WHERE collection_id = @collection AND ${column} = @value AND id > @after
         ORDER BY id LIMIT @limit`,
      )
      .pluck(),
  });
  const days = byColumn("event_day");
  const changes = byColumn("changed_at");
  const ofCause = db
    .prepare<{ connection: number; cause: number } & Page, number>(
      `SELECT record_id FROM states
       WHERE cause_id = @cause AND connection_id = @connection AND record_id > @after ORDER BY record_id LIMIT @limit`,
    )
    .pluck();
  const formerlyOfCause = db
    .prepare<{ connection: number; cause: number } & Page, number>(
      `SELECT record_id FROM states
       WHERE former_cause = @cause AND connection_id = @connection AND record_id > @after ORDER BY record_id LIMIT @limit`,
    )
    .pluck();
  const notSent = db.prepare<{ connection: number; since: number } & Page, { id: number; failed: number }>(
    `SELECT record_id AS id, at >= @since AND (state IN ('failed', 'unknown')
       OR state = 'changed' AND former_cause IS NOT NULL AND status IS NOT NULL) AS failed
     FROM states INDEXED BY states_not_sent
     WHERE connection_id = @connection AND record_id > @after AND state <> 'sent' ORDER BY record_id LIMIT @limit`,
  );
  const links = db.prepare<{ to: number; gone: number } & Page, LinksRow>(
    `SELECT id, CAST(key || refs AS BLOB) AS links FROM records
     WHERE id > @after AND id <= @to AND gone <= @gone ORDER BY id LIMIT @limit`,
  );
  const counts = db.prepare<{ connection: number; ids: string }, ChosenCount>(
    `SELECT coalesce(s.state, 'new') AS state, count(*) AS n, sum(octet_length(r.body)) AS bytes
     FROM json_each(@ids) j CROSS JOIN records r ON r.id = j.value
     LEFT JOIN states s ON s.connection_id = @connection AND s.record_id = r.id
     WHERE r.gone = 0 GROUP BY 1`,
  );
  return {
    /** By the day that they are about: the first day from this one on, and its records. */
    days: {
      next: (collection: number, from: number) => days.next.get(collection, from) ?? null,
      page: (collection: number, value: number, page: Page) => days.page.all({ collection, value, ...page }),
    },
    /** By when their source changed, apart from the first reading of their collection. */
    changes: {
      next: (collection: number, from: number) => changes.next.get(collection, from) ?? null,
      page: (collection: number, value: number, page: Page) =>
        changes.page.all({ collection, value, ...page }),
    },
    /** Those that failed by a cause, and those that it holds. */
    ofCause: (connection: number, cause: number, page: Page) => ofCause.all({ connection, cause, ...page }),
    /** Those whose source has changed since: nobody knows yet whether that was the repair. */
    formerlyOfCause: (connection: number, cause: number, page: Page) =>
      formerlyOfCause.all({ connection, cause, ...page }),
    /** Everything that is not sent; `failed`: refused or lost since then, and not accepted after that. */
    notSent: (connection: number, since: number, page: Page) => notSent.all({ connection, since, ...page }),
    /** Keys and references of a collection's records; `gone`: also of those that have left the files. */
    links: (page: Page & { readonly to: number }, gone = false) => links.all({ ...page, gone: Number(gone) }),
    /** By state. */
    counts: (connection: number, ids: readonly number[]) =>
      counts.all({ connection, ids: JSON.stringify(ids) }),
  };
}
