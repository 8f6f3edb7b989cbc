import type { Core } from "../../electron/core/core.ts";
import type { CheckReport } from "../../shared/commands/check-commands.ts";
import {
  type AppEvent,
  type Check,
  type ConnectionStatus,
  commands,
  type Emitted,
  type Handlers,
} from "../../shared/contract.ts";
import type { Cause } from "../../shared/domain/cause.ts";
import type { CheckState } from "../../shared/domain/check.ts";
import type { Credentials } from "../../shared/domain/connection.ts";
import type { DeletePlan } from "../../shared/domain/deletes.ts";
import type { KeyChanges } from "../../shared/domain/key-change.ts";
import type { Foreseen, PushResult, Run } from "../../shared/domain/run.ts";
import type { FolderPreview, Source } from "../../shared/domain/source.ts";
import { AppError } from "../../shared/errors.ts";
import { createDispatcher } from "../../shared/rpc.ts";
import { type AsSentScript, asSentHandlers } from "./fake-cli-as-sent.ts";
import {
  cause,
  noCounts,
  nothingSent,
  progress,
  recordDetail,
  recordLine,
  scanned,
} from "./fake-cli-figures.ts";
import { journalHandlers } from "./fake-cli-journal.ts";
import { firstSyncHandlers, type ScheduleScript, scheduleHandlers } from "./fake-cli-schedule.ts";
import {
  at,
  connectionHandlers,
  descriptorHandlers,
  fakeConnection,
  profileHandlers,
  type SettingsScript,
} from "./fake-cli-settings.ts";
import { recordHandlers, type TheirsScript } from "./fake-cli-theirs.ts";

/** What the fake core shall do; what it was asked for is kept in `asked`. */
export interface Script extends SettingsScript, ScheduleScript, AsSentScript, TheirsScript {
  readonly result?: Partial<PushResult>;
  /** Of a preview. */
  readonly deletes?: DeletePlan;
  readonly keyChanges?: KeyChanges;
  readonly sources?: readonly Source[];
  readonly preview?: FolderPreview;
  /** A push runs until it is cancelled; "deaf": also then. */
  readonly endless?: boolean | "deaf";
  readonly refuse?: Readonly<Record<string, AppError | Error>>;
  readonly causes?: readonly Cause[];
  readonly causeRecords?: number;
  readonly checks?: readonly Check[];
  readonly check?: CheckReport;
  readonly lastCheck?: NonNullable<CheckState["last"]>;
  readonly foreseen?: Foreseen;
}

export interface FakeCore extends Core {
  readonly asked: { name: string; input: unknown }[];
  readonly closed: () => boolean;
}

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
  const played = { ...unplayed(), ...handlers(script, { emit, ended }), ...settingsHandlers(script) };
  const dispatch = createDispatcher(refusing(played, script.refuse ?? {}), () => undefined);
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

/** The same handlers, but for those that a test wants to refuse. */
function refusing(played: Handlers, refusals: NonNullable<Script["refuse"]>): Handlers {
  const refused = Object.entries(refusals).map(([name, refusal]) => [name, () => Promise.reject(refusal)]);
  return { ...played, ...Object.fromEntries(refused) };
}

const settingsHandlers = (script: Script) => ({
  ...connectionHandlers(script),
  ...profileHandlers(script),
  ...descriptorHandlers(script),
  ...scheduleHandlers(script),
  ...asSentHandlers(script),
  ...recordHandlers(script),
  ...journalHandlers,
});

function handlers(script: Script, { emit, ended }: Stage): Partial<Handlers> {
  const connection = (name?: string) => fakeConnection(script, name);
  const run: Run = { id: "r1", connection: "one", state: "running", startedAt: at };
  const steps = script.steps ?? [{ step: "address", ok: true, found: "api.example.org" }];
  const done: PushResult = { ...nothingSent, ...script.result };
  const begin = () => {
    emit({ name: "run.progress", data: progress });
    if (!script.endless) ended.resolve(done);
    return run;
  };
  return {
    "doctor.run": () => {
      const checks = [...(script.checks ?? [{ name: "database", ok: true, found: "sound" }])];
      return { ok: checks.every(({ ok, optional }) => ok || optional), checks };
    },
    "check.run": () => {
      const progress = { connection: "one", of: "check", linesRead: 1200, planned: 1200 } as const;
      emit({ name: "check.progress", data: { ...progress, phase: "checking", checked: 600 } });
      return script.check ?? { checked: 0, problems: [] };
    },
    "check.last": () => (script.lastCheck ? { last: script.lastCheck } : {}),
    "connections.list": () => [connection()],
    "connections.show": () => connection(),
    "connections.add": ({ name, credentials }) => {
      keep(credentials);
      return { connection: connection(name), steps: [...steps] };
    },
    "connections.test": () => ({ connection: connection(), steps: [...steps] }),
    "connections.probe": () => ({ steps: [...steps] }),
    "connections.remove": () => undefined,
    "sources.list": () => [
      ...(script.sources ?? [{ id: "s", folder: "data", format: "jsonl", files: 2, records: 17_215 }]),
    ],
    "sources.complete": ({ folder }) => ({ id: "s", folder, format: "jsonl", files: 2, records: 17_215 }),
    "sources.identify": ({ folder, sourceIds }) => ({
      id: "s",
      folder,
      format: "jsonl",
      sourceIds,
      files: 2,
      records: 17_215,
    }),
    "keychanges.list": () =>
      script.keyChanges ?? { renames: [], recreations: 0, unconfirmed: 0, steps: [], changes: [] },
    "sources.add": ({ folder }) => ({ id: "s", folder, format: "jsonl", files: 0, records: 0 }),
    "sources.remove": () => undefined,
    "sources.preview": ({ folder }) =>
      script.preview ?? { folder, files: 0, records: 0, resources: [], unread: [], unreadTotal: 0 },
    "sources.scan": async () => {
      emit({ name: "scan.progress", data: { connection: "one", files: 0, linesRead: 500 } });
      if (script.endless) await ended.promise;
      return scanned;
    },
    "sources.cancel": () => {
      if (script.endless !== "deaf") ended.reject(new AppError("cancelled", "The reading was ended."));
      return undefined;
    },
    "push.start": begin,
    ...firstSyncHandlers(script, begin),
    "push.preview": () => ({
      planned: 5,
      unchanged: 17_210,
      resources: [{ resource: "/ed-fi/students", order: 3, new: 3, changed: 2, again: 0 }],
      rejected: 1,
      ...(script.deletes && { deletes: script.deletes }),
      ...(script.foreseen && { foreseen: script.foreseen }),
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
        ...recordDetail(0),
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
