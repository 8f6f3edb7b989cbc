import type { FirstSync, FirstSyncStage } from "../../../shared/domain/first-sync.ts";
import { choosesRecords, type PushRequest, type Run } from "../../../shared/domain/run.ts";
import { type Stage, stages } from "../../../shared/domain/stage.ts";
import type { Starter } from "../../../shared/domain/submission.ts";
import { AppError } from "../../../shared/errors.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Submissions } from "../schedule/submissions.ts";
import type { SubmissionsStore } from "../schedule/submissions-store.ts";
import type { FirstSyncState, FirstSyncStore } from "./first-sync-store.ts";
import { Holds, recordsIn, resourcesIn, type StagePlan, verdictOf } from "./stage-view.ts";
import { type StageFacts, standingOf } from "./standing.ts";

export interface FirstSyncsParts {
  readonly db: Db;
  readonly store: FirstSyncStore;
  readonly submissionsStore: Pick<SubmissionsStore, "byId">;
  readonly submissions: Submissions;
  readonly audit: Pick<AuditStore, "note">;
  /** What the connection's files hold; undefined while its server's resources are not known. */
  readonly plan: (connection: StoredConnection) => StagePlan | undefined;
  /** Account name on this machine. */
  readonly who: string;
  readonly changed: () => void;
}

/** The first sync of each connection: stage by stage, with a go or no-go after each, or by somebody's word all at once. */
export class FirstSyncs {
  readonly #parts: FirstSyncsParts;
  readonly #holds = new Holds();

  constructor(parts: FirstSyncsParts) {
    this.#parts = parts;
  }

