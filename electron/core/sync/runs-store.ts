import type { PushRequest, PushResult, RunState } from "../../../shared/domain/run.ts";
import { ofConnection } from "../causes/causes-store.ts";
import type { Db } from "../db/open.ts";
import type { AnswerRow } from "./outcome-writer.ts";

export interface StoredRun {
  readonly id: number;
  readonly connection: number;
  readonly state: RunState;
  /** What it belongs to; null for runs from before there were submissions. */
  readonly submission: number | null;
  /** Records that the server refused in it. */
  readonly refused: number;
  /** Until it begins: when it was asked for. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly result: PushResult | undefined;
}
interface Row extends Omit<StoredRun, "result"> {
  readonly result: string | null;
}
interface NewRun {
  readonly connection: number;
  readonly submission: number;
  readonly request: PushRequest;
  readonly at: string;
}
/** What came of a run that has ended. */
interface EndedRun {
  readonly at: string;
  readonly accepted: number;
  readonly refused: number;
}
export interface StoredAnswer {
  readonly at: number;
  readonly run: number;
  readonly status: number | null;
  readonly message: string;
}

const columns = `id, connection_id AS connection, submission_id AS submission, state, result, refused,
  started_at AS startedAt, ended_at AS endedAt`;

/** All SQL about runs, and about what the server said of single records. */
export function createRunsStore(db: Db) {
  const insert = db.prepare<[number, number, string, string]>(
    "INSERT INTO runs (connection_id, submission_id, state, request, started_at) VALUES (?, ?, 'queued', ?, ?)",
  );
  const begin = db.prepare<[string, string, number]>(
    "UPDATE runs SET state = 'running', request = ?, started_at = ? WHERE id = ?",
  );
  const end = db.prepare<[RunState, string, string, number, number]>(
    "UPDATE runs SET state = ?, result = ?, ended_at = ?, refused = ? WHERE id = ?",
  );
  const list = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM runs WHERE connection_id = ? ORDER BY id DESC LIMIT ?`,
  );
  const lastBegun = db.prepare<[number], Row>(
    `SELECT ${columns} FROM runs WHERE connection_id = ? AND state <> 'queued' ORDER BY id DESC LIMIT 1`,
  );
  const ofSubmission = db.prepare<[number], Row>(
    `SELECT ${columns} FROM runs WHERE submission_id = ? ORDER BY id`,
  );
  const byId = db.prepare<[number], Row>(`SELECT ${columns} FROM runs WHERE id = ?`);
  const crashed = db.prepare<[string]>(
    "UPDATE runs SET state = 'crashed', ended_at = ? WHERE state = 'running'",
  );
  const crash = db.prepare<[string, number]>("UPDATE runs SET state = 'crashed', ended_at = ? WHERE id = ?");
  const endedSince = db.prepare<{ connection: number | null; since: string }, EndedRun>(
    `SELECT ended_at AS at, refused, coalesce(json_extract(result, '$.sent.created'), 0)
       + coalesce(json_extract(result, '$.sent.updated'), 0) + coalesce(json_extract(result, '$.sent.keyChanged'), 0) AS accepted
     FROM runs WHERE coalesce(ended_at, started_at) >= @since AND state <> 'queued' AND ended_at IS NOT NULL
       AND ${ofConnection}`,
  );
  const addAnswer = db.prepare<[number, number, number, number, number | null, string]>(
    "INSERT INTO answers (connection_id, record_id, run_id, at, status, message) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const answers = db.prepare<[number, number], StoredAnswer>(
    "SELECT at, run_id AS run, status, message FROM answers WHERE record_id = ? AND connection_id = ? ORDER BY id DESC LIMIT 100",
  );
  const lastAnswer = db
    .prepare<[number, number], string>(
      "SELECT message FROM answers WHERE record_id = ? AND connection_id = ? ORDER BY id DESC LIMIT 1",
    )
    .pluck();

  const read = ({ result, ...row }: Row): StoredRun => ({
    ...row,
    result: result === null ? undefined : JSON.parse(result),
  });
  return {
    /** A run that waits for its turn. Returns its id. */
    add: ({ connection, submission, request, at }: NewRun): number =>
      Number(insert.run(connection, submission, JSON.stringify(request), at).lastInsertRowid),
    /** `request`: what it takes of what was asked for. */
    begin: (id: number, request: PushRequest, at: string) => begin.run(JSON.stringify(request), at, id),
    end: (id: number, result: PushResult, { at, refused }: { at: string; refused: number }) =>
      end.run(result.state, JSON.stringify(result), at, refused, id),
    list: (connection: number, limit: number): StoredRun[] => list.all(connection, limit).map(read),
    /** The newest one that does not wait for its turn. */
    lastBegun: (connection: number): StoredRun | undefined => {
      const row = lastBegun.get(connection);
      return row && read(row);
    },
    /** Oldest first. */
    ofSubmission: (submission: number): StoredRun[] => ofSubmission.all(submission).map(read),
    /** Of one connection, or (null) of all that are not closed. */
    endedSince: (connection: number | null, since: string): EndedRun[] =>
      endedSince.all({ connection, since }),
    byId: (id: number): StoredRun | undefined => {
      const row = byId.get(id);
      return row && read(row);
    },
    /** Steward met a bug, or could not write, in the middle of it. */
    crash: (id: number, at: string) => crash.run(at, id),
    /** Runs that a process left behind when it ended. To be called at start, before any run. */
    markCrashed: (at: string) => crashed.run(at),
    addAnswer: ({ connection, record, run, at, status, message }: AnswerRow) =>
      addAnswer.run(connection, record, run, at, status, message),
    /** What the server said of one record, newest first. */
    answers: (connection: number, record: number) => answers.all(record, connection),
    lastAnswer: (connection: number, record: number) => lastAnswer.get(record, connection),
  };
}
export type RunsStore = ReturnType<typeof createRunsStore>;
