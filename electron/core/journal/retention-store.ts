import type { Forgotten, Retention } from "../../../shared/domain/journal.ts";
import type { Db } from "../db/open.ts";

/** Rows that are removed in one transaction: pages wait for no more than that. */
const rowsAtATime = 500;
const some = `LIMIT ${rowsAtATime}`;

/** Submissions of a first sync that is under way tell how far it has come, and stay. */
const guided = "SELECT connection_id FROM first_syncs WHERE json_extract(content, '$.finished') IS NULL";
const oldSubmissions = `submissions WHERE ended_at < @before AND connection_id NOT IN (${guided})`;
const oldRuns = "runs WHERE submission_id IS NULL AND ended_at < @before";
/** The last thing that happened to a cause that is open tells how many wait by it, and stays. */
const oldEvents = `cause_events e WHERE e.until < @beforeMs AND (
  e.id < (SELECT max(id) FROM cause_events WHERE cause_id = e.cause_id)
  OR (SELECT cleared_at FROM causes WHERE id = e.cause_id) IS NOT NULL)`;

interface Before {
  /** ISO 8601, UTC. */
  readonly before: string;
  readonly beforeMs: number;
}
const beforeOf = (moment: number): Before => ({
  before: new Date(moment).toISOString(),
  beforeMs: moment,
});

/** For how long the journal is kept, and all SQL that forgets. The states of records and the audit are never touched. */
export function createRetentionStore(db: Db) {
  const read = db.prepare<[], Retention>("SELECT days, refusals FROM journal_retention");
  const write = db.prepare<Retention>(
    `INSERT INTO journal_retention (id, days, refusals) VALUES (1, @days, @refusals)
     ON CONFLICT DO UPDATE SET days = @days, refusals = @refusals`,
  );
  const connections = db.prepare<[], number>("SELECT id FROM connections").pluck();
  const number = <Given extends object>(sql: string) => {
    const statement = db.prepare<Given, number>(sql).pluck();
    return (given: Given): number => statement.get(given) ?? 0;
  };
  const countAnswers = number<{ connection: number } & Before>(
    "SELECT count(*) FROM answers WHERE connection_id = @connection AND at < @beforeMs",
  );
  const countRuns = number<Before>(
    `SELECT (SELECT count(*) FROM ${oldRuns})
       + (SELECT count(*) FROM runs WHERE submission_id IN (SELECT id FROM ${oldSubmissions}))`,
  );
  const countEvents = number<Before>(`SELECT count(*) FROM ${oldEvents}`);
  const countAll = number<object>("SELECT count(*) FROM answers");
  /** No fewer than there are, and found without looking at them. */
  const mostThereCanBe = number<object>(
    "SELECT coalesce((SELECT max(id) FROM answers) - (SELECT min(id) FROM answers) + 1, 0)",
  );
  const removeAnswers = db.prepare<{ connection: number } & Before>(
    `DELETE FROM answers WHERE id IN
       (SELECT id FROM answers WHERE connection_id = @connection AND at < @beforeMs ORDER BY at ${some})`,
  );
  const removeOldest = db.prepare<{ rows: number }>(
    "DELETE FROM answers WHERE id IN (SELECT id FROM answers ORDER BY id LIMIT @rows)",
  );
  const removeEvents = db.prepare<Before>(
    `DELETE FROM cause_events WHERE id IN (SELECT e.id FROM ${oldEvents} ${some})`,
  );
  const removeSubmissions = db.prepare<Before>(
    `DELETE FROM submissions WHERE id IN (SELECT id FROM ${oldSubmissions} ${some})`,
  );
  const removeRuns = db.prepare<Before>(`DELETE FROM runs WHERE id IN (SELECT id FROM ${oldRuns} ${some})`);
  const allRuns = number<object>("SELECT count(*) FROM runs");
  const oldest = number<object>(
    `SELECT min(at) FROM (SELECT (SELECT min(at) FROM answers WHERE connection_id = connections.id) AS at FROM connections
       UNION ALL SELECT min(until) FROM cause_events
       UNION ALL SELECT unixepoch(min(ended_at)) * 1000 FROM runs)`,
  );

  return {
    /** Undefined: nobody has said anything yet. */
    get: () => read.get(),
    set: (retention: Retention) => void write.run(retention),
    count(moment: number): Forgotten {
      const before = beforeOf(moment);
      const answers = connections
        .all()
        .reduce((sum, connection) => sum + countAnswers({ connection, ...before }), 0);
      return { answers, runs: countRuns(before), causeEvents: countEvents(before) };
    },
    countRefusals: (): number => countAll({}),
    /** How many refusals there are above so many. */
    excess: (most: number): number => (mostThereCanBe({}) <= most ? 0 : Math.max(0, countAll({}) - most)),
    /** When the oldest of all that may be forgotten happened, in milliseconds; 0: there is nothing. */
    oldest: (): number => oldest({}),
    /** Each forgets some of the oldest, and says how many; 0: there is no more. */
    removeSome: {
      answers(moment: number): number {
        const before = beforeOf(moment);
        for (const connection of connections.all()) {
          const { changes } = removeAnswers.run({ connection, ...before });
          if (changes > 0) return changes;
        }
        return 0;
      },
      /** Of the oldest so many. */
      oldest: (rows: number): number => removeOldest.run({ rows: Math.min(rows, rowsAtATime) }).changes,
      causeEvents: (moment: number): number => removeEvents.run(beforeOf(moment)).changes,
      /** What they belong to goes with them; an empty submission counts as one. */
      runs(moment: number): number {
        const before = beforeOf(moment);
        return removeRuns.run(before).changes + removeSubmissions.run(before).changes;
      },
    },
    countAllRuns: (): number => allRuns({}),
  };
}
export type RetentionStore = ReturnType<typeof createRetentionStore>;