  async show(connection: StoredConnection): Promise<FirstSync> {
    const state = this.#parts.store.of(connection.id);
    const plan = this.#parts.plan(connection);
    const standing = plan && this.#standing(plan, state);
    const next = state.finished ? undefined : standing?.next;
    const shown: FirstSyncStage[] = [];
    if (plan && standing)
      for (const stage of stages) {
        const kept = state.stages[stage];
        const stands = standing.states[stage];
        const wasSent = kept !== undefined && stands !== "running";
        shown.push({
          stage,
          state: stands,
          resources: resourcesIn(plan, stage),
          records: recordsIn(plan, stage),
          ...kept,
          ...(wasSent && {
            verdict: await verdictOf(plan, stage, stands === "judged" ? this.#holds : undefined),
          }),
        });
      }
    return {
      connection: connection.uid,
      ...(state.finished && { finished: state.finished }),
      ...(next && { next }),
      stages: shown,
      ...(state.pilot !== undefined && { pilot: state.pilot }),
    };
  }

  /** Sends the stage whose turn it is, and what is left of those before it. Throws AppError("conflict"). */
  run(connection: StoredConnection, host: Starter): Run {
    const { store, submissions } = this.#parts;
    const state = store.of(connection.id);
    requireUnfinished(state);
    const { plan, stage, states } = this.#next(connection, state);
    if (states[stage] === "running")
      throw new AppError("conflict", `The stage ${titleOf(stage)} is being sent. Wait for its end.`);
    const until = stages.slice(0, stages.indexOf(stage) + 1);
    const resources = until.flatMap((one) => resourcesIn(plan, one));
    const request = { connection: connection.uid, resources, force: false };
    return submissions.submit(connection.id, request, host, {
      purpose: { kind: "stage", stage },
      beside: (submission) =>
        store.set(connection.id, {
          ...state,
          stages: { ...state.stages, [stage]: { submission: String(submission) } },
        }),
    });
  }

  /** Waves a stage through. Throws AppError("conflict") for one that has not been sent, or whose turn it is not. */
  async go(connection: StoredConnection, wanted: Stage): Promise<FirstSync> {
    const { db, store, audit, who, changed } = this.#parts;
    const state = store.of(connection.id);
    requireUnfinished(state);
    const { plan, stage, states } = this.#next(connection, state);
    const sent = state.stages[stage];
    if (stage !== wanted)
      throw new AppError(
        "conflict",
        `It is the turn of the stage ${titleOf(stage)}, not of ${titleOf(wanted)}.`,
      );
    if (!sent || states[stage] !== "judged")
      throw new AppError("conflict", `The stage ${titleOf(stage)} has not been sent to its end yet.`);
    const at = new Date().toISOString();
    const gone = { ...state, stages: { ...state.stages, [stage]: { ...sent, wentAt: at, who } } };
    const isLast = this.#standing(plan, gone).next === undefined;
    inTransaction(db, () => {
      store.set(connection.id, isLast ? { ...gone, finished: { how: "stages", at, who } } : gone);
      audit.note(connection, `waved the stage ${titleOf(stage)} of the first sync through`);
      if (isLast) audit.note(connection, "finished the first sync");
    });
    changed();
    return this.show(connection);
  }

  /** A school, or some records of all resources, with all that they refer to. Throws what submitting throws. */
  pilot(
    connection: StoredConnection,
    { school, records }: { readonly school?: string | undefined; readonly records?: number | undefined },
    host: Starter,
  ): Run {
    const { store, submissions } = this.#parts;
    const chosen = school === undefined ? { sample: records } : { schools: [school] };
    const request = { connection: connection.uid, ...chosen, withParents: true, force: false };
    return submissions.submit(connection.id, request, host, {
      purpose: { kind: "pilot" },
      beside: (submission) =>
        store.set(connection.id, { ...store.of(connection.id), pilot: String(submission) }),
    });
  }

  /** Everything is sent from now on. */
  async finish(connection: StoredConnection): Promise<FirstSync> {
    const { db, store, changed } = this.#parts;
    if (!store.of(connection.id).finished) {
      inTransaction(db, () => this.#finish(connection));
      changed();
    }
    return this.show(connection);
  }

  /**
   * Whether a push may begin; to be called with what it returns stored in the same transaction. Pages guide: of a connection that
   * has not finished its first sync they send stages or what was chosen. Whoever writes a script knows what he sends.
   * @throws AppError("conflict") that names the next stage
   */
  admit(connection: StoredConnection, request: PushRequest, host: Starter): () => void {
    const state = this.#parts.store.of(connection.id);
    if (state.finished || request.resources || choosesRecords(request)) return () => {};
    if (host === "command line") return () => this.#finish(connection);
    const plan = this.#parts.plan(connection);
    const next = plan && this.#standing(plan, state).next;
    const first = next
      ? `Send its next stage, ${titleOf(next)}, and look at what becomes of it`
      : "Read its folders, and send stage by stage";
    throw new AppError(
      "conflict",
      `This connection has not finished its first sync. ${first}; or say that everything is to be sent from now on.`,
    );
  }

  #finish(connection: StoredConnection) {
    const { store, audit, who } = this.#parts;
    const at = new Date().toISOString();
    store.set(connection.id, { ...store.of(connection.id), finished: { how: "everything", at, who } });
    audit.note(connection, "let everything be sent, without further stages of a first sync");
  }

  #next(connection: StoredConnection, state: FirstSyncState) {
    const plan = this.#parts.plan(connection);
    const standing = plan && this.#standing(plan, state);
    if (!plan || standing?.next === undefined)
      throw new AppError(
        "conflict",
        "No record of this connection is known that could be sent. Add its folder, and read it first.",
      );
    return { plan, stage: standing.next, states: standing.states };
  }

  #standing(plan: StagePlan, { stages: kept }: FirstSyncState) {
    const { submissionsStore } = this.#parts;
    const facts = stages.map((stage): [Stage, StageFacts] => {
      const known = kept[stage];
      return [
        stage,
        {
          records: recordsIn(plan, stage),
          sent: known && (submissionsStore.byId(Number(known.submission))?.state ?? "done"),
          wasWavedThrough: known?.wentAt !== undefined,
        },
      ];
    });
    return standingOf(Object.fromEntries(facts) as Record<Stage, StageFacts>);
  }
}

function requireUnfinished({ finished }: FirstSyncState) {
  if (finished)
    throw new AppError(
      "conflict",
      "The first sync is finished. Send what is new or changed, or choose what to send.",
    );
}

/** As the pages write it. */
const titleOf = (stage: Stage) => `${stage.slice(0, 1).toUpperCase()}${stage.slice(1)}`;
