import type { ConnectionStatus } from "../../shared/contract.ts";
import type { ActivityDay } from "../../shared/domain/activity.ts";
import type { Cause } from "../../shared/domain/cause.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import { type RecordLine, recordStates, type StateCounts } from "../../shared/domain/record.ts";
import type { PushResult, Run, RunProgress, RunState } from "../../shared/domain/run.ts";
import type { FakeWorld } from "./fake-core.ts";

/** Invented values for the fake core: two connections, one of them a practice one, and three causes. */

const morning = "2026-11-22T07:30:00.000Z";
const planned = 1000;

export function defaultWorld(): FakeWorld {
  const state = makeConnection({ id: "c-state", name: "State 2026-27", practice: false });
  const practice = makeConnection({ id: "c-practice", name: "Practice", practice: true });
  return {
    statuses: [
      makeStatus(state, { sent: 312_040, failed: 3, blocked: 38_033, waiting: 7_004 }, 3),
      makeStatus(practice, { sent: 357_077 }, 0),
    ],
    causes: { [state.id]: threeCauses() },
  };
}

function makeConnection(given: Pick<Connection, "id" | "name" | "practice">): Connection {
  return {
    ...given,
    settings: {
      url: "https://api.example.org",
      concurrency: 32,
      requestTimeout: 60_000,
      connectTimeout: 15_000,
      otherUrls: [],
      trustedOrigins: [],
      keyReminderDays: 365,
      sentHistoryDays: 400,
      keepOthersChanges: false,
      schools: [],
    },
    server: { version: "7.3", product: "ods", dataModels: ["Ed-Fi 5.2.0", "TPDM 1.1.0"], seenAt: morning },
    key: { ending: "x7Qa", since: morning, due: false },
    createdAt: morning,
  };
}

function makeStatus(connection: Connection, counts: Partial<StateCounts>, causes: number): ConnectionStatus {
  const all = Object.fromEntries(recordStates.map((state) => [state, counts[state] ?? 0])) as StateCounts;
  const records = Object.values(all).reduce((sum, count) => sum + count, 0);
  return {
    connection,
    resources: [{ resource: "/ed-fi/students", order: 1, records, counts: all, rejected: 0, gone: 0 }],
    causes,
    lastRun: endedRun(startedRun(connection.id, 0), "done", planned),
    running: false,
  };
}

function threeCauses(): Cause[] {
  const common = {
    connection: "c-state",
    repaired: 0,
    ready: 0,
    status: 400,
    firstSeen: morning,
    lastSeen: morning,
    example: { file: "schools.jsonl", line: 3 },
  };
  return [
    {
      ...common,
      id: "cause-grades",
      kind: "permission",
      topic: "permission.action",
      title: "Grades are sent, but this key may not create them",
      who: "the host",
      resources: ["/ed-fi/grades"],
      records: 1,
      held: 26_999,
      releases: 27_000,
      status: 403,
    },
    {
      ...common,
      id: "cause-school",
      kind: "failed-parent",
      topic: "missing-parent",
      title: "A school was refused: its second address type is unknown",
      who: "source data",
      resources: ["/ed-fi/schools"],
      records: 1,
      held: 45_011,
      releases: 45_012,
    },
    {
      ...common,
      id: "cause-attendance",
      kind: "descriptor",
      topic: "descriptor.unmapped",
      title: 'Attendance code "LATE-MEDEXC" is not mapped',
      who: "mapping",
      resources: ["/ed-fi/studentSchoolAttendanceEvents", "/ed-fi/studentSectionAttendanceEvents"],
      records: 7_004,
      held: 0,
      releases: 7_004,
    },
  ];
}

export function causeRecords(cause: string, limit: number): RecordLine[] {
  return Array.from({ length: Math.min(limit, 100) }, (_, index) => ({
    id: `${cause}-${index}`,
    resource: "/ed-fi/studentSchoolAttendanceEvents",
    state: "failed",
    label: `invented key ${index + 1}`,
    source: { file: "attendance.jsonl", line: index + 1 },
    status: 400,
    message: "AttendanceEventCategoryDescriptorId is required.",
  }));
}

export function startedRun(connection: string, number: number): Run {
  return { id: `run-${number}`, connection, state: "running", startedAt: morning };
}

export function endedRun(run: Run, state: RunState, done: number): Run {
  return { ...run, state, endedAt: morning, result: makeResult(run, state, done) };
}

function makeResult(run: Run, state: RunState, done: number): PushResult {
  return {
    run: run.id,
    connection: run.connection,
    state,
    exitStatus: state === "done" ? 0 : 130,
    planned,
    sent: { created: done, updated: 0, unchanged: 0, deleted: 0, keyChanged: 0 },
    failed: 0,
    blocked: 0,
    waiting: 0,
    unknown: 0,
    left: planned - done,
    rejected: 0,
    requests: done,
    tokens: 1,
    seconds: 8,
    perSecond: 118,
    peakConcurrency: 12,
    causes: [],
  };
}

export function progressAt(run: Run, done: number): RunProgress {
  return {
    run: run.id,
    connection: run.connection,
    phase: "sending",
    linesRead: planned,
    planned,
    done,
    accepted: done,
    failed: 0,
    blocked: 0,
    waiting: 0,
    perSecond: 118,
    secondsLeft: (planned - done) / 118,
    inFlight: 12,
    concurrency: 12,
    latencyMs: 40,
    sending: [{ resource: "/ed-fi/grades", planned, done }],
  };
}

/** A month of pushes: two days of trouble, quiet weekends. */
export const activity: readonly ActivityDay[] = Array.from({ length: 30 }, (_, at) => ({
  day: new Date(Date.UTC(2026, 9, 24 + at)).toISOString().slice(0, 10),
  accepted: at % 7 > 4 ? 0 : 9000 + 700 * ((at * 5) % 11),
  refused: at === 11 || at === 26 ? 420 : at % 5,
  waiting: at > 25 ? 45_012 : at > 10 && at < 15 ? 1200 : 0,
}));
