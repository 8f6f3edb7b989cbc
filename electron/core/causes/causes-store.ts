import type { CauseKind, Mender } from "../../../shared/domain/cause.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { Db } from "../db/open.ts";

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
  readonly firstSeen: string;
  readonly lastSeen: string;
}

const columns = `id, fingerprint, kind, title, who, resource, status, type, about, topic, failed, held, first_seen AS firstSeen, last_seen AS lastSeen`;

/** All SQL about causes. `failed` and `held` are kept by those who change a record's state, in the same transaction. */
export function createCausesStore(db: Db) {
  const find = db
    .prepare<[number, string], number>("SELECT id FROM causes WHERE connection_id = ? AND fingerprint = ?")
    .pluck();
  const insert = db.prepare(
    `INSERT INTO causes (connection_id, fingerprint, kind, title, who, resource, status, type, about, topic, first_seen, last_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const add = db.prepare<[number, number, string, number]>(
    "UPDATE causes SET failed = failed + ?, held = held + ?, last_seen = ? WHERE id = ?",
  );
  const open = db.prepare<[number, number], StoredCause>(
    `SELECT ${columns} FROM causes WHERE connection_id = ? AND (failed > 0 OR held > 0)
     ORDER BY failed + held DESC, id LIMIT ?`,
  );
  const all = db.prepare<[number], StoredCause>(
    `SELECT ${columns} FROM causes WHERE connection_id = ? ORDER BY id`,
  );
  const countOpen = db
    .prepare<[number], number>(
      "SELECT count(*) FROM causes WHERE connection_id = ? AND (failed > 0 OR held > 0)",
    )
    .pluck();
  const byId = db.prepare<[number, number], StoredCause>(
    `SELECT ${columns} FROM causes WHERE id = ? AND connection_id = ?`,
  );
  const setRejected = db.prepare<[number, string, number]>(
    "UPDATE causes SET failed = ?, last_seen = ? WHERE id = ?",
  );
  const rejectedCauses = db
    .prepare<[number], number>("SELECT id FROM causes WHERE connection_id = ? AND kind = 'rejected-line'")
    .pluck();

  const ensure = (connection: number, draft: CauseDraft, at: string): number => {
    const known = find.get(connection, draft.fingerprint);
    if (known !== undefined) return known;
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
        ? find.get(connection, cause.fingerprint)
        : (cause ?? null)),
    add: (id: number, failed: number, held: number, at: string) => add.run(failed, held, at, id),
    /** With something to mend, most releasing first. */
    open: (connection: number, limit: number) => open.all(connection, limit),
    /** Also those that were mended. */
    all: (connection: number) => all.all(connection),
    countOpen: (connection: number): number => countOpen.get(connection) ?? 0,
    byId: (connection: number, id: number) => byId.get(id, connection),
    /** Rejected lines are counted by their files: what is told here replaces what was told before. */
    replaceRejected(connection: number, found: readonly { draft: CauseDraft; lines: number }[], at: string) {
      const counts = new Map<number, number>();
      for (const { draft, lines } of found) {
        const id = ensure(connection, draft, at);
        counts.set(id, (counts.get(id) ?? 0) + lines);
      }
      for (const id of rejectedCauses.all(connection)) setRejected.run(counts.get(id) ?? 0, at, id);
    },
  };
}
export type CausesStore = ReturnType<typeof createCausesStore>;
