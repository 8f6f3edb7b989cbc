import type { Db } from "../db/open.ts";
import { sum } from "./cause-sums.ts";

/** What was changed, where a cause changed outside of runs. */
export type Why = "source" | "mapping" | "profile" | "permission" | "folder" | "choice" | "key" | "schools";

/** Whose doing a change is: a run's, or that of something outside of runs. */
export type Doing = { readonly run: number } | { readonly why: Why };

/** How the records of one cause change. `failed`, `held` and `repaired` may be negative; the others tell how it came. */
export interface CauseDelta {
  failed: number;
  held: number;
  /** Under it until their repair, and of yet unknown outcome. */
  repaired: number;
  /** Came under it. */
  joined: number;
  /** Became repaired. */
  mended: number;
  /** Left it because the server accepted them … */
  accepted: number;
  /** … or otherwise: they have another cause now, or are no longer in the files. */
  withdrawn: number;
}

export const noDelta: Readonly<CauseDelta> = {
  failed: 0,
  held: 0,
  repaired: 0,
  joined: 0,
  mended: 0,
  accepted: 0,
  withdrawn: 0,
};

/** Changes outside of runs that are so near to each other (milliseconds) are told as one. */
const oneStretch = 10 * 60 * 1000;

interface LastEvent {
  readonly id: number;
  readonly run: number | null;
  readonly why: string | null;
  readonly until: number;
}

/** Keeps the counts of causes, when they open and clear, and their history: to be called in the transaction that moves records. */
export function createCauseCounts(db: Db) {
  const change = db
    .prepare<
      Pick<CauseDelta, "failed" | "held" | "repaired" | "joined"> & { id: number; by: number; at: string },
      number
    >(
      `UPDATE causes SET failed = failed + @failed, held = held + @held, repaired = repaired + @repaired,
         last_seen = CASE WHEN @joined > 0 THEN @at ELSE last_seen END,
         opened_at = CASE WHEN ${sum} = 0 AND @by > 0 THEN @at ELSE opened_at END,
         cleared_at = CASE WHEN ${sum} + @by > 0 THEN NULL WHEN ${sum} = 0 THEN cleared_at ELSE @at END,
         told = CASE WHEN ${sum} + @by = 0 THEN 0 ELSE told END
       WHERE id = @id RETURNING ${sum}`,
    )
    .pluck();
  const last = db.prepare<[number], LastEvent>(
    "SELECT id, run_id AS run, why, until FROM cause_events WHERE cause_id = ? ORDER BY id DESC LIMIT 1",
  );
  const goOn = db.prepare(
    `UPDATE cause_events SET until = ?, after = ?, joined = joined + ?, mended = mended + ?, accepted = accepted + ?,
       withdrawn = withdrawn + ? WHERE id = ?`,
  );
  const begin = db.prepare(
    `INSERT INTO cause_events (cause_id, run_id, why, at, until, before, after, joined, mended, accepted, withdrawn)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  return (id: number, delta: Partial<CauseDelta>, doing: Doing, at = Date.now()) => {
    const { failed, held, repaired, joined, mended, accepted, withdrawn } = { ...noDelta, ...delta };
    const by = failed + held + repaired;
    const when = new Date(at).toISOString();
    const after = change.get({ id, failed, held, repaired, joined, by, at: when });
    if (after === undefined || (joined === 0 && mended === 0 && accepted === 0 && withdrawn === 0)) return;
    const former = last.get(id);
    if (former && goesOn(former, doing, at))
      goOn.run(at, after, joined, mended, accepted, withdrawn, former.id);
    else {
      const [run, why] = "run" in doing ? [doing.run, null] : [null, doing.why];
      begin.run(id, run, why, at, at, after - by, after, joined, mended, accepted, withdrawn);
    }
  };
}
export type ChangeCause = ReturnType<typeof createCauseCounts>;

/** Whether a change belongs to the last thing that happened. Pure. */
function goesOn({ run, why, until }: LastEvent, doing: Doing, at: number): boolean {
  if ("run" in doing) return run === doing.run;
  return why === doing.why && at - until < oneStretch;
}
