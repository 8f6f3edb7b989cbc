import { type Db, inTransaction } from "../db/open.ts";
import { createStateCounts } from "./state-counts.ts";
import { doubtful, type RecordNow } from "./state-rows.ts";

interface Flight {
  readonly id: number;
  readonly run: number;
  readonly records: Buffer;
}

/** A BLOB may start at any byte; a Float64Array may not. */
const idsIn = ({ buffer, byteOffset, byteLength }: Buffer) =>
  new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));

/** All SQL about what is on its way to a server. Written before the first of a page leaves, gone with its last outcome. */
export function createFlightsStore(db: Db) {
  const { move, leaveCause, mendCause } = createStateCounts(db);
  const addFlight = db.prepare<[number, number, Buffer]>(
    "INSERT INTO in_flight (connection_id, run_id, records) VALUES (?, ?, ?)",
  );
  const endFlight = db.prepare<[number]>("DELETE FROM in_flight WHERE id = ?");
  const flights = db.prepare<[number], Flight>(
    "SELECT id, run_id AS run, records FROM in_flight WHERE connection_id = ?",
  );
  const runOf = db
    .prepare<[number, number], number>("SELECT run_id FROM states WHERE connection_id = ? AND record_id = ?")
    .pluck();
  const allFlights = db.prepare<[], Buffer>("SELECT records FROM in_flight").pluck();

  const now = db.prepare<[number, number], RecordNow>(
    `SELECT coalesce(s.state, 'new') AS state, s.cause_id AS cause, s.former_cause AS former, s.accepted, r.hash, r.gone
     FROM records r LEFT JOIN states s ON s.connection_id = ? AND s.record_id = r.id WHERE r.id = ?`,
  );
  const put = db.prepare<[number, number, string, Buffer | null, number, number]>(
    `INSERT INTO states (connection_id, record_id, state, accepted, run_id, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, accepted = excluded.accepted, status = NULL,
       former_cause = CASE excluded.state WHEN 'unknown' THEN coalesce(cause_id, former_cause) END,
       cause_id = NULL, blocked_by = NULL, run_id = excluded.run_id, at = excluded.at`,
  );

  /** Marks what has no outcome of that run. */
  const land = (connection: number, { id, run, records }: Flight, at: number): number => {
    const lost = [...idsIn(records)].filter((record) => runOf.get(connection, record) !== run);
    for (const record of lost) {
      const former = now.get(connection, record);
      if (!former) continue;
      // What was under a cause stays there: nobody knows yet whether it was accepted.
      if (former.gone) leaveCause(former, { run });
      else mendCause(former, { run });
      const to = former.gone ? "gone" : "unknown";
      const accepted = former.accepted && doubtful;
      put.run(connection, record, to, accepted, run, at);
      move(connection, record, former.state, to);
    }
    endFlight.run(id);
    return lost.length;
  };

  return {
    /** Says, before the first of them leaves, which records are about to be sent. Returns the list's id. */
    beginFlight(connection: number, run: number, records: readonly number[]): number {
      return Number(
        addFlight.run(connection, run, Buffer.from(new Float64Array(records).buffer)).lastInsertRowid,
      );
    },
    endFlight: (id: number) => endFlight.run(id),
    /** What a process that ended in the middle had in flight is `unknown`: sent perhaps, answered or not. */
    recover: (connection: number, at: number): number =>
      inTransaction(db, () =>
        flights.all(connection).reduce((sum, flight) => sum + land(connection, flight, at), 0),
      ),
    /** A record and its state as they are now; undefined when nothing is left of it. */
    now: (connection: number, record: number) => now.get(connection, record),
    isOnItsWay: (record: number): boolean =>
      allFlights.all().some((records) => idsIn(records).includes(record)),
  };
}
export type FlightsStore = ReturnType<typeof createFlightsStore>;
