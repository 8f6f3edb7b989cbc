import type { Core } from "../../electron/core/core.ts";
import {
  type AppEvent,
  type Check,
  type ConnectionStatus,
  commands,
  type Emitted,
  type Handlers,
} from "../../shared/contract.ts";
import type { Cause } from "../../shared/domain/cause.ts";
import type { Connection, Credentials, TestStep } from "../../shared/domain/connection.ts";
import { ConnectionSettings } from "../../shared/domain/connection.ts";
import type { RecordLine, StateCounts } from "../../shared/domain/record.ts";
import type { PushResult, Run, RunProgress } from "../../shared/domain/run.ts";
import type { ScanReport } from "../../shared/domain/source.ts";
import { AppError } from "../../shared/errors.ts";
import { createDispatcher } from "../../shared/rpc.ts";

/** What the fake core shall do; what it was asked for is kept in `asked`. */
export interface Script {
  readonly result?: Partial<PushResult>;
  readonly steps?: readonly TestStep[];
  /** A push runs until it is cancelled; "deaf": also then. */
  readonly endless?: boolean | "deaf";
  readonly refuse?: Readonly<Record<string, AppError | Error>>;
  readonly causes?: readonly Cause[];
  readonly causeRecords?: number;
  readonly checks?: readonly Check[];
}

export interface FakeCore extends Core {
  readonly asked: { name: string; input: unknown }[];
  readonly closed: () => boolean;
}

const at = "2026-11-22T10:42:00.000Z";

const noCounts: StateCounts = {
  new: 0,
  changed: 0,
  sending: 0,
  sent: 0,
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  "delete-pending": 0,
  deleted: 0,
  gone: 0,
};

export const cause: Cause = {
  id: "c1",
  kind: "descriptor",
  title: 'Attendance code "LATE-MEDEXC" is not mapped',
  who: "mapping",
  resources: ["/ed-fi/studentSchoolAttendanceEvents"],
  records: 4,
  held: 3,
  releases: 7,
  firstSeen: at,
  lastSeen: at,
};

const nothingSent: PushResult = {
  run: "r1",
  connection: "one",
  state: "done",
  exitStatus: 0,
  planned: 0,
  sent: { created: 0, updated: 0, unchanged: 0, deleted: 0, keyChanged: 0 },
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  left: 0,
  rejected: 0,
  requests: 0,
  tokens: 1,
  seconds: 2.4,
  perSecond: 118,
  peakConcurrency: 12,
  causes: [],
};

const scanned: ScanReport = {
  files: 2,
  records: 17_215,
  new: 3,
  changed: 2,
  unchanged: 17_210,
  gone: 0,
  rejected: [{ file: "students.jsonl", line: 88, reason: "this line is no JSON" }],
  rejectedTotal: 1,
  seconds: 0.4,
};

const progress: RunProgress = {
  run: "r1",
  connection: "one",
  phase: "sending",
  linesRead: 0,
  planned: 27_000,
  done: 12_480,
  accepted: 12_480,
  failed: 0,
  blocked: 0,
  waiting: 0,
  perSecond: 118,
  secondsLeft: 123,
  inFlight: 12,
  concurrency: 12,
  latencyMs: 40,
  sending: [{ resource: "/ed-fi/grades", planned: 27_000, done: 12_480 }],
};

export function fakeCore(script: Script = {}): FakeCore {
  const asked: FakeCore["asked"] = [];
  const listeners = new Set<(event: AppEvent) => void>();
  const ended = Promise.withResolvers<PushResult>();
  let closed = false;
  let seq = 0;
  const emit = (event: Emitted) => {
    seq += 1;
    for (const listener of listeners) listener({ seq, ...event } as AppEvent);
  };
  const dispatch = createDispatcher(handlers(script, { emit, ended }), () => undefined);
  return {
    asked,
    call: (name, input) => {
      asked.push({ name, input });
      return dispatch(name, input);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      if (script.endless === "deaf") await new Promise(() => undefined);
    },
    closed: () => closed,
  };
}

interface Stage {
  readonly emit: (event: Emitted) => void;
  readonly ended: PromiseWithResolvers<PushResult>;
}

/** What no test of the command line asks for. */
function unplayed(): Handlers {
  const refuse = () => {
    throw new AppError("unusable", "The fake core does not play this command.");
  };
  return Object.fromEntries(Object.keys(commands).map((name) => [name, refuse])) as unknown as Handlers;
}

