import type { CauseDraft, CausesStore } from "../causes/causes-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Entry } from "../ledger/entries.ts";
import type { Candidate } from "./candidates-store.ts";
import { catchUp } from "./catch-up.ts";
import { type CauseDeltas, countCauses, stillUnder } from "./cause-deltas.ts";
import { type LedgerStores, LedgerTeller } from "./ledger-teller.ts";
import type { ReshapesStore } from "./reshapes-store.ts";
import { doubtful } from "./state-rows.ts";
import type { Outcome, StatesStore } from "./states-store.ts";
import type { RecordEvent } from "./transitions.ts";

/** At most so many outcomes in one transaction … */
const mostInBatch = 250;
/** … and none older than this many milliseconds. */
const longestWait = 200;

/** The records of one page that are about to be sent: told to the database before the first of them leaves. */
export interface Flight {
  readonly id: number;
  /** Records without a stored outcome. */
  left: number;
}

export interface Result {
  readonly candidate: Candidate;
  readonly event: RecordEvent;
  readonly flight?: Flight | undefined;
  /** Version of the mappings and switches that its body was made with; absent where none was sent. */
  readonly shape?: number;
  readonly accepted?: {
    readonly serverId: string | null;
    readonly etag: string | null;
    /** The server had nothing under its key. */
    readonly created: boolean;
  };
  /** Digest of what was sent, where that was another body than the record's own. */
  readonly content?: Buffer | undefined;
  /** What the ledger is told, where it is no upsert: see deleted and renamed. */
  readonly ledger?: readonly Entry[];
  /** The server has nothing of it any more. */
  readonly forgets?: true;
  /** It has the record or not, and nobody knows: see doubtful. */
  readonly doubts?: true;
  readonly attempts?: number;
  readonly status?: number | undefined;
  readonly cause?: CauseDraft | number | null | undefined;
  readonly blockedBy?: Buffer | undefined;
  /** What becomes true with it, stored in the same transaction. */
  readonly together?: (() => void) | undefined;
  /** What the server said, for the steward's eyes. */
  readonly message?: string | undefined;
}

export interface WriterStores extends LedgerStores {
  readonly db: Db;
  readonly states: StatesStore;
  readonly causes: CausesStore;
  readonly answers: { add(row: AnswerRow): void };
  readonly reshapes: Pick<ReshapesStore, "version">;
}
export interface AnswerRow {
  readonly connection: number;
  readonly record: number;
  readonly run: number;
  readonly at: number;
  readonly status: number | null;
  readonly message: string;
}

/** Collects outcomes and stores them in batches, each in one transaction with its counts and causes. */
export class OutcomeWriter {
  readonly #stores: WriterStores;
  readonly #connection: number;
  readonly #run: number;
  readonly #unwatch: () => void;
  readonly #ledger: LedgerTeller;
  #results: Result[] = [];
  #released: Flight[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** A storage failure: thrown at every chance, so that the run ends with it. */
  #failure: unknown;

  constructor(stores: WriterStores, connection: number, run: number) {
    this.#stores = stores;
    this.#connection = connection;
    this.#run = run;
    this.#ledger = new LedgerTeller(stores, connection);
    this.#unwatch = stores.states.watch();
  }

  add(result: Result) {
    if (this.#failure !== undefined) throw this.#failure;
    this.#results.push(result);
    if (this.#results.length >= mostInBatch) this.flush();
    else this.#timer ??= setTimeout(this.#flushLater, longestWait);
  }

  /** These were not sent after all: their states stay. */
  release(flight: Flight) {
    this.#released.push(flight);
    this.#timer ??= setTimeout(this.#flushLater, longestWait);
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#results.length === 0 && this.#released.length === 0) return;
    const results = this.#results;
    const released = this.#released;
    this.#results = [];
    this.#released = [];
    try {
      inTransaction(this.#stores.db, () => this.#store(results, released));
    } catch (error) {
      // Nothing more is stored: what was on its way stays in the list of that, and the next run takes it up.
      this.#failure = error;
      throw error;
    }
  }

  /** Stores what is left. Nothing may be added any more. */
  end() {
    try {
      this.flush();
    } finally {
      this.#unwatch();
    }
  }

  #flushLater = () => {
    try {
      this.flush();
    } catch {
      // Thrown again by the next add or flush.
    }
  };

  #store(results: readonly Result[], released: readonly Flight[]) {
    const at = Date.now();
    const deltas: CauseDeltas = new Map();
    const outcomes: Outcome[] = [];
    const together: (() => void)[] = [];
    const shape = this.#stores.reshapes.version(this.#connection);
    for (const told of results) {
      if (told.flight) this.#land(told.flight);
      const reshaped = told.shape !== undefined && told.shape !== shape;
      const result =
        reshaped || this.#stores.states.isTouched(told.candidate.id) ? this.#catchUp(told, reshaped) : told;
      if (!result) continue;
      if (told.together) together.push(told.together);
      const outcome = this.#outcomeOf(result, at);
      outcomes.push(outcome);
      countCauses(deltas, result.candidate, outcome);
      this.#keepAnswer(result, outcome, at);
    }
    this.#stores.states.put(this.#connection, this.#run, at, outcomes);
    this.#ledger.tell(results, at);
    for (const also of together) also();
    for (const flight of released) this.#land(flight);
    for (const [id, delta] of deltas) this.#stores.causes.change(id, delta, { run: this.#run }, at);
  }

  #catchUp(result: Result, reshaped: boolean): Result | undefined {
    return catchUp(result, this.#stores.states.now(this.#connection, result.candidate.id), reshaped);
  }

  #keepAnswer({ message }: Result, { record, status }: Outcome, at: number) {
    if (message === undefined) return;
    this.#stores.answers.add({ connection: this.#connection, record, run: this.#run, at, status, message });
  }

  #outcomeOf(
    { candidate, event, accepted, forgets, doubts, attempts, status, cause, blockedBy }: Result,
    at: number,
  ): Outcome {
    const isDoubted = doubts || (event === "lose" && candidate.accepted !== null);
    const causeId = this.#causeId(cause, at);
    return {
      record: candidate.id,
      from: candidate.state,
      event,
      accepted: accepted ? candidate.hash : isDoubted ? doubtful : null,
      serverId: accepted?.serverId ?? null,
      etag: accepted?.etag ?? null,
      ...(forgets && { forgets }),
      attempts: attempts ?? 0,
      status: status ?? null,
      cause: causeId,
      former: causeId === null ? stillUnder(candidate, event) : null,
      blockedBy: blockedBy ?? null,
    };
  }

  #causeId(cause: Result["cause"], at: number): number | null {
    if (cause === undefined || cause === null) return null;
    if (typeof cause === "number") return cause;
    return this.#stores.causes.ensure(this.#connection, cause, new Date(at).toISOString());
  }

  #land(flight: Flight) {
    flight.left -= 1;
    if (flight.left === 0) this.#stores.states.endFlight(flight.id);
  }
}
