import { setImmediate as nextTurn } from "node:timers/promises";
import type { AppEvent, ConnectionStatus, Emitted, Handlers } from "../../shared/contract.ts";
import { explain } from "../../shared/dictionary/dictionary.ts";
import type { Cause } from "../../shared/domain/cause.ts";
import type { Explanation, Topic } from "../../shared/domain/dictionary.ts";
import type { WaitingNotice } from "../../shared/domain/notices.ts";
import { asPagesCome, withPageChanges } from "../../shared/domain/page.ts";
import type { Run, RunProgress, RunState } from "../../shared/domain/run.ts";
import { AppError } from "../../shared/errors.ts";
import { createDispatcher, type Transport } from "../../shared/rpc.ts";
import { causeHandlers } from "./fake-causes.ts";
import { activity, causeRecords, defaultWorld, endedRun, progressAt, startedRun } from "./fake-world.ts";

/**
 * A core without a database or a server: the contract's answers by hand. A push runs by itself in four steps, or
 * step by step under a test's hand.
 */
export interface FakeCore extends Transport {
  close(): Promise<void>;
  /** Tells an event as the core would, with the next number. */
  emit(event: Emitted): void;
  /** Keeps what needs a person until somebody takes it, and tells that there is something. */
  needs(notice: WaitingNotice): void;
  /** By hand only: takes the running push to this number of outcomes. */
  advance(done: number, more?: Partial<RunProgress>): void;
  /** By hand only: ends the running push. */
  finish(state?: RunState): void;
  readonly bugs: readonly unknown[];
  readonly closed: boolean;
}

export interface FakeWorld {
  statuses: ConnectionStatus[];
  causes: Readonly<Record<string, Cause[]>>;
}

export interface FakeCoreOptions {
  world?: FakeWorld;
  /** A push waits for advance() and finish(). */
  byHand?: boolean;
  reportBug?(error: unknown): void;
}

/** Records of every push of the fake. */
export const plannedRecords = 1000;

export function createFakeCore({
  world = defaultWorld(),
  byHand = false,
  reportBug,
}: FakeCoreOptions = {}): FakeCore {
  const listeners = new Set<(event: AppEvent) => void>();
  const bugs: unknown[] = [];
  const state = {
    seq: 0,
    runs: new Map<string, Run>(),
    progress: undefined as RunProgress | undefined,
    closed: false,
  };
  const emit = (event: Emitted) => {
    const numbered = { ...event, seq: ++state.seq } as AppEvent;
    for (const listener of [...listeners]) listener(numbered);
  };
  const advance = (done: number, more: Partial<RunProgress> = {}) => {
    const run = [...state.runs.values()].find((known) => known.state === "running");
    if (!run) throw new Error("No push is running.");
    state.progress = { ...progressAt(run, done), ...more };
    emit({ name: "run.progress", data: state.progress });
  };
  const finish = (ended: RunState = "done") => {
    for (const run of [...state.runs.values()].filter((known) => known.state === "running")) {
      const last = endedRun(run, ended, state.progress?.done ?? 0);
      state.runs.set(run.id, last);
      state.progress = undefined;
      world.statuses = world.statuses.map((status) =>
        status.connection.id === run.connection ? { ...status, running: false, lastRun: last } : status,
      );
      emit({ name: "run.changed", data: last });
      emit({ name: "data.changed", data: { tables: ["records", "runs", "causes"] } });
    }
  };
  const start = (connection: string) => {
    const run = startedRun(findStatus(world, connection).connection.id, state.runs.size + 1);
    state.runs.set(run.id, run);
    emit({ name: "run.changed", data: run });
    if (!byHand) void runByItself(advance, finish, () => state.runs.get(run.id)?.state === "running");
    return run;
  };

  const notes = new Map<Topic, string>();
  const shown = (topic: Topic): Explanation => ({
    ...explain(topic),
    ...(notes.has(topic) && { note: notes.get(topic) }),
  });

  const notices: WaitingNotice[] = [];
  const pages = { settings: asPagesCome };
  const handlers: Partial<Handlers> = {
    "connections.list": () => world.statuses.map(({ connection }) => connection),
    "connections.show": ({ connection }) => findStatus(world, connection).connection,
    "status.show": () => world.statuses,
    ...causeHandlers(world),
    "causes.records": ({ cause, limit }) => causeRecords(cause, limit),
    "dictionary.explain": ({ topic }) => shown(topic),
    "dictionary.note": ({ topic, text }) => {
      if (text === "") notes.delete(topic);
      else notes.set(topic, text);
      return shown(topic);
    },
    "activity.show": () => [...activity],
    "check.last": () => ({}),
    "page.show": () => pages.settings,
    "page.set": (changes) => {
      pages.settings = withPageChanges(pages.settings, changes);
      return pages.settings;
    },
    "notices.show": () => ({ shown: true, quiet: { on: true, from: "18:00", to: "07:00", days: [0, 6] } }),
    "notices.waiting": () => [...notices],
    "notices.take": () => notices.splice(0),
    "runs.progress": () => (state.progress ? [state.progress] : []),
    "runs.result": ({ run }) => {
      const result = state.runs.get(run)?.result;
      if (!result) throw new AppError("not-found", "That run has no result.");
      return result;
    },
    "push.start": ({ connection }) => start(connection),
    "push.cancel": ({ run }) => {
      if (state.runs.get(run)?.state !== "running")
        throw new AppError("not-found", "That run is not running.");
      finish("cancelled");
      return undefined;
    },
    "doctor.run": () => {
      throw new Error("a surprise that holds the name of a student");
    },
  };
  const dispatch = createDispatcher(handlers as Handlers, (error) => {
    bugs.push(error);
    reportBug?.(error);
  });

  return {
    call: dispatch,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      state.closed = true;
    },
    emit,
    needs: (notice: WaitingNotice) => {
      notices.push(notice);
      emit({ name: "data.changed", data: { tables: ["notices"] } });
    },
    advance,
    finish,
    bugs,
    get closed() {
      return state.closed;
    },
  };
}

async function runByItself(advance: (done: number) => void, finish: () => void, running: () => boolean) {
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await nextTurn();
    if (!running()) return;
    advance(plannedRecords * part);
  }
  finish();
}

function findStatus(world: FakeWorld, reference: string): ConnectionStatus {
  const found = world.statuses.find(({ connection }) => [connection.id, connection.name].includes(reference));
  if (!found) throw new AppError("not-found", "There is no connection of that name.");
  return found;
}
