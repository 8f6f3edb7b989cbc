import type { RecordState } from "../../../shared/domain/record.ts";
import { createCauseCounts, type Doing } from "../causes/cause-counts.ts";
import type { Db } from "../db/open.ts";
import { collectionOf } from "../sources/records-store.ts";
import type { StateRow } from "./state-rows.ts";

/** Keeps the counts by state and by cause: to be called in the transaction that changes the row. */
export function createStateCounts(db: Db) {
  const raise = db.prepare<[number, number, string, number]>(
    `INSERT INTO state_counts (connection_id, collection_id, state, n) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  );
  const lower = db.prepare<[number, number, number, string]>(
    "UPDATE state_counts SET n = n - ? WHERE connection_id = ? AND collection_id = ? AND state = ?",
  );
  const changeCause = createCauseCounts(db);

  /** `new` is the absence of a row, and not counted. */
  const change = (connection: number, collection: number, state: RecordState, by: number) => {
    if (state === "new") return;
    if (by > 0) raise.run(connection, collection, state, by);
    else lower.run(-by, connection, collection, state);
  };

  const move = (
    connection: number,
    record: number,
    from: RecordState | undefined,
    to: RecordState | undefined,
  ) => {
    if (from === to) return;
    const collection = collectionOf(record);
    if (from !== undefined) change(connection, collection, from, -1);
    if (to !== undefined) change(connection, collection, to, 1);
  };

  /** Nothing more is waited for. `as`: what became of them. */
  const leaveCause = (
    { state, cause, former }: Caused,
    doing: Doing,
    { records = 1, as = "withdrawn" }: { records?: number; as?: "accepted" | "withdrawn" } = {},
  ) => {
    const told = { [as]: records };
    if (cause !== null) changeCause(cause, { [countOf(state)]: -records, ...told }, doing);
    if (former !== null) changeCause(former, { repaired: -records, ...told }, doing);
  };

  /** It is to be sent again, which may have been the repair: the cause keeps it until its outcome is known. */
  const mendCause = ({ state, cause, former }: Caused, doing: Doing) => {
    if (cause === null) return;
    if (former !== null) changeCause(former, { repaired: -1, withdrawn: 1 }, doing);
    changeCause(cause, { [countOf(state)]: -1, repaired: 1, mended: 1 }, doing);
  };

  return { change, move, leaveCause, mendCause };
}

type Caused = Pick<StateRow, "state" | "cause" | "former">;

/** Records that failed by a cause are counted apart from those that it holds. */
const countOf = (state: RecordState) => (state === "failed" || state === "unknown" ? "failed" : "held");

/** How a batch changes the counts: summed up, so that each count is written once. */
export class Moves {
  readonly #collections = new Map<number, Map<RecordState, number>>();

  add(collection: number, from: RecordState, to: RecordState) {
    if (from === to) return;
    let counts = this.#collections.get(collection);
    if (!counts) {
      counts = new Map();
      this.#collections.set(collection, counts);
    }
    counts.set(from, (counts.get(from) ?? 0) - 1);
    counts.set(to, (counts.get(to) ?? 0) + 1);
  }

  *all() {
    for (const [collection, counts] of this.#collections) {
      for (const [state, by] of counts) if (by !== 0) yield { collection, state, by };
    }
  }
}
