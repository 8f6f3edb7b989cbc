import { type Db, inTransaction } from "../db/open.ts";
import { unpackCodes } from "../mapping/codes.ts";
import { recordId } from "../sources/records-store.ts";
import { createStateCounts } from "./state-counts.ts";
import { doubtful, type StateRow } from "./state-rows.ts";
import { transition } from "./transitions.ts";

export interface ChangedCode {
  readonly type: string;
  readonly code: string;
}

interface Row {
  readonly id: number;
  readonly codes: Buffer;
  readonly state: StateRow["state"] | null;
  readonly accepted: Buffer | null;
  readonly cause: number | null;
  readonly former: number | null;
}

/** Records looked at in one transaction. */
const pageSize = 500;

/**
 * Codes that became something else on one connection (a mapping, an extension switched on or off): the records that use
 * them are marked as changed, exactly these. `queue` goes into the transaction that makes the change, so that a crash
 * between the two loses nothing; `run` does the marking, some records at a time.
 */
export function createReshapesStore(db: Db, note: (record: number) => void) {
  const { move, mendCause } = createStateCounts(db);
  const versions = new Map<number, number>();
  const add = db.prepare<[number, string, string]>(
    "INSERT INTO reshapes (connection_id, type, code) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const queued = db.prepare<[number], ChangedCode>("SELECT type, code FROM reshapes WHERE connection_id = ?");
  const done = db.prepare<[number, string, string]>(
    "DELETE FROM reshapes WHERE connection_id = ? AND type = ? AND code = ?",
  );
  const users = db.prepare<[number], { id: number; collection: number; type: string; code: string }>(
    `SELECT c.id, c.collection_id AS collection, c.type, c.code FROM codes c
     JOIN collections k ON k.id = c.collection_id
     JOIN connection_sources s ON s.set_id = k.set_id AND s.connection_id = ?`,
  );
  const page = db.prepare<[number, number, number, number], Row>(
    `SELECT r.id, r.codes, s.state, s.accepted, s.cause_id AS cause, s.former_cause AS former
     FROM records r LEFT JOIN states s ON s.connection_id = ? AND s.record_id = r.id
     WHERE r.id > ? AND r.id < ? AND r.gone = 0 ORDER BY r.id LIMIT ?`,
  );
  const edit = db.prepare<[Buffer | null, number, number]>(
    `UPDATE states SET state = 'changed', accepted = ?, former_cause = coalesce(cause_id, former_cause),
       cause_id = NULL, blocked_by = NULL
     WHERE connection_id = ? AND record_id = ?`,
  );

  const mark = (connection: number, { id, state, accepted, cause, former }: Row) => {
    // Without a state it has not been sent yet, and goes out as it is to be now.
    if (state === null) return;
    const to = transition(state, "edit");
    if (to !== "changed") throw new Error(`A record in state ${state} cannot be marked as changed.`);
    note(id);
    mendCause({ state, cause, former }, { why: "mapping" });
    edit.run(accepted && doubtful, connection, id);
    move(connection, id, state, to);
  };

  const markPage = (connection: number, ids: ReadonlySet<number>, after: number, end: number) =>
    inTransaction(db, () => {
      const rows = page.all(connection, after, end, pageSize);
      const using = rows.filter(({ codes }) => unpackCodes(codes).some((id) => ids.has(id)));
      for (const row of using) mark(connection, row);
      return { marked: using.length, last: rows.length < pageSize ? undefined : rows.at(-1)?.id };
    });

  const markCollection = async (connection: number, collection: number, ids: ReadonlySet<number>) => {
    let marked = 0;
    let after: number | undefined = recordId(collection, 0) - 1;
    // What a core that is closed in the middle leaves is taken up when it starts again.
    while (after !== undefined && db.open) {
      const step: { marked: number; last: number | undefined } = markPage(
        connection,
        ids,
        after,
        recordId(collection + 1, 0),
      );
      marked += step.marked;
      after = step.last;
      await new Promise(setImmediate);
    }
    return marked;
  };

  return {
    /** Rises with every change of what a connection sends: what was made ready before is out of date. */
    version: (connection: number): number => versions.get(connection) ?? 0,
    /** To be called in the transaction that makes the change. */
    queue(connection: number, codes: readonly ChangedCode[]) {
      for (const { type, code } of codes) add.run(connection, type, code);
      versions.set(connection, (versions.get(connection) ?? 0) + 1);
    },
    /** Marks the users of what was queued. Returns how many records of the connection's sources use it. */
    async run(connection: number): Promise<number> {
      const codes = queued.all(connection);
      const names = new Set(codes.map(({ type, code }) => JSON.stringify([type, code])));
      const byCollection = Map.groupBy(
        users.all(connection).filter(({ type, code }) => names.has(JSON.stringify([type, code]))),
        ({ collection }) => collection,
      );
      let marked = 0;
      for (const [collection, listed] of byCollection)
        marked += await markCollection(connection, collection, new Set([0, ...listed.map(({ id }) => id)]));
      if (!db.open) return marked;
      inTransaction(db, () => {
        for (const { type, code } of codes) done.run(connection, type, code);
      });
      return marked;
    },
  };
}
export type ReshapesStore = ReturnType<typeof createReshapesStore>;
