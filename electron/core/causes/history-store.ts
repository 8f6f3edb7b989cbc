import type { CauseEvent, CausesSummary } from "../../../shared/domain/cause.ts";
import type { Db } from "../db/open.ts";
import { ready, sum } from "./cause-sums.ts";
import { ofConnection } from "./causes-store.ts";

/** One row of a cause's history; see CauseEvent. Times are milliseconds since 1970. */
export interface EventRow extends Omit<CauseEvent, "at" | "run" | "why"> {
  readonly at: number;
  readonly until: number;
  readonly run: number | null;
  readonly why: CauseEvent["why"] | null;
}

/** Rows that a page shows. */
const mostShown = 200;
/** Rows of one cause that are kept. */
const mostKept = 2000;

/** All SQL that reads what happened to causes, and how many there are of which sort. */
export function createCauseHistoryStore(db: Db) {
  const rows = db.prepare<[number, number], EventRow>(
    `SELECT run_id AS run, why, at, until, before, after, joined, mended, accepted, withdrawn
     FROM cause_events WHERE cause_id = ? ORDER BY id DESC LIMIT ?`,
  );
  const many = db
    .prepare<[], number>(`SELECT cause_id FROM cause_events GROUP BY 1 HAVING count(*) > ${mostKept}`)
    .pluck();
  const forgetOld = db.prepare<{ cause: number }>(
    `DELETE FROM cause_events WHERE cause_id = @cause AND id <=
       (SELECT id FROM cause_events WHERE cause_id = @cause ORDER BY id DESC LIMIT 1 OFFSET ${mostKept})`,
  );
  const changesSince = db.prepare<{ connection: number | null; since: number }, { at: number; by: number }>(
    `SELECT e.until AS at, e.after - e.before AS by FROM cause_events e JOIN causes c ON c.id = e.cause_id
     WHERE e.until >= @since AND ${ofConnection}`,
  );
  const counts = db.prepare<
    { connection: number | null },
    Pick<CausesSummary, "open" | "cleared" | "releases" | "ready">
  >(
    `SELECT count(*) FILTER (WHERE cleared_at IS NULL) AS open, count(*) FILTER (WHERE cleared_at IS NOT NULL) AS cleared,
       coalesce(sum(${sum}), 0) AS releases, coalesce(sum(${ready}), 0) AS ready FROM causes WHERE ${ofConnection}`,
  );
  const by = <Row>(column: string) =>
    db.prepare<{ connection: number | null; cleared: number }, Row>(
      `SELECT ${column}, count(*) AS causes FROM causes WHERE cleared_at IS NOT NULL = @cleared AND ${ofConnection}
       GROUP BY 1 ORDER BY 2 DESC, 1`,
    );
  const kinds = by<CausesSummary["kinds"][number]>("kind");
  const menders = by<CausesSummary["menders"][number]>("who");
  const resources = by<CausesSummary["resources"][number]>("resource");

  return {
    /** Newest first. */
    of: (cause: number, limit = mostShown): EventRow[] => rows.all(cause, limit),
    /** By how much the number of records under causes changed since then: of one connection, or (null) of all that are not closed. */
    changesSince: (connection: number | null, since: number) => changesSince.all({ connection, since }),
    /** All that is kept of one. */
    whole: (cause: number): EventRow[] => rows.all(cause, mostKept),
    /** History grows by a row a run, not without end. */
    forgetOld() {
      for (const cause of many.all()) forgetOld.run({ cause });
    },
    summary(connection: number | null, cleared: boolean): Omit<CausesSummary, "found"> {
      const sums = counts.get({ connection }) ?? { open: 0, cleared: 0, releases: 0, ready: 0 };
      const of = { connection, cleared: Number(cleared) };
      return {
        ...sums,
        kinds: kinds.all(of),
        menders: menders.all(of),
        resources: resources.all(of),
      };
    },
  };
}
export type CauseHistoryStore = ReturnType<typeof createCauseHistoryStore>;