function handlers(script: Script, { emit, ended }: Stage): Handlers {
  const refuse = (name: string) => {
    const refusal = script.refuse?.[name];
    if (refusal) throw refusal;
  };
  const connection = (name = "State"): Connection => ({
    id: "one",
    name,
    settings: ConnectionSettings.parse({ url: "https://api.example.org" }),
    server: { version: "7.3", product: "ods", dataModels: ["Ed-Fi 5.2.0"], seenAt: at },
    key: { ending: "9d3f", since: at, due: false },
    practice: false,
    createdAt: at,
  });
  const run: Run = { id: "r1", connection: "one", state: "running", startedAt: at };
  const steps = script.steps ?? [{ step: "address", ok: true, found: "api.example.org" }];
  const done: PushResult = { ...nothingSent, ...script.result };
  return {
    ...unplayed(),
    "doctor.run": () => {
      const checks = [...(script.checks ?? [{ name: "database", ok: true, found: "sound" }])];
      return { ok: checks.every(({ ok, optional }) => ok || optional), checks };
    },
    "connections.list": () => [connection()],
    "connections.show": () => connection(),
    "connections.add": ({ name, credentials }) => {
      refuse("connections.add");
      keep(credentials);
      return { connection: connection(name), steps: [...steps] };
    },
    "connections.test": () => ({ connection: connection(), steps: [...steps] }),
    "connections.probe": () => ({ steps: [...steps] }),
    "connections.remove": () => {
      refuse("connections.remove");
      return undefined;
    },
    "sources.list": () => [{ id: "s", folder: "data", format: "jsonl", files: 2, records: 17_215 }],
    "sources.add": ({ folder }) => ({ id: "s", folder, format: "jsonl", files: 0, records: 0 }),
    "sources.remove": () => undefined,
    "sources.scan": async () => {
      emit({ name: "scan.progress", data: { connection: "one", files: 0, linesRead: 500 } });
      if (script.endless) await ended.promise;
      return scanned;
    },
    "sources.cancel": () => {
      if (script.endless !== "deaf") ended.reject(new AppError("cancelled", "The reading was ended."));
      return undefined;
    },
    "push.start": () => {
      refuse("push.start");
      emit({ name: "run.progress", data: progress });
      if (!script.endless) ended.resolve(done);
      return run;
    },
    "push.preview": () => ({
      planned: 5,
      unchanged: 17_210,
      resources: [{ resource: "/ed-fi/students", order: 3, new: 3, changed: 2, again: 0 }],
      rejected: 1,
    }),
    "push.cancel": () => {
      if (script.endless !== "deaf")
        ended.resolve({ ...done, state: "cancelled", exitStatus: 130, planned: 27_000, left: 8_112 });
      return undefined;
    },
    "runs.list": () => [run, { ...run, id: "r0", state: "done", endedAt: at, result: done }],
    "runs.result": () => ended.promise,
    "runs.progress": () => [progress],
    "status.show": (): ConnectionStatus[] => [
      {
        connection: connection(),
        resources: [
          {
            resource: "/ed-fi/students",
            order: 3,
            records: 17_215,
            counts: { ...noCounts, sent: 17_208, failed: 4, blocked: 3 },
            rejected: 0,
            gone: 0,
          },
        ],
        causes: 1,
        running: false,
      },
    ],
    "causes.list": () => [...(script.causes ?? [cause])],
    "causes.records": ({ after, limit }) => {
      const all = Array.from({ length: script.causeRecords ?? 2 }, (_, index) => recordLine(index));
      const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
      return all.slice(from, from + limit);
    },
    "records.show": ({ id }) => {
      if (id !== "0") throw new AppError("not-found", "There is no such record.");
      return {
        ...recordLine(0),
        body: { studentUniqueId: "604822" },
        attempts: 1,
        history: [{ at, run: "r0", state: "failed", status: 400, message: "Code \u001b[31mLATE\u001b[0m" }],
      };
    },
  };
}

/** Credentials go in and never come out: a core that is wrong about it would be caught by the tests' output. */
function keep(credentials: Credentials | undefined) {
  if (credentials && credentials.secret === "wrong")
    throw new AppError("unauthorized", "The server does not know this key, or the secret is wrong.");
}

function recordLine(index: number): RecordLine {
  return {
    id: String(index),
    resource: "/ed-fi/studentSchoolAttendanceEvents",
    state: "failed",
    label: "604822 on 2026-11-20",
    source: { file: "attendance.jsonl", line: 88 + index },
    status: 400,
  };
}
