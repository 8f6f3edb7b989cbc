import { randomBytes } from "node:crypto";
import { type Db, inTransaction } from "../db/open.ts";
import { dayIn } from "./calendar.ts";
import { type Entry, entryBytes, pack } from "./entries.ts";
import { createKeyedDigests, keyBytes } from "./keyed-digests.ts";

/** Rows of one resource of one connection, first and last day included. */
export interface Span {
  readonly connection: number;
  readonly resource: string;
  readonly from: number;
  readonly to: number;
}
interface Row {
  readonly id: number;
  readonly day: number;
  /** What the server had by the end of that day, however it came there. */
  readonly standing: number;
  readonly entries: Buffer;
}
export interface Gap {
  readonly keptFrom: number;
  /** Null: nothing has to be taken over any more. */
  readonly adopted: number | null;
}

/** Rows that are read, or removed, at a time. */
const rowsAtATime = 64;
/** Before all days. */
export const beginning = -1_000_000;

const within = "connection_id = @connection AND resource = @resource AND day >= @from AND day <= @to";

/** All SQL about what was sent, for good. `zoneOf` says on which calendar a connection's days are. */
export function createLedgerStore(db: Db, zoneOf: (connection: number) => string) {
  const keyed = createKeyedDigests(ownKey(db));
  const insert = db.prepare<[number, string, number, number, number, Buffer]>(
    "INSERT INTO ledger (connection_id, resource, day, packed, standing, entries) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const page = db.prepare<Span & { day: number; id: number }, Row>(
    `SELECT id, day, standing, entries FROM ledger WHERE ${within} AND (day, id) > (@day, @id)
     ORDER BY day, id LIMIT ${rowsAtATime}`,
  );
  const size = db
    .prepare<Span, number>(`SELECT coalesce(sum(octet_length(entries)), 0) FROM ledger WHERE ${within}`)
    .pluck();
  const resources = db
    .prepare<[number, number], string>(
      "SELECT DISTINCT resource FROM ledger WHERE connection_id = ? AND day <= ? ORDER BY 1",
    )
    .pluck();
  const last = db.prepare<Span, number | null>(`SELECT max(id) FROM ledger WHERE ${within}`).pluck();
  const removeOldest = db.prepare<Span & { last: number }>(
    `DELETE FROM ledger WHERE id IN
       (SELECT id FROM ledger WHERE ${within} AND id <= @last ORDER BY day, id LIMIT ${rowsAtATime})`,
  );
  const removeSome = db.prepare<[number]>(
    `DELETE FROM ledger WHERE id IN (SELECT id FROM ledger WHERE connection_id = ? LIMIT ${rowsAtATime})`,
  );
  const unpacked = db.prepare<[number, number], { resource: string; day: number }>(
    "SELECT DISTINCT resource, day FROM ledger WHERE packed = 0 AND connection_id = ? AND day < ?",
  );
  const told = db
    .prepare<[number, number], string>(
      "SELECT DISTINCT resource FROM ledger WHERE connection_id = ? AND day < ? AND standing = 0",
    )
    .pluck();
  const gap = db.prepare<[number], Gap>(
    "SELECT kept_from AS keptFrom, adopted FROM ledgers WHERE connection_id = ?",
  );
  const keepFrom = db.prepare<[number, number]>(
    `INSERT INTO ledgers (connection_id, kept_from) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET kept_from = max(kept_from, excluded.kept_from)`,
  );
  const adopt = db.prepare<[number | null, number]>("UPDATE ledgers SET adopted = ? WHERE connection_id = ?");

  function* pages(span: Span): Generator<readonly Row[]> {
    for (let at = { day: beginning, id: 0 }; ; ) {
      const rows = page.all({ ...span, ...at });
      if (rows.length > 0) yield rows;
      const end = rows.at(-1);
      if (!end || rows.length < rowsAtATime) return;
      at = { day: end.day, id: end.id };
    }
  }

  const dayOf = (connection: number, at: number) => dayIn(zoneOf(connection), at);
  return {
    /** A record's key as what leaves this machine names it. */
    keyed,
    zoneOf,
    /** On the connection's calendar. */
    dayOf,
    /** Notes what became of records of one resource. To be called in the transaction that stores it. */
    note: (connection: number, resource: string, at: number, entries: readonly Entry[]) =>
      insert.run(connection, resource, dayOf(connection, at), 0, 0, pack(entries, keyed)),
    /** What the server had before a ledger began. */
    noteStanding: (connection: number, resource: string, day: number, entries: readonly Entry[]) =>
      insert.run(connection, resource, day, 1, 1, pack(entries, keyed)),
    /** Entries that were merged, in the place of those from which they came. */
    notePacked: ({ connection, resource, to }: Span, entries: Buffer, isStanding: boolean) =>
      insert.run(connection, resource, to, 1, Number(isStanding), entries),
    /** Stored entries, some rows at a time, in the order in which they were told. Others may write in between. */
    *rows(span: Span): Generator<readonly Buffer[]> {
      for (const rows of pages(span)) yield rows.map(({ entries }) => entries);
    },
    /** The same, with their days. */
    pages,
    /** How many entries are stored. */
    entriesIn: (span: Span): number => (size.get(span) ?? 0) / entryBytes,
    /** Of which something was told up to that day. */
    resources: (connection: number, to: number): string[] => resources.all(connection, to),
    lastRow: (span: Span): number => last.get(span) ?? 0,
    /** Removes some more rows up to that one, the oldest first; false when none is left. */
    removeOldest: (span: Span, upTo: number): boolean =>
      removeOldest.run({ ...span, last: upTo }).changes > 0,
    /** Forgets some more of a connection; false when nothing is left. */
    removeSome: (connection: number): boolean => removeSome.run(connection).changes > 0,
    /** Days before this one that are still as they were told. */
    unpacked: (connection: number, before: number) => unpacked.all(connection, before),
    /** Resources with single days before this one. */
    told: (connection: number, before: number) => told.all(connection, before),
    /** Of which days not everything is told; undefined where there are none. */
    gap: (connection: number): Gap | undefined => gap.get(connection),
    keepFrom: (connection: number, day: number) => keepFrom.run(connection, day),
    adopted: (connection: number, upTo: number | null) => adopt.run(upTo, connection),
  };
}
export type LedgerStore = ReturnType<typeof createLedgerStore>;

/** Made once for a data folder; it never leaves it. */
function ownKey(db: Db): Buffer {
  return inTransaction(db, () => {
    const known = db.prepare<[], Buffer>("SELECT key FROM ledger_key").pluck().get();
    if (known) return known;
    const key = randomBytes(keyBytes);
    db.prepare<[Buffer]>("INSERT INTO ledger_key (id, key) VALUES (1, ?)").run(key);
    return key;
  });
}
