import { z } from "zod";
import { asSentCommands } from "./commands/as-sent-commands.ts";
import { causeCommands } from "./commands/cause-commands.ts";
import { checkCommands } from "./commands/check-commands.ts";
import { connectionCommands } from "./commands/connection-commands.ts";
import { deleteCommands } from "./commands/delete-commands.ts";
import { descriptorCommands } from "./commands/descriptor-commands.ts";
import { dictionaryCommands } from "./commands/dictionary-commands.ts";
import { firstSyncCommands } from "./commands/first-sync-commands.ts";
import { journalCommands } from "./commands/journal-commands.ts";
import { keyChangeCommands } from "./commands/key-change-commands.ts";
import { machineCommands } from "./commands/machine-commands.ts";
import { noticeCommands } from "./commands/notice-commands.ts";
import { pageCommands } from "./commands/page-commands.ts";
import { practiceCommands } from "./commands/practice-commands.ts";
import { profileCommands } from "./commands/profile-commands.ts";
import { recordCommands } from "./commands/record-commands.ts";
import { scheduleCommands } from "./commands/schedule-commands.ts";
import { ActivityDay } from "./domain/activity.ts";
import { OpenedCause } from "./domain/cause.ts";
import { CheckProgress } from "./domain/check.ts";
import {
  Connection,
  ConnectionName,
  ConnectionRef,
  ConnectionSettings,
  ConnectionTest,
  Credentials,
  TestStep,
} from "./domain/connection.ts";
import { CompleteRequest } from "./domain/deletes.ts";
import { PracticeProgress } from "./domain/practice.ts";
import { ResourceStatus } from "./domain/record.ts";
import { ResourceGraph } from "./domain/resource-graph.ts";
import { PreviewRequest, PushPreview, PushRequest, PushResult, Run, RunProgress } from "./domain/run.ts";
import { FolderPreview, FoundSchool, ScanReport, Source, SourceFormat, SourceIds } from "./domain/source.ts";
import { Submission } from "./domain/submission.ts";
import { SyncView } from "./domain/sync.ts";

/** The one description of what a host may ask of the core, and of what the core tells its hosts. */

const nothing = z
  .undefined()
  .or(z.object({}))
  .transform(() => undefined);
const of = z.object({ connection: ConnectionRef });

const ConnectionStatus = z.object({
  connection: Connection,
  resources: z.array(ResourceStatus),
  causes: z.int(),
  lastRun: Run.optional(),
  running: z.boolean(),
  /** It sends by stages: its first sync is not finished. */
  firstSync: z.literal(true).optional(),
  /** When the schedule sends next; absent where nobody can know, or where it never does. */
  nextBatch: z.string().optional(),
  /** Since when nothing is sent at all. */
  pausedAt: z.string().optional(),
});
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

const Check = z.object({
  name: z.string(),
  ok: z.boolean(),
  /** Steward works without it: nothing is wrong with this machine. */
  optional: z.literal(true).optional(),
  found: z.string(),
  advice: z.string().optional(),
});
export type Check = z.infer<typeof Check>;

