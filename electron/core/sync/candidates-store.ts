import type { RecordState } from "../../../shared/domain/record.ts";
import type { Db } from "../db/open.ts";
import type { AcceptedRow } from "../ledger/ledger-keeper.ts";

/** One record of a page, with what this connection knows of it. */
export interface Candidate {
  readonly id: number;
  readonly key: Buffer;
  readonly hash: Buffer;
  readonly refs: Buffer;
  /** Ids of the codes that it uses: see packCodes. */
  readonly codes: Buffer;
  readonly body: string;
  readonly state: RecordState;
  readonly accepted: Buffer | null;
  readonly serverId: string | null;
  readonly etag: string | null;
  readonly cause: number | null;
  /** See StateRow. */
  readonly former: number | null;
  readonly blockedBy: Buffer | null;
  /** The run that noted this state last. */
  readonly run: number | null;
}

export interface PageQuery {
  readonly connection: number;
  /** Ids after this one … */
  readonly after: number;
  /** … up to this one. */
  readonly to: number;
  readonly limit: number;
}
export interface ReferencesRow {
  readonly id: number;
  readonly key: Buffer;
  readonly refs: Buffer;
  readonly accepted: number;
  readonly cause: number | null;
}

/** Key, hash, references and codes come as one BLOB: a Buffer costs more than the bytes in it. */
const texts =
  "r.id, CAST(r.key || r.hash || r.refs || r.codes AS BLOB) AS digests, length(r.refs) AS bytes, r.body";
const columns = `${texts}, coalesce(s.state, 'new') AS state, s.accepted,
  s.server_id AS serverId, s.etag, s.cause_id AS cause, s.former_cause AS former, s.blocked_by AS blockedBy, s.run_id AS run`;
const join = "FROM records r LEFT JOIN states s ON s.connection_id = @connection AND s.record_id = r.id";

interface CandidateRow extends Omit<Candidate, "key" | "hash" | "refs" | "codes"> {
  readonly digests: Buffer;
  /** Of the references. */
  readonly bytes: number;
}
const digestBytes = 16;

/** What a connection knows of a record that it has done nothing with. */
const unmet = {
  state: "new",
  accepted: null,
  serverId: null,
  etag: null,
  cause: null,
  former: null,
  blockedBy: null,
  run: null,
} as const;

/** Member by member: this is done for every record that is sent. */
function readCandidate({
  digests,
  bytes,
  id,
  body,
  state,
  accepted,
  serverId,
  etag,
  cause,
  former,
  blockedBy,
  run,
}: CandidateRow): Candidate {
  const key = digests.subarray(0, digestBytes);
  const hash = digests.subarray(digestBytes, 2 * digestBytes);
  const refs = digests.subarray(2 * digestBytes, 2 * digestBytes + bytes);
  const codes = digests.subarray(2 * digestBytes + bytes);
  return { id, key, hash, refs, codes, body, state, accepted, serverId, etag, cause, former, blockedBy, run };
}

