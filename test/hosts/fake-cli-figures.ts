import type { Cause } from "../../shared/domain/cause.ts";
import type { RecordDetail, RecordLine, StateCounts } from "../../shared/domain/record.ts";
import type { PushResult, RunProgress } from "../../shared/domain/run.ts";
import type { ScanReport } from "../../shared/domain/source.ts";
import { at } from "./fake-cli-settings.ts";

/** What a fake core says of a push. */
export const noCounts: StateCounts = {
  new: 0,
  changed: 0,
  sending: 0,
  sent: 0,
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  "delete-pending": 0,
  outside: 0,
  deleted: 0,
  gone: 0,
};

export const cause: Cause = {
  id: "c1",
  connection: "one",
  kind: "descriptor",
  topic: "descriptor.unmapped",
  title: 'Attendance code "LATE-MEDEXC" is not mapped',
  who: "mapping",
  about: "/ed-fi/attendanceEventCategoryDescriptors",
  resources: ["/ed-fi/studentSchoolAttendanceEvents"],
  records: 4,
  held: 3,
  repaired: 0,
  releases: 7,
  ready: 0,
  firstSeen: at,
  lastSeen: at,
};

export const nothingSent: PushResult = {
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

export const scanned: ScanReport = {
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

export const progress: RunProgress = {
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

export function recordLine(index: number): RecordLine {
  return {
    id: String(index),
    resource: "/ed-fi/studentSchoolAttendanceEvents",
    state: "failed",
    label: "604822 on 2026-11-20",
    source: { file: "attendance.jsonl", line: 88 + index },
    status: 400,
  };
}

export const recordDetail = (index: number): RecordDetail => {
  const body = { studentUniqueId: "604822" };
  return {
    ...recordLine(index),
    body,
    shaped: body,
    mapped: [],
    dropped: [],
    parents: [],
    sends: [],
    attempts: 1,
    history: [],
  };
};
