import type {
  Cause,
  CauseKind,
  CauseOrder,
  CausesFilter,
  CausesSummary,
  Mender,
} from "../../../shared/domain/cause.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import { ofConnection } from "../causes/causes-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Basis } from "./basis.ts";

/** A check that has come to its end. Times are milliseconds since 1970. */
export interface StoredCheck {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Names or paths; null: all that the profile sends. */
  readonly resources: readonly string[] | null;
  readonly checked: number;
  readonly problems: number;
  readonly refused: number;
  readonly held: number;
  readonly basis: Basis;
}

/** A cause that a check found before anything was sent. */
export interface FoundCause {
  /** Id of the connection. */
  readonly connection: number;
  readonly id: string;
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly title: string;
  readonly who: Mender;
  readonly resource: string;
  readonly about: string | null;
  readonly topic: Topic | null;
  readonly failed: number;
  readonly held: number;
  /** Of the records that would be refused. */
  readonly resources: readonly string[];
  readonly example: Cause["example"] | null;
  /** The first of its records: those that would be refused, then those that would wait. */
  readonly records: readonly number[];
  readonly firstSeen: string;
  readonly lastSeen: string;
}
interface FoundRow extends Omit<FoundCause, "resources" | "example" | "records"> {
  readonly resources: string;
  readonly example: string | null;
  readonly records: string;
}
interface CheckRow extends Omit<StoredCheck, "resources" | "basis"> {
  readonly resources: string | null;
  readonly basis: string;
}
export type NewFound = Omit<FoundCause, "connection" | "firstSeen" | "lastSeen">;

interface FoundQuery extends Pick<CausesFilter, "kind" | "who" | "resource"> {
  readonly connection: number | null;
  readonly order: CauseOrder;
  readonly limit: number;
}
type Groups = Pick<CausesSummary, "kinds" | "menders" | "resources">;

const columns = `connection_id AS connection, id, fingerprint, kind, title, who, resource, about, topic, failed, held,
  resources, example, first_seen AS firstSeen, last_seen AS lastSeen`;
const orders: Readonly<Record<CauseOrder, string>> = {
  releases: "failed + held DESC, title",
  newest: "first_seen DESC, title",
  resource: "resource, failed + held DESC, title",
};
/** What is an open cause already stands there, with what was refused; it is not told a second time. */
const isAlone = `NOT EXISTS (SELECT 1 FROM causes c WHERE c.connection_id = found_causes.connection_id
  AND c.fingerprint = found_causes.fingerprint AND c.cleared_at IS NULL)`;

const rowsAtATime = 250;

