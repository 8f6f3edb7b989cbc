import type { RecordState } from "../../../shared/domain/record.ts";
import type { Db } from "../db/open.ts";

/** What a record must have to be found; what is absent narrows nothing. */
export interface Conditions {
  /** Each must stand somewhere in the body: a first sieve, see searchPatterns. */
  readonly patterns?: readonly string[];
  readonly states?: readonly RecordState[];
  readonly cause?: number;
  /** Key digest of something that it refers to. */
  readonly refersTo?: Buffer;
  /** Days since 1970. */
  readonly dayFrom?: number;
  readonly dayTo?: number;
  /** Milliseconds since 1970; `firstReadAt`: when what has no time itself was changed. */
  readonly changedSince?: number;
  readonly firstReadAt?: number;
  readonly files?: readonly number[];
}
export interface Part {
  readonly connection: number;
  /** Ids after this one … */
  readonly after: number;
  /** … up to this one. */
  readonly to: number;
  readonly limit: number;
}
export interface FoundRow {
  readonly id: number;
  readonly state: RecordState;
}

/**
 * Backslashes may hide any letter of a JSON text: such bodies pass the sieve, and are looked at as they are. References stand
 * before the body in a row, so that looking through them reads no body.
 */
const clauses: Readonly<Record<keyof Conditions, (value: never) => string>> = {
  patterns: (patterns: readonly string[]) =>
    `(instr(r.body, '\\') > 0 OR ${patterns.map((_, at) => `r.body LIKE @pattern${at} ESCAPE '!'`).join(" AND ")})`,
  states: () => "coalesce(s.state, 'new') IN (SELECT value FROM json_each(@states))",
  cause: () => "s.cause_id = @cause",
  refersTo: () => "instr(r.refs, @refersTo) > 0",
  dayFrom: () => "r.event_day >= @dayFrom",
  dayTo: () => "r.event_day <= @dayTo",
  changedSince: () => "coalesce(r.changed_at, @firstReadAt) >= @changedSince",
  firstReadAt: () => "1",
  files: () => "r.file_id IN (SELECT value FROM json_each(@files))",
};

/** SQL that looks through records part by part: a part of some thousands takes milliseconds, whatever is looked for. */
export function createFindingStore(db: Db) {
  const statements = new Map<string, ReturnType<typeof prepare>>();
  const prepare = (sql: string) => db.prepare<Record<string, unknown>, FoundRow>(sql);
  const accepted = db
    .prepare<Part & { but: number }, number>(
      `SELECT s.record_id FROM states s JOIN records r ON r.id = s.record_id
       WHERE s.connection_id = @connection AND s.record_id > @after AND s.record_id <= @to AND s.record_id <> @but
         AND s.state = 'sent' AND r.gone = 0 ORDER BY s.record_id LIMIT @limit`,
    )
    .pluck();
  return {
    /** Records of a part, in file order; what has left the files counts where the connection knows something of it. */
    find(part: Part, conditions: Conditions): FoundRow[] {
      const given = Object.entries(conditions) as [keyof Conditions, never][];
      const where = given.map(([name, value]) => clauses[name](value)).join(" AND ");
      const sql = `SELECT r.id, coalesce(s.state, 'new') AS state FROM records r
        LEFT JOIN states s ON s.connection_id = @connection AND s.record_id = r.id
        WHERE r.id > @after AND r.id <= @to AND (r.gone = 0 OR s.state IS NOT NULL) ${where && `AND ${where}`}
        ORDER BY r.id LIMIT @limit`;
      const statement = statements.get(sql) ?? prepare(sql);
      statements.set(sql, statement);
      return statement.all({ ...part, ...valuesOf(conditions) });
    },
    /** Other records of a part that the server has accepted. */
    accepted: (part: Part, but: number): number[] => accepted.all({ ...part, but }),
  };
}

function valuesOf({ patterns = [], states, files, ...plain }: Conditions): Record<string, unknown> {
  return {
    ...plain,
    ...(states && { states: JSON.stringify(states) }),
    ...(files && { files: JSON.stringify(files) }),
    ...Object.fromEntries(patterns.map((pattern, at) => [`pattern${at}`, pattern])),
  };
}