/** All SQL that reads records, page by page, with what one connection knows of them. */
export function createCandidatesStore(db: Db) {
  const pending = db.prepare<PageQuery, CandidateRow>(
    `SELECT ${columns} FROM states s INDEXED BY states_not_sent JOIN records r ON r.id = s.record_id
     WHERE s.connection_id = @connection AND s.record_id > @after AND s.record_id <= @to
       AND s.state <> 'sent' AND s.state IN ('changed', 'blocked', 'waiting', 'unknown') AND r.gone = 0
     ORDER BY s.record_id LIMIT @limit`,
  );
  const fresh = db.prepare<PageQuery, Pick<CandidateRow, "id" | "digests" | "bytes" | "body">>(
    `SELECT ${texts} ${join}
     WHERE r.id > @after AND r.id <= @to AND r.gone = 0 AND s.state IS NULL ORDER BY r.id LIMIT @limit`,
  );
  const all = db.prepare<PageQuery, CandidateRow>(
    `SELECT ${columns} ${join} WHERE r.id > @after AND r.id <= @to AND r.gone = 0 ORDER BY r.id LIMIT @limit`,
  );
  const known = db.prepare<PageQuery & { waiting: number }, { id: number; key: Buffer }>(
    `SELECT s.record_id AS id, r.key FROM states s JOIN records r ON r.id = s.record_id
     WHERE s.connection_id = @connection AND s.record_id > @after AND s.record_id <= @to
       AND (s.accepted IS NOT NULL AND s.state <> 'deleted' OR @waiting AND s.state = 'waiting')
     ORDER BY s.record_id LIMIT @limit`,
  );
  const references = db.prepare<PageQuery, ReferencesRow>(
    `SELECT r.id, r.key, r.refs, s.accepted IS NOT NULL AS accepted, s.cause_id AS cause ${join}
     WHERE r.id > @after AND r.id <= @to AND r.gone = 0 ORDER BY r.id LIMIT @limit`,
  );
  const accepted = db.prepare<[number, number, number], AcceptedRow>(
    `SELECT s.record_id AS id, c.resource, r.key, s.accepted FROM states s
     JOIN records r ON r.id = s.record_id JOIN collections c ON c.id = r.collection_id
     WHERE s.connection_id = ? AND s.record_id > ? AND s.accepted IS NOT NULL AND s.state <> 'deleted'
     ORDER BY s.record_id LIMIT ?`,
  );
  const chosen = db.prepare<{ connection: number; ids: string; force: number }, CandidateRow>(
    `SELECT ${columns} FROM json_each(@ids) j CROSS JOIN records r ON r.id = j.value
     LEFT JOIN states s ON s.connection_id = @connection AND s.record_id = r.id
     WHERE r.gone = 0
       AND (@force OR s.state IS NULL OR s.state IN ('changed', 'blocked', 'waiting', 'unknown', 'failed'))
     ORDER BY j.key`,
  );
  const deletable = db.prepare<PageQuery, CandidateRow>(
    `SELECT ${columns} FROM states s INDEXED BY states_not_sent JOIN records r ON r.id = s.record_id
     WHERE s.connection_id = @connection AND s.record_id > @after AND s.record_id <= @to
       AND s.state <> 'sent' AND s.state IN ('gone', 'delete-pending') ORDER BY s.record_id LIMIT @limit`,
  );
  const toDelete = db.prepare<{ connection: number; ids: string }, CandidateRow>(
    `SELECT ${columns} FROM json_each(@ids) j CROSS JOIN records r ON r.id = j.value
     JOIN states s ON s.connection_id = @connection AND s.record_id = r.id
     WHERE s.state IN ('gone', 'delete-pending') AND s.server_id IS NOT NULL ORDER BY j.key`,
  );
  const serverIds = (states: string) =>
    db.prepare<PageQuery, { id: number; serverId: string }>(
      `SELECT record_id AS id, server_id AS serverId FROM states
       WHERE connection_id = @connection AND record_id > @after AND record_id <= @to
         AND server_id IS NOT NULL AND state ${states} ORDER BY record_id LIMIT @limit`,
    );
  const out = "IN ('gone', 'delete-pending', 'deleted')";
  const idsOfGone = serverIds(out);
  const idsOfStated = serverIds(`NOT ${out}`);
  return {
    /** Server ids of what has left the files, and of what they state. */
    idsOfGone: (query: PageQuery) => idsOfGone.all(query),
    idsOfStated: (query: PageQuery) => idsOfStated.all(query),
    /** Accepted once, and no longer in the files. */
    deletable: (query: PageQuery) => deletable.all(query).map(readCandidate),
    /** Of records with these ids, in their order, those that are not in the files and that the server has an id of. */
    toDelete: (connection: number, ids: readonly number[]) =>
      toDelete.all({ connection, ids: JSON.stringify(ids) }).map(readCandidate),
    /** Of records with these ids, in their order: what the server does not have as it is, or (force) all. */
    chosen: (connection: number, ids: readonly number[], force: boolean) =>
      chosen.all({ connection, ids: JSON.stringify(ids), force: Number(force) }).map(readCandidate),
    /** Records that wait for something, of one collection, in file order. */
    pending: (query: PageQuery) => pending.all(query).map(readCandidate),
    /** Records that this connection has done nothing with yet. */
    fresh: (query: PageQuery) => fresh.all(query).map((row) => readCandidate({ ...row, ...unmet })),
    /** Every record, whatever its state. */
    all: (query: PageQuery) => all.all(query).map(readCandidate),
    /** Keys of what the server has; with `waiting`, also of what it has and will not let us update yet. */
    known: (query: PageQuery & { waiting: number }) => known.all(query),
    references: (query: PageQuery) => references.all(query),
    /** What the server has of every record behind this one. */
    accepted: (connection: number, after: number, limit: number) => accepted.all(connection, after, limit),
  };
}
