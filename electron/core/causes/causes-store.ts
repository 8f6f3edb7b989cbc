import type { CauseKind, CauseOrder, CausesFilter, Mender } from "../../../shared/domain/cause.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { Db } from "../db/open.ts";
import { type ChangeCause, createCauseCounts } from "./cause-counts.ts";
import { ready, sum } from "./cause-sums.ts";
import { isGated } from "./gated.ts";

/** A cause before it has an id: what tells it from others, and what a steward reads. */
export interface CauseDraft {
  /** Stable text: equal for all records that one repair mends. */
  readonly fingerprint: string;
  readonly kind: CauseKind;
  /** One sentence without personal data. */
  readonly title: string;
  readonly who: Mender;
  /** Path of the resource that fails by it. */
  readonly resource: string;
  readonly status?: number | undefined;
  readonly type?: string | undefined;
  /** Path of what the repair is about. */
  readonly about?: string | undefined;
  /** The entry of the dictionary that explains it; absent: that of its kind. */
  readonly topic?: Topic | undefined;
}

export interface StoredCause {
  readonly id: number;
  /** Id of the connection. */
  readonly connection: number;
  readonly fingerprint: string;
  readonly kind: CauseKind;
  readonly title: string;
  readonly who: Mender;
  readonly resource: string;
  readonly status: number | null;
  readonly type: string | null;
  readonly about: string | null;
  readonly topic: Topic | null;
  readonly failed: number;
  readonly held: number;
  /** Were under it, are repaired, and of yet unknown outcome. */
  readonly repaired: number;
  /** Something else than refused records holds what waits, and is not mended: see isGated. */
  readonly shut: 0 | 1;
  /** What the next push sends of it. */
  readonly ready: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly openedAt: string | null;
  readonly clearedAt: string | null;
}

/** Which causes, of which connections (null: all). */
export interface CausesQuery extends CausesFilter {
  readonly connection: number | null;
  readonly order: CauseOrder;
  readonly cleared: boolean;
  readonly offset: number;
  readonly limit: number;
}

const columns = `id, connection_id AS connection, fingerprint, kind, title, who, resource, status, type, about, topic,
  failed, held, repaired, shut, ${ready} AS ready, first_seen AS firstSeen, last_seen AS lastSeen,
  opened_at AS openedAt, cleared_at AS clearedAt`;
const orders: Readonly<Record<CauseOrder, string>> = {
  releases: `${sum} DESC, id`,
  newest: "coalesce(cleared_at, opened_at) DESC, id DESC",
  resource: `resource, ${sum} DESC, id`,
};
/** Of one connection; of all (@connection IS NULL), those that still send: what was closed needs nobody. */
export const ofConnection = `(connection_id = @connection OR @connection IS NULL
  AND connection_id NOT IN (SELECT id FROM connections WHERE closed_at IS NOT NULL))`;
const matching = `cleared_at IS NOT NULL = @cleared AND ${ofConnection}
  AND (@kind IS NULL OR kind = @kind) AND (@who IS NULL OR who = @who) AND (@resource IS NULL OR resource = @resource)
  AND (@only IS NULL OR @only = 'ready' AND ${ready} > 0 OR @only = 'found' AND EXISTS (
    SELECT 1 FROM found_causes f WHERE f.connection_id = causes.connection_id AND f.fingerprint = causes.fingerprint))`;

