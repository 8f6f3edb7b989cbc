import type { RecordState } from "../../../shared/domain/record.ts";
import type { Db } from "../db/open.ts";
import { collectionOf, recordId } from "../sources/records-store.ts";

export interface CausedRow {
  readonly id: number;
  readonly state: RecordState;
}
/** How many records of each part of the list there are, as the cause keeps it. */
export interface PartsOfCause {
  readonly failed: number;
  readonly repaired: number;
}
export interface PageOfCause {
  readonly after: number;
  readonly offset: number;
  readonly limit: number;
}
export interface ReachedByCause {
  readonly collection: number;
  readonly state: RecordState;
}
interface StateOfCause {
  readonly state: RecordState;
  readonly cause: number | null;
}

const start = -1;

/** All SQL that lists the records of one cause: those that failed, those that are repaired, those that it holds, each in file order. */
export function createCausedStore(db: Db) {
  // Said which index: a planner that has counted nothing takes a connection's own for the narrower one.
  const part = (index: string, where: string) =>
    db.prepare<{ cause: number; connection: number } & PageOfCause, CausedRow>(
      `SELECT record_id AS id, state FROM states INDEXED BY ${index}
       WHERE ${where} AND connection_id = @connection AND record_id > @after ORDER BY record_id LIMIT @limit OFFSET @offset`,
    );
  const parts = [
    part("states_by_cause", "cause_id = @cause AND state IN ('failed', 'unknown')"),
    part("states_by_former_cause", "former_cause = @cause"),
    part("states_by_cause", "cause_id = @cause AND state NOT IN ('failed', 'unknown')"),
  ];
  const stateOf = db.prepare<[number, number], StateOfCause>(
    "SELECT state, cause_id AS cause FROM states WHERE connection_id = ? AND record_id = ?",
  );
  const next = db.prepare<[number, number], CausedRow>(
    "SELECT record_id AS id, state FROM states WHERE cause_id = ? AND record_id >= ? ORDER BY record_id LIMIT 1",
  );

  /** From a place in one part on, through the parts behind it. */
  const read = (connection: number, cause: number, from: number, page: PageOfCause): CausedRow[] => {
    const found: CausedRow[] = [];
    for (const [index, statement] of parts.entries()) {
      if (index < from || found.length === page.limit) continue;
      const limit = page.limit - found.length;
      const place = index === from ? page : { after: start, offset: 0 };
      found.push(...statement.all({ cause, connection, ...place, limit }));
    }
    return found;
  };

  const reachOf = (cause: number): ReachedByCause[] => {
    const reached: ReachedByCause[] = [];
    for (let row = next.get(cause, 0); row; ) {
      const collection = collectionOf(row.id);
      reached.push({ collection, state: row.state });
      row = next.get(cause, recordId(collection + 1, 0));
    }
    return reached;
  };

  return {
    /** After a record of the list; -1: from its beginning. */
    byCause(connection: number, cause: number, after: number, limit: number): CausedRow[] {
      const last = after === start ? undefined : stateOf.get(connection, after);
      return read(connection, cause, last ? partOf(last, cause) : 0, { after, offset: 0, limit });
    },
    /** From a place in the list on. */
    byCauseAt(
      connection: number,
      cause: number,
      { failed, repaired }: PartsOfCause,
      page: Omit<PageOfCause, "after">,
    ): CausedRow[] {
      const { offset, limit } = page;
      const from = offset < failed ? 0 : offset < failed + repaired ? 1 : 2;
      const before = [0, failed, failed + repaired][from] ?? 0;
      return read(connection, cause, from, { after: start, offset: offset - before, limit });
    },
    /** The first record of each collection that a cause reaches: as quick for a million records as for one. */
    reachOf,
    /** Collections of records that failed by it; of those whose first one under it is held, nothing is said. */
    failedIn: (cause: number): number[] =>
      reachOf(cause)
        .filter(({ state }) => state === "failed")
        .map(({ collection }) => collection),
  };
}

function partOf({ state, cause }: StateOfCause, wanted: number): number {
  if (cause !== wanted) return 1;
  return state === "failed" || state === "unknown" ? 0 : 2;
}