/** All SQL about checks and what they found. */
export function createChecksStore(db: Db) {
  const putCheck = db.prepare(
    `INSERT OR REPLACE INTO checks (connection_id, started_at, ended_at, resources, checked, problems, refused, held, basis)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const check = db.prepare<[number], CheckRow>(
    `SELECT started_at AS startedAt, ended_at AS endedAt, resources, checked, problems, refused, held, basis
     FROM checks WHERE connection_id = ?`,
  );
  const firstSeen = db.prepare<[number], Pick<FoundRow, "fingerprint" | "firstSeen">>(
    "SELECT fingerprint, first_seen AS firstSeen FROM found_causes WHERE connection_id = ?",
  );
  const dropCheck = db.prepare<[number]>("DELETE FROM checks WHERE connection_id = ?");
  const clear = db.prepare<[number]>("DELETE FROM found_causes WHERE connection_id = ?");
  const insert = db.prepare(
    `INSERT INTO found_causes (connection_id, id, fingerprint, kind, title, who, resource, about, topic, failed, held, resources,
       example, records, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Without their records, which no list shows.
  const lists = new Map(
    Object.entries(orders).map(([order, by]) => [
      order,
      db.prepare<object, FoundRow>(
        `SELECT ${columns}, '[]' AS records FROM found_causes WHERE ${ofConnection} AND (@kind IS NULL OR kind = @kind)
           AND (@who IS NULL OR who = @who) AND (@resource IS NULL OR resource = @resource) AND ${isAlone}
         ORDER BY ${by} LIMIT @limit`,
      ),
    ]),
  );
  const one = db.prepare<[number, string], FoundRow>(
    `SELECT ${columns}, records FROM found_causes WHERE connection_id = ? AND id = ?`,
  );
  const known = db.prepare<[number], Pick<FoundRow, "fingerprint" | "failed" | "held">>(
    "SELECT fingerprint, failed, held FROM found_causes WHERE connection_id = ?",
  );
  const left = db
    .prepare<[number], number>("SELECT count(*) FROM found_causes WHERE connection_id = ?")
    .pluck();
  const shown = db
    .prepare<{ connection: number | null }, number>(`SELECT count(*) FROM found_causes WHERE ${ofConnection}`)
    .pluck();
  const by = <Row>(column: string) =>
    db.prepare<{ connection: number | null }, Row>(
      `SELECT ${column}, count(*) AS causes FROM found_causes WHERE ${ofConnection} AND ${isAlone} GROUP BY 1`,
    );
  const kinds = by<Groups["kinds"][number]>("kind");
  const menders = by<Groups["menders"][number]>("who");
  const resources = by<Groups["resources"][number]>("resource");
  // Of its records none is left that was neither sent nor judged since, nor has come back to be sent.
  const settle = db.prepare<{ connection: number; since: number }>(
    `DELETE FROM found_causes WHERE connection_id = @connection AND NOT EXISTS (
       SELECT 1 FROM json_each(found_causes.records) j JOIN records r ON r.id = j.value AND r.gone = 0
       LEFT JOIN states s ON s.connection_id = @connection AND s.record_id = j.value
       WHERE s.record_id IS NULL OR s.state = 'changed' OR s.at <= @since)`,
  );

  const put = (
    connection: number,
    cause: NewFound,
    { firstSeen, lastSeen }: Pick<FoundCause, "firstSeen" | "lastSeen">,
  ) => {
    const { id, fingerprint, kind, title, who, resource, about, topic, failed, held, example } = cause;
    insert.run(
      connection,
      id,
      fingerprint,
      kind,
      title,
      who,
      resource,
      about,
      topic,
      failed,
      held,
      JSON.stringify(cause.resources),
      example ? JSON.stringify(example) : null,
      JSON.stringify(cause.records),
      firstSeen,
      lastSeen,
    );
  };
  const of = (connection: number): StoredCheck | undefined => {
    const row = check.get(connection);
    return (
      row && {
        ...row,
        resources: row.resources === null ? null : JSON.parse(row.resources),
        basis: JSON.parse(row.basis),
      }
    );
  };
  return {
    /** The last check of a connection. */
    of,
    /**
     * What a check found takes the place of what the one before it found, some at a time: pages are answered in between. The
     * check itself is noted last, so that one that was cut off has not been.
     */
    async replace(connection: number, ended: StoredCheck, found: readonly NewFound[]) {
      const at = new Date(ended.endedAt).toISOString();
      const since = new Map(
        firstSeen.all(connection).map((row) => [row.fingerprint, row.firstSeen] as const),
      );
      inTransaction(db, () => {
        clear.run(connection);
        dropCheck.run(connection);
      });
      for (let from = 0; from < found.length; from += rowsAtATime) {
        inTransaction(db, () => {
          for (const cause of found.slice(from, from + rowsAtATime))
            put(connection, cause, { firstSeen: since.get(cause.fingerprint) ?? at, lastSeen: at });
        });
        await new Promise(setImmediate);
      }
      const { startedAt, endedAt, checked, problems, refused, held } = ended;
      const names = ended.resources === null ? null : JSON.stringify(ended.resources);
      const basis = JSON.stringify(ended.basis);
      putCheck.run(connection, startedAt, endedAt, names, checked, problems, refused, held, basis);
    },
    /** The first of those that are no open cause as well. */
    list: ({ connection, kind, who, resource, order, limit }: FoundQuery): FoundCause[] =>
      lists
        .get(order)
        ?.all({ connection, kind: kind ?? null, who: who ?? null, resource: resource ?? null, limit })
        .map(readFound) ?? [],
    byId(connection: number, id: string): FoundCause | undefined {
      const row = one.get(connection, id);
      return row && readFound(row);
    },
    /** By fingerprint, how many records were found under it. */
    found: (connection: number): ReadonlyMap<string, { readonly failed: number; readonly held: number }> =>
      new Map(known.all(connection).map(({ fingerprint, ...counts }) => [fingerprint, counts])),
    /** What of it is still there. */
    left: (connection: number): number => left.get(connection) ?? 0,
    /** What a page may show besides open causes, and by which sorts. */
    summary: (connection: number | null): Groups & { found: number } => ({
      found: shown.get({ connection }) ?? 0,
      kinds: kinds.all({ connection }),
      menders: menders.all({ connection }),
      resources: resources.all({ connection }),
    }),
    /** After a push: what it sent or judged is foreseen no longer. Says whether something has gone. */
    settle(connection: number): boolean {
      const last = of(connection);
      return last !== undefined && settle.run({ connection, since: last.endedAt }).changes > 0;
    },
  };
}
export type ChecksStore = ReturnType<typeof createChecksStore>;

const readFound = ({ resources, example, records, ...row }: FoundRow): FoundCause => ({
  ...row,
  resources: JSON.parse(resources),
  example: example === null ? null : JSON.parse(example),
  records: JSON.parse(records),
});
