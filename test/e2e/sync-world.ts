import type { ConnectionStatus, Output } from "../../shared/contract.ts";
import type { FirstSync } from "../../shared/domain/first-sync.ts";
import { recordStates, type StateCounts } from "../../shared/domain/record.ts";
import type { GraphResource } from "../../shared/domain/resource-graph.ts";
import type { PushPreview } from "../../shared/domain/run.ts";
import type { ScheduleView } from "../../shared/domain/schedule.ts";
import { type Stage, stages } from "../../shared/domain/stage.ts";
import type { Submission } from "../../shared/domain/submission.ts";
import type { SyncLine } from "../../shared/domain/sync.ts";
import { AppError } from "../../shared/errors.ts";
import { defaultWorld } from "../hosts/fake-world.ts";
import type { Answers } from "./connection-answers.ts";
import { type ConnectionWorld, createConnectionWorld } from "./connection-world.ts";

/** What the pages of sending ask for, answered by hand: a connection's resources, its submissions and its schedule. */

export interface SyncWorld extends ConnectionWorld {
  /** Adds or changes a submission, and tells it. */
  tell(submission: Submission): void;
}

interface Given {
  readonly lines?: readonly SyncLine[];
  readonly submissions?: readonly Submission[];
  readonly schedule?: ScheduleView["schedule"];
  /** What waits for what. */
  readonly resources?: readonly GraphResource[];
  readonly more?: Answers;
}

const connection = "c-state";
const morning = "2026-11-22T07:30:00.000Z";

export function createSyncWorld({
  lines = someLines(),
  submissions = someSubmissions(6),
  schedule,
  resources = someResources(),
  more = {},
}: Given = {}): SyncWorld {
  const told = { submissions: [...submissions], schedule, pausedAt: undefined as string | undefined };
  const statuses = (): ConnectionStatus[] =>
    world
      .statuses()
      .map((status) => (told.pausedAt === undefined ? status : { ...status, pausedAt: told.pausedAt }));
  const view = (): ScheduleView => ({
    connection,
    ...(told.schedule && { schedule: told.schedule, next: "2026-11-22T07:45:00.000Z", lastStart: morning }),
    ...(told.pausedAt !== undefined && { pausedAt: told.pausedAt }),
    waits: told.pausedAt !== undefined ? "paused" : told.schedule ? "time" : "off",
    kept: true,
  });
  const changed = () => world.core.emit({ name: "data.changed", data: { tables: ["schedules", "audit"] } });
  const tell = (submission: Submission) => {
    told.submissions = [submission, ...told.submissions.filter(({ id }) => id !== submission.id)];
    world.core.emit({ name: "submission.changed", data: submission });
  };
  const world = createConnectionWorld(undefined, {
    "status.show": statuses,
    "sync.show": () => ({ connection, lines }),
    "sync.graph": () => ({ connection, resources }),
    "push.preview": () => somePreview(),
    "submissions.list": ({ before, limit }: { before?: string; limit: number }) =>
      told.submissions
        .toSorted((one, other) => Number(other.id) - Number(one.id))
        .filter(({ id }) => before === undefined || Number(id) < Number(before))
        .slice(0, limit),
    "submissions.show": ({ submission }: { submission: string }) => {
      const found = told.submissions.find(({ id }) => id === submission);
      if (!found) throw new AppError("not-found", "There is no such submission.");
      return found;
    },
    "submissions.cancel": ({ submission }: { submission: string }) => {
      const found = told.submissions.find(({ id }) => id === submission);
      if (found) tell({ ...found, state: "cancelled", endedAt: morning });
      return undefined;
    },
    "firstSync.show": () => ({ connection, finished: { how: "earlier" }, stages: [] }),
    "keychanges.list": () => ({ renames: [], recreations: 0, unconfirmed: 0, steps: [], changes: [] }),
    "runs.show": ({ run }: { run: string }) => endedRun(run),
    "schedule.show": view,
    "schedule.preview": ({ schedule: given }: { schedule: NonNullable<ScheduleView["schedule"]> }) => {
      if (given.timing.kind === "at" && given.timing.cron.split(/\s+/).length !== 5)
        throw new AppError("invalid-input", "That is no cron pattern. Write five fields.");
      return ["2026-11-23T12:30:00.000Z", "2026-11-24T12:30:00.000Z"];
    },
    "schedule.set": ({ schedule: given }: { schedule: ScheduleView["schedule"] | null }) => {
      told.schedule = given ?? undefined;
      changed();
      return view();
    },
    "schedule.pause": () => {
      told.pausedAt = morning;
      changed();
      return view();
    },
    "schedule.resume": () => {
      told.pausedAt = undefined;
      changed();
      return view();
    },
    ...more,
  });
  return { ...world, tell };
}

export function line(resource: string, stage: SyncLine["stage"], more: Partial<StateCounts>): SyncLine {
  const counts = Object.fromEntries(recordStates.map((state) => [state, more[state] ?? 0])) as StateCounts;
  const records = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { resource: `/ed-fi/${resource}`, stage, records, counts, rejected: 0, gone: 0, causes: 0 };
}

const refused = { id: "cause-school", title: "A school was refused: its second address type is unknown" };