export const commands = {
  "doctor.run": { input: nothing, output: z.object({ ok: z.boolean(), checks: z.array(Check) }) },

  "connections.list": { input: nothing, output: z.array(Connection) },
  "connections.show": { input: of, output: Connection },
  /** Runs the step test and stores the connection when its address, discovery and token are good. */
  "connections.add": {
    input: z.object({
      name: ConnectionName,
      settings: ConnectionSettings,
      credentials: Credentials.optional(),
    }),
    output: ConnectionTest,
  },
  "connections.test": { input: of, output: ConnectionTest },
  "connections.remove": { input: of, output: z.undefined() },
  ...connectionCommands,

  ...profileCommands,
  ...descriptorCommands,
  ...dictionaryCommands,
  ...journalCommands,
  ...noticeCommands,
  ...pageCommands,
  ...machineCommands,
  ...practiceCommands,

  "sources.list": { input: of, output: z.array(Source) },
  /** The schools that the connection's files hold, by name, as they were last read. */
  "sources.schools": { input: of, output: z.array(FoundSchool) },
  /** What a folder holds that is no source yet, told by the beginnings of its files: nothing of it is kept. */
  "sources.preview": { input: of.extend({ folder: z.string().min(1) }), output: FolderPreview },
  "sources.add": {
    input: z.object({
      connection: ConnectionRef,
      folder: z.string().min(1),
      format: SourceFormat.default("jsonl"),
      /** What it is a complete list of. */
      complete: z.array(CompleteRequest).max(1000).optional(),
      sourceIds: SourceIds.optional(),
    }),
    output: Source,
  },
  /** Says by which members a folder's records are known again when their keys change; the folder is read anew then. */
  "sources.identify": {
    input: z.object({
      connection: ConnectionRef,
      folder: z.string().min(1),
      sourceIds: SourceIds,
    }),
    output: Source,
  },
  "sources.remove": {
    input: z.object({ connection: ConnectionRef, folder: z.string().min(1) }),
    output: z.undefined(),
  },
  "sources.scan": { input: of, output: ScanReport },
  /**
   * Ends what sources.scan, push.preview and check.run read and check of this connection's folders, or only one of them: they
   * are refused as "cancelled".
   */
  "sources.cancel": {
    input: of.extend({ of: z.enum(["scan", "preview", "check"]).optional() }),
    output: z.undefined(),
  },

  /** Starts a push, or queues it behind those of its connection; its end is told by "run.changed" and by runs.result. */
  "push.start": { input: PushRequest, output: Run },
  "push.preview": { input: PreviewRequest, output: PushPreview },
  /** Also one that waits for its turn, which will not begin then. */
  "push.cancel": { input: z.object({ run: z.string() }), output: z.undefined() },

  ...checkCommands,
  ...deleteCommands,

  "runs.list": { input: of.extend({ limit: z.int().min(1).max(500).default(50) }), output: z.array(Run) },
  "runs.show": { input: z.object({ run: z.string() }), output: Run },
  /** Waits for the end of a run, also of one that has yet to begin. */
  "runs.result": { input: z.object({ run: z.string() }), output: PushResult },
  "runs.progress": { input: nothing, output: z.array(RunProgress) },

  ...keyChangeCommands,

  ...scheduleCommands,
  ...asSentCommands,
  ...firstSyncCommands,

  "status.show": {
    input: z.object({ connection: ConnectionRef.optional() }),
    output: z.array(ConnectionStatus),
  },
  /** The last 30 days, oldest first: of one connection, or of all that are not closed. */
  "activity.show": {
    input: z.object({ connection: ConnectionRef.optional() }),
    output: z.array(ActivityDay),
  },
  /** Resource by resource, also while they are sent. */
  "sync.show": { input: of, output: SyncView },
  /** Which resources wait for which. */
  "sync.graph": { input: of, output: ResourceGraph },
  ...causeCommands,
  ...recordCommands,
} as const;

const tables = [
  "connections",
  "sources",
  "records",
  "runs",
  "causes",
  "profiles",
  "descriptors",
  "permissions",
  "audit",
  "schedules",
  "dictionary",
  "checks",
  "notices",
  "window",
  "practice",
] as const;

export const events = {
  "run.changed": Run,
  "submission.changed": Submission,
  "run.progress": RunProgress,
  "check.progress": CheckProgress,
  "scan.progress": z.object({ connection: z.string(), files: z.int(), linesRead: z.int() }),
  "practice.progress": PracticeProgress,
  /** Once for each opening of a cause, also of one that comes back; not before the run that met it has ended. */
  "cause.opened": z.object({
    connection: z.string(),
    /** Of the connection. */
    name: z.string(),
    cause: OpenedCause,
    /** What it is, in words that may stand on a screen anybody passes: without any code, key or file name. */
    told: z.string(),
    /** False: all of it goes, or goes away, by itself. */
    needsPerson: z.boolean(),
  }),
  /** One step of connections.probe, as it ends. */
  "test.step": z.object({ test: z.string(), step: TestStep }),
  /**
   * The window asks its page for something, by its menu or for the operating system: to open what finds everything, or to take
   * what somebody opened with Steward (window.takeOpened). No core tells it, and its number is 0.
   */
  "window.asked": z.object({ what: z.enum(["palette", "opened"]) }),
  /** What a page that shows these tables should ask for again. */
  "data.changed": z.object({ tables: z.array(z.enum(tables)) }),
} as const;

export type CommandName = keyof typeof commands;
export type Input<N extends CommandName> = z.input<(typeof commands)[N]["input"]>;
export type Output<N extends CommandName> = z.output<(typeof commands)[N]["output"]>;
export type Handlers = {
  [N in CommandName]: (input: z.output<(typeof commands)[N]["input"]>) => Output<N> | Promise<Output<N>>;
};

type EventName = keyof typeof events;
export type AppEvent = {
  [N in EventName]: { seq: number; name: N; data: z.output<(typeof events)[N]> };
}[EventName];
/** An event before the core has numbered it. */
export type Emitted = { [N in EventName]: { name: N; data: z.output<(typeof events)[N]> } }[EventName];