/** All SQL about causes. Their counts are kept by those who change a record's state, in the same transaction: see `change`. */
export function createCausesStore(db: Db) {
  const change: ChangeCause = createCauseCounts(db);
  const find = db.prepare<[number, string], { id: number; shut: 0 | 1 }>(
    "SELECT id, shut FROM causes WHERE connection_id = ? AND fingerprint = ?",
  );
  const insert = db.prepare(
    `INSERT INTO causes (connection_id, fingerprint, kind, title, who, resource, status, type, about, topic, shut, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setShut = db.prepare<[number, number]>("UPDATE causes SET shut = ? WHERE id = ?");
  const open = db.prepare<[number, number], StoredCause>(
    `SELECT ${columns} FROM causes WHERE connection_id = ? AND ${sum} > 0 ORDER BY ${sum} DESC, id LIMIT ?`,
  );
  const all = db.prepare<[number], StoredCause>(
    `SELECT ${columns} FROM causes WHERE connection_id = ? ORDER BY id`,
  );
  const countOpen = db
    .prepare<[number], number>(`SELECT count(*) FROM causes WHERE connection_id = ? AND ${sum} > 0`)
    .pluck();
  const byId = db.prepare<[number, number], StoredCause>(
    `SELECT ${columns} FROM causes WHERE id = ? AND connection_id = ?`,
  );
  const seen = db.prepare<[string, number]>("UPDATE causes SET last_seen = ? WHERE id = ?");
  const rejectedCauses = db.prepare<[number], { id: number; failed: number }>(
    "SELECT id, failed FROM causes WHERE connection_id = ? AND kind = 'rejected-line'",
  );
  const untold = db.prepare<[number], StoredCause>(
    `UPDATE causes SET told = 1 WHERE connection_id = ? AND told = 0 AND ${sum} > 0 RETURNING ${columns}`,
  );
  const lists = new Map(
    Object.entries(orders).map(([order, by]) => [
      order,
      db.prepare<object, StoredCause>(
        `SELECT ${columns} FROM causes WHERE ${matching} ORDER BY ${by} LIMIT @limit OFFSET @offset`,
      ),
    ]),
  );

  const ensure = (connection: number, draft: CauseDraft, at: string): number => {
    const known = find.get(connection, draft.fingerprint);
    const shut = Number(isGated(draft));
    if (known !== undefined) {
      // What names it now has just been found not mended.
      if (shut !== known.shut && shut === 1) setShut.run(shut, known.id);
      return known.id;
    }
    const { fingerprint, kind, title, who, resource, status, type, about, topic } = draft;
    const row = insert.run(
      connection,
      fingerprint,
      kind,
      title,
      who,
      resource,
      status ?? null,
      type ?? null,
      about ?? null,
      topic ?? null,
      shut,
      at,
      at,
    );
    return Number(row.lastInsertRowid);
  };

  return {
    /** The id of this cause on this connection; made when it has never been seen. */
    ensure,
    /** Whether a cause, known by its id, is this one. */
    is: (connection: number, id: number | null, cause: CauseDraft | number | null | undefined): boolean =>
      id ===
      (typeof cause === "object" && cause !== null
        ? find.get(connection, cause.fingerprint)?.id
        : (cause ?? null)),
    change,
    /** With something that waits, most of it first. */
    open: (connection: number, limit: number) => open.all(connection, limit),
    /** Also those that were mended. */
    all: (connection: number) => all.all(connection),
    list: ({ order, kind, who, resource, only, cleared, ...query }: CausesQuery): StoredCause[] =>
      lists.get(order)?.all({
        ...query,
        cleared: Number(cleared),
        kind: kind ?? null,
        who: who ?? null,
        resource: resource ?? null,
        only: only ?? null,
      }) ?? [],
    countOpen: (connection: number): number => countOpen.get(connection) ?? 0,
    byId: (connection: number, id: number) => byId.get(id, connection),
    /** Whether what else holds its records is not mended. What waits became ready where it is. */
    setShut(id: number, shut: boolean) {
      setShut.run(Number(shut), id);
    },
    /** Those that have opened since this was asked last: each opening is told once. */
    takeOpened: (connection: number): StoredCause[] => untold.all(connection),
    /** Rejected lines are counted by their files: what is told here replaces what was told before. */
    replaceRejected(connection: number, found: readonly { draft: CauseDraft; lines: number }[], at: string) {
      const counts = new Map<number, number>();
      for (const { draft, lines } of found) {
        const id = ensure(connection, draft, at);
        counts.set(id, (counts.get(id) ?? 0) + lines);
      }
      for (const { id, failed } of rejectedCauses.all(connection)) {
        const lines = counts.get(id) ?? 0;
        if (lines > 0) seen.run(at, id);
        const by = lines - failed;
        const moved = by > 0 ? { joined: by } : { withdrawn: -by };
        if (by !== 0) change(id, { failed: by, ...moved }, { why: "source" }, Date.parse(at));
      }
    },
  };
}
export type CausesStore = ReturnType<typeof createCausesStore>;
