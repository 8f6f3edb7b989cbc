import type { Db } from "../db/open.ts";
import type { RecordListener } from "../sources/reading.ts";
import { collectionOf, positionOf } from "../sources/records-store.ts";
import type { FlightsStore } from "./flights-store.ts";
import { createStateCounts } from "./state-counts.ts";
import type { StateRow } from "./state-rows.ts";
import { type RecordEvent, transition } from "./transitions.ts";

const bySource = { why: "source" } as const;

/** What the sources say of a record reaches the state that every connection has of it, in the reader's transaction. */
export function createSourceEvents(db: Db, { isOnItsWay }: Pick<FlightsStore, "isOnItsWay">) {
  const { move, leaveCause, mendCause } = createStateCounts(db);
  const row = db.prepare<[number, number], StateRow>(
    "SELECT state, accepted, cause_id AS cause, former_cause AS former FROM states WHERE connection_id = ? AND record_id = ?",
  );
  // Whoever sends a cause's records again means those, too, that were mended where they come from.
  const setState = db.prepare<[string, string, number, number]>(
    `UPDATE states SET state = ?, former_cause = CASE ? WHEN 'changed' THEN coalesce(cause_id, former_cause) END,
       cause_id = NULL, blocked_by = NULL WHERE connection_id = ? AND record_id = ?`,
  );
  const drop = db.prepare<[number, number]>("DELETE FROM states WHERE connection_id = ? AND record_id = ?");
  const connections = db.prepare<[], number>("SELECT id FROM connections").pluck();
  const lowerFrontier = db.prepare<{ connection: number; collection: number; position: number }>(
    `UPDATE frontiers SET position = @position
     WHERE connection_id = @connection AND collection_id = @collection AND position > @position`,
  );
  const touched = createTouched();

  /** Applies an event that comes from the source side to the row of every connection that has one. */
  const apply = (record: number, event: (found: StateRow) => RecordEvent | "forget") => {
    let needed = false;
    for (const connection of connections.all()) {
      const found = row.get(connection, record);
      if (!found) {
        // Back after it was gone while another connection had it: fresh to this one, where fresh ones were all met.
        const collection = collectionOf(record);
        lowerFrontier.run({ connection, collection, position: positionOf(record) });
        continue;
      }
      const happened = event(found);
      if (happened === "edit") mendCause(found, bySource);
      else leaveCause(found, bySource);
      if (happened === "forget") {
        drop.run(connection, record);
        move(connection, record, found.state, undefined);
        continue;
      }
      const to = transition(found.state, happened);
      if (to === undefined) throw new Error(`A record in state ${found.state} cannot ${happened}.`);
      setState.run(to, to, connection, record);
      move(connection, record, found.state, to);
      needed = true;
    }
    return needed;
  };

  const listener: RecordListener = {
    changed: (record, hash) => {
      touched.note(record);
      apply(record, ({ accepted }) => (accepted?.equals(hash) ? "restore" : "edit"));
    },
    // Never accepted and no longer stated: there is nothing to remember.
    gone: (record) => {
      touched.note(record);
      const needed = apply(record, ({ accepted, state }) =>
        accepted || state === "unknown" ? "vanish" : "forget",
      );
      return needed || (touched.has(record) && isOnItsWay(record));
    },
  };

  return {
    listener,
    /** Until the returned function is called, what the sources change is noted (see isTouched). */
    watch: touched.watch,
    /** The source changed it since some push began: what that push has read of it may be out of date. */
    isTouched: touched.has,
    /** Something else than its source made it another: what a push has read of it may be out of date. */
    touch: touched.note,
  };
}

/** The records that the sources changed while some push was running. */
function createTouched() {
  const records = new Set<number>();
  let watchers = 0;
  return {
    note: (record: number) => {
      if (watchers > 0) records.add(record);
    },
    has: (record: number) => records.has(record),
    watch() {
      watchers += 1;
      return () => {
        watchers -= 1;
        if (watchers === 0) records.clear();
      };
    },
  };
}
