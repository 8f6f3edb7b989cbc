import type { AppEvent, ConnectionStatus } from "../shared/contract.ts";
import type { Cause } from "../shared/domain/cause.ts";
import type { CheckProgress } from "../shared/domain/check.ts";
import type { PracticeProgress } from "../shared/domain/practice.ts";
import type { Run, RunProgress } from "../shared/domain/run.ts";

/** The last words about one run, each with the number of the event that said it. */
interface Heard {
  readonly connection: string;
  readonly run?: Run;
  readonly runSeq: number;
  readonly progress?: RunProgress;
  readonly progressSeq: number;
}

/** All that the page shows, but what a person has opened or typed. */
export interface State {
  /** The highest event number heard. */
  readonly seq: number;
  /** `seq` when the snapshot was asked for; -1 while there is none. */
  readonly freshAt: number;
  /** The number of the last event after which the snapshot is out of date. */
  readonly changedAt: number;
  readonly statuses: readonly ConnectionStatus[] | undefined;
  /** By connection id, most releasing first. */
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
  readonly runs: ReadonlyMap<string, Heard>;
  /** Lines read, by connection id, with the event number. */
  readonly scans: ReadonlyMap<string, { readonly seq: number; readonly linesRead: number }>;
  /** How far checks and looks at what would be sent are, by `checkKey`, with the event number. */
  readonly checks: ReadonlyMap<string, { readonly seq: number; readonly progress: CheckProgress }>;
  /** How far a practice district is that is being made. */
  readonly practice: PracticeProgress | undefined;
  /** Why the last snapshot could not be had. */
  readonly failure: string | undefined;
  /** False while the page has lost the core. */
  readonly connected: boolean;
}

export const empty: State = {
  seq: 0,
  freshAt: -1,
  changedAt: 0,
  statuses: undefined,
  causes: new Map(),
  runs: new Map(),
  scans: new Map(),
  checks: new Map(),
  practice: undefined,
  failure: undefined,
  connected: true,
};

/** What the core answers when the page asks for everything that it shows. */
export interface Snapshot {
  readonly statuses: readonly ConnectionStatus[];
  readonly causes: ReadonlyMap<string, readonly Cause[]>;
  readonly progress: readonly RunProgress[];
}

/** The whole meaning of an event for the screen. Of two words about one thing the one with the higher number stands. */
export function apply(state: State, event: AppEvent): State {
  const next: State = { ...state, ...counted(state, event.seq) };
  switch (event.name) {
    case "run.changed":
      return { ...next, ...runSaid(next, event.data, event.seq) };
    case "run.progress":
      return { ...next, runs: progressSaid(state.runs, event.data, event.seq) };
    case "scan.progress":
      return { ...next, scans: scanSaid(state.scans, event.data, event.seq) };
    case "data.changed":
      return { ...next, changedAt: Math.max(next.changedAt, event.seq) };
    case "check.progress":
      return { ...next, checks: checkSaid(state.checks, event.data, event.seq) };
    case "practice.progress":
      return { ...next, practice: event.data };
    case "test.step":
    case "submission.changed":
    case "cause.opened":
    case "window.asked":
      return next;
    default:
      return event satisfies never;
  }
}

/** A number that was jumped over means that something was missed, and everything has to be asked for again. */
function counted({ seq, changedAt }: State, given: number): Pick<State, "seq" | "changedAt"> {
  const missed = seq !== 0 && given > seq + 1;
  return { seq: Math.max(seq, given), changedAt: missed ? given : changedAt };
}

function runSaid({ runs, changedAt }: State, run: Run, seq: number): Pick<State, "runs" | "changedAt"> {
  const known = runs.get(run.id) ?? { connection: run.connection, runSeq: 0, progressSeq: 0 };
  return {
    runs: seq < known.runSeq ? runs : withEntry(runs, run.id, { ...known, run, runSeq: seq }),
    changedAt: run.state === "running" ? changedAt : Math.max(changedAt, seq),
  };
}

function progressSaid(runs: State["runs"], progress: RunProgress, seq: number): State["runs"] {
  const known = runs.get(progress.run) ?? { connection: progress.connection, runSeq: 0, progressSeq: 0 };
  if (seq < known.progressSeq) return runs;
  return withEntry(runs, progress.run, { ...known, progress, progressSeq: seq });
}

function scanSaid(
  scans: State["scans"],
  { connection, linesRead }: { connection: string; linesRead: number },
  seq: number,
): State["scans"] {
  return seq < (scans.get(connection)?.seq ?? 0) ? scans : withEntry(scans, connection, { seq, linesRead });
}

const checkKey = ({ connection, of }: Pick<CheckProgress, "connection" | "of">) => `${of} ${connection}`;

function checkSaid(checks: State["checks"], progress: CheckProgress, seq: number): State["checks"] {
  const key = checkKey(progress);
  return seq < (checks.get(key)?.seq ?? 0) ? checks : withEntry(checks, key, { seq, progress });
}

/** The last word about the check of a connection, also that it has ended; undefined while none was heard. */
export const checkOf = (
  { checks }: State,
  connection: string,
  of: CheckProgress["of"],
): CheckProgress | undefined => checks.get(checkKey({ connection, of }))?.progress;

/** A snapshot that was asked for at `askedAt` says nothing against what was heard after that. */
export function applySnapshot(
  state: State,
  { statuses, causes, progress }: Snapshot,
  askedAt: number,
): State {
  const newer = [...state.runs].filter(
    ([, { runSeq, progressSeq }]) => Math.max(runSeq, progressSeq) > askedAt,
  );
  const told = progress.map((each): [string, Heard] => [
    each.run,
    { connection: each.connection, runSeq: 0, progress: each, progressSeq: askedAt },
  ]);
  return {
    ...state,
    statuses,
    causes,
    runs: new Map([...told, ...newer]),
    freshAt: askedAt,
    failure: undefined,
  };
}

/** True when the page has to ask for a snapshot. */
export function isStale({ freshAt, changedAt }: State): boolean {
  return freshAt < 0 || changedAt > freshAt;
}

export interface Running {
  readonly run: string;
  readonly progress: RunProgress | undefined;
}

/** The push that a connection is in the middle of, if any. */
export function runningOf(state: State, connection: string): Running | undefined {
  for (const [run, heard] of state.runs) {
    if (heard.connection === connection && isRunning(heard)) return { run, progress: heard.progress };
  }
  const last = state.statuses?.find((status) => status.connection.id === connection)?.lastRun;
  const unheard = last !== undefined && last.state === "running" && !state.runs.has(last.id);
  return unheard ? { run: last.id, progress: undefined } : undefined;
}

function isRunning({ run, progress }: Heard) {
  if (run && run.state !== "running") return false;
  return progress?.phase !== "ended";
}

function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}
