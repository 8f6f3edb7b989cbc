import { Purpose } from "../../../shared/domain/first-sync.ts";
import { PushRequest } from "../../../shared/domain/run.ts";
import type { Starter, SubmissionState } from "../../../shared/domain/submission.ts";
import type { Db } from "../db/open.ts";

export interface StoredSubmission {
  readonly id: number;
  readonly connection: number;
  readonly startedBy: Starter;
  readonly who: string;
  readonly at: string;
  readonly request: PushRequest;
  /** Absent: what somebody, or the schedule, asked to be sent. */
  readonly purpose?: Purpose;
  readonly state: SubmissionState;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}
interface Row extends Omit<StoredSubmission, "request" | "purpose"> {
  readonly request: string;
  readonly purpose: string | null;
}
export type NewSubmission = Pick<
  StoredSubmission,
  "connection" | "startedBy" | "who" | "at" | "request" | "purpose"
>;

const columns = `id, connection_id AS connection, started_by AS startedBy, who, at, request, purpose, state,
  started_at AS startedAt, ended_at AS endedAt`;

/** All SQL about submissions. */
export function createSubmissionsStore(db: Db) {
  const insert = db.prepare<[number, Starter, string, string, string, string | null]>(
    `INSERT INTO submissions (connection_id, started_by, who, at, request, purpose, state)
     VALUES (?, ?, ?, ?, ?, ?, 'accepted')`,
  );
  const byId = db.prepare<[number], Row>(`SELECT ${columns} FROM submissions WHERE id = ?`);
  const next = db.prepare<[number], Row>(
    `SELECT ${columns} FROM submissions WHERE connection_id = ? AND state = 'accepted' ORDER BY id LIMIT 1`,
  );
  const list = db.prepare<[number, number, number], Row>(
    `SELECT ${columns} FROM submissions WHERE connection_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  );
  const begin = db.prepare<[string, number]>(
    "UPDATE submissions SET state = 'running', started_at = coalesce(started_at, ?) WHERE id = ?",
  );
  const wait = db.prepare<[number]>("UPDATE submissions SET state = 'accepted' WHERE id = ?");
  const end = db.prepare<[SubmissionState, string, number]>(
    "UPDATE submissions SET state = ?, ended_at = ? WHERE id = ?",
  );
  const crashed = db.prepare<[string]>(
    "UPDATE submissions SET state = 'crashed', ended_at = ? WHERE state = 'running'",
  );

  const read = ({ request, purpose, ...row }: Row): StoredSubmission => ({
    ...row,
    request: PushRequest.parse(JSON.parse(request)),
    ...(purpose !== null && { purpose: Purpose.parse(JSON.parse(purpose)) }),
  });
  return {
    add: ({ connection, startedBy, who, at, request, purpose }: NewSubmission): number => {
      const why = purpose ? JSON.stringify(purpose) : null;
      return Number(insert.run(connection, startedBy, who, at, JSON.stringify(request), why).lastInsertRowid);
    },
    byId: (id: number): StoredSubmission | undefined => {
      const row = byId.get(id);
      return row && read(row);
    },
    /** The one whose turn it is. */
    next: (connection: number): StoredSubmission | undefined => {
      const row = next.get(connection);
      return row && read(row);
    },
    /** Newest first; those older than `before`. */
    list: (connection: number, before: number | undefined, limit: number): StoredSubmission[] =>
      list.all(connection, before ?? Number.MAX_SAFE_INTEGER, limit).map(read),
    begin: (id: number, at: string) => begin.run(at, id),
    /** It was interrupted, and has its turn again before all later ones. */
    wait: (id: number) => wait.run(id),
    end: (id: number, state: SubmissionState, at: string) => end.run(state, at, id),
    /** Those that a process left behind when it ended. To be called at start, before any run. */
    markCrashed: (at: string) => crashed.run(at),
  };
}
export type SubmissionsStore = ReturnType<typeof createSubmissionsStore>;