function someLines(): SyncLine[] {
  return [
    { ...line("schools", "foundation", { sent: 11, failed: 1 }), causes: 1, cause: refused },
    line("courses", "schedule", { sent: 240 }),
    {
      ...line("sections", "schedule", { sent: 1180, blocked: 140 }),
      causes: 3,
      cause: refused,
      blockedBy: refused,
      run: { planned: 200, done: 200, accepted: 60, refused: 0 },
    },
    line("students", "people", { sent: 2996, waiting: 4 }),
    line("studentSchoolAssociations", "enrolment", { sent: 2700, new: 12, changed: 300 }),
    line("studentSchoolAttendanceEvents", "daily", { sent: 84_000, changed: 1200 }),
    line("grades", "daily", { sent: 27_000 }),
    { ...line("staffLeaves", "daily", { new: 40 }), unsent: "off" },
  ];
}

function someResources(): GraphResource[] {
  const resource = (name: string, stage: Stage, after: readonly string[] = []): GraphResource => ({
    resource: `/ed-fi/${name}`,
    stage,
    kind: "resource",
    after: after.map((former) => `/ed-fi/${former}`),
  });
  return [
    resource("schools", "foundation"),
    resource("programs", "foundation", ["schools"]),
    resource("courses", "schedule", ["schools"]),
    resource("sections", "schedule", ["courses", "schools"]),
    resource("students", "people"),
    resource("studentSchoolAssociations", "enrolment", ["students", "schools"]),
    resource("studentSchoolAttendanceEvents", "daily", ["students", "schools", "studentSchoolAssociations"]),
    resource("grades", "daily", ["sections", "studentSchoolAssociations"]),
    { ...resource("staffLeaves", "daily"), unsent: "off" },
  ];
}

/** As many as a server with extensions can have. */
export const manyLines = (count: number): SyncLine[] =>
  Array.from({ length: count }, (_, index) =>
    line(
      `resource${String(index).padStart(3, "0")}OfTheLongestNameAssociations`,
      stages[Math.floor((index * stages.length) / count)] ?? "daily",
      { sent: index * 1000, new: index % 7 === 0 ? index : 0 },
    ),
  );

/** The newest has the highest number. */
export function someSubmissions(count: number): Submission[] {
  return Array.from({ length: count }, (_, index): Submission => {
    const at = new Date(Date.parse(morning) - (count - index) * 900_000).toISOString();
    return {
      id: String(index + 1),
      connection,
      startedBy: index % 3 === 0 ? "window" : "schedule",
      who: "mgarcia",
      at,
      request: { connection, force: false, ...(index % 5 === 4 && { resources: ["/ed-fi/grades"] }) },
      state: index % 4 === 3 ? "stopped" : "done",
      startedAt: at,
      endedAt: new Date(Date.parse(at) + 61_000).toISOString(),
      runs: [`run-${index}`],
      sent: 1000 + index,
      deleted: 0,
      refused: index % 4 === 1 ? 3 : 0,
      ...(index % 4 === 3 && {
        reason: "The server has not answered for 30 minutes. What was not sent waits.",
      }),
    };
  });
}

export function somePreview(): PushPreview {
  return {
    planned: 1212,
    unchanged: 88_000,
    rejected: 2,
    selection: ["Records about days on 2026-11-21 (studentSchoolAttendanceEvents: eventDate)."],
    bytes: 412_000,
    resources: [
      { resource: "/ed-fi/studentSchoolAssociations", order: 13, new: 12, changed: 0, again: 0 },
      { resource: "/ed-fi/studentSchoolAttendanceEvents", order: 14, new: 0, changed: 1200, again: 0 },
    ],
  };
}

function endedRun(id: string): Output<"runs.show"> {
  const [status] = defaultWorld().statuses;
  if (!status?.lastRun?.result) throw new Error("The world has a last run.");
  return {
    ...status.lastRun,
    id,
    result: {
      ...status.lastRun.result,
      resources: [{ resource: "/ed-fi/grades", planned: 1000, done: 1000, accepted: 997, refused: 3 }],
      causes: [
        { id: "cause-school", title: refused.title, records: 1, releases: 45_012, who: "source data" },
      ],
    },
  };
}

/** A first sync whose second stage was sent; `advice`: what is told of that. */
export function someFirstSync(advice: "go" | "stop"): FirstSync {
  const figures = { accepted: 240, refused: 0, held: 0, waiting: 0, left: 0, share: 0, causes: [] };
  const stage = (name: Stage, more: Partial<FirstSync["stages"][number]>) => ({
    stage: name,
    state: "later" as const,
    resources: [`/ed-fi/${name}`],
    records: 3000,
    ...more,
  });
  const bad = {
    ...figures,
    refused: 12,
    share: 0.05,
    causes: [{ ...refused, records: 12, releases: 152, who: "source data" as const, holds: 4100 }],
  };
  return {
    connection,
    next: "schedule",
    stages: [
      stage("foundation", {
        state: "done",
        records: 12,
        submission: "1",
        verdict: { ...figures, accepted: 12, advice: "go", why: "Everything was accepted." },
        wentAt: morning,
        who: "mgarcia",
      }),
      stage("schedule", {
        state: "judged",
        records: 252,
        submission: "2",
        verdict:
          advice === "go"
            ? { ...figures, advice, why: "Everything was accepted." }
            : { ...bad, advice, why: "One cause alone keeps 4,100 records back. Mend it first." },
      }),
      stage("people", {}),
      stage("enrolment", { state: "empty", records: 0 }),
      stage("daily", { records: 84_000 }),
    ],
  };
}
