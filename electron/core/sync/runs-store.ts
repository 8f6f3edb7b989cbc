import type { PushRequest, PushResult, RunState } from "../../../shared/domain/run.ts";
import type { Db } from "../db/open.ts";
import type { AnswerRow } from "./outcome-writer.ts";

export interface StoredRun {
  readonly id: number;
  readonly connection: number;
  readonly state: RunState;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly result: PushResult | undefined;
}
interface Row extends Omit<StoredRun, "result"> {
  readonly result: string | null;
}
export interface StoredAnswer {
  readonly at: number;
  readonly run: number;
  readonly status: number | null;
  readonly message: string;
}

const columns =
  "id, connection_id AS connection, state, result, started_at AS startedAt, ended_at AS endedAt";

/** All SQL about runs, and about what the server said of single records. */
export function createRunsStore(db: Db) {
  const insert = db.prepare<[number, string, string]>(
    "INSERT INTO runs (connection_id, state, request, started_at) VALUES (?, 'running', ?, ?)",
  );
  const end = db.prepare<[RunState, string, string, number]>(
    "UPDATE runs SET state = ?, result = ?, ended_at = ? WHERE id = ?",
  );
  const list = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM runs WHERE connection_id = ? ORDER BY id DESC LIMIT ?`,
  );
  const byId = db.prepare<[number], Row>(`SELECT ${columns} FROM runs WHERE id = ?`);
  const crashed = db.prepare<[string]>(
    "UPDATE runs SET state = 'crashed', ended_at = ? WHERE state = 'running'",
  );
  const crash = db.prepare<[string, number]>("UPDATE runs SET state = 'crashed', ended_at = ? WHERE id = ?");
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
    start: (connection: number, request: PushRequest, at: string): number =>
      Number(insert.run(connection, JSON.stringify(request), at).lastInsertRowid),
    end: (id: number, result: PushResult, at: string) =>
      end.run(result.state, JSON.stringify(result), at, id),
    list: (connection: number, limit: number): StoredRun[] => list.all(connection, limit).map(read),
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
