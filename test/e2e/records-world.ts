import type { Input } from "../../shared/contract.ts";
import type { RecordDetail, RecordLine } from "../../shared/domain/record.ts";
import { AppError } from "../../shared/errors.ts";
import type { Answers } from "./connection-answers.ts";

/** Invented records of one connection: as many as are wanted, and one that everything is known of. */

const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
const states = ["sent", "failed", "blocked", "waiting", "changed", "unknown"] as const;

export const line = (index: number): RecordLine => ({
  id: String(4_294_967_296 + index),
  resource: index % 3 === 0 ? "/ed-fi/students" : "/ed-fi/studentSchoolAssociations",
  state: states[index % states.length] ?? "sent",
  label: `entryDate 2026-08-17, schoolId 255901001, studentUniqueId ${604_822 + index}`,
  source: { file: "exports/2026-27/enrollment.jsonl", line: index + 1 },
  ...(index % states.length === 1 && {
    status: 400,
    message: "EntryGradeLevelDescriptorId is required: the value is not known to this server.",
  }),
});

export const detail = (more: Partial<RecordDetail> = {}): RecordDetail => {
  const body = {
    entryDate: "2026-08-17",
    entryGradeLevelDescriptor: "09",
    schoolReference: { schoolId: 255901001 },
    studentReference: { studentUniqueId: "604823" },
    alternativeGraduationPlans: [],
  };
  return {
    ...line(1),
    body,
    shaped: { ...body, entryGradeLevelDescriptor: ninth },
    mapped: [
      {
        path: "$.entryGradeLevelDescriptor",
        type: "/ed-fi/gradeLevelDescriptors",
        code: "09",
        state: "mapped",
        target: ninth,
      },
    ],
    dropped: [],
    parents: [
      {
        role: "schoolReference",
        resource: "/ed-fi/schools",
        label: "schoolId 255901001",
        id: "12",
        state: "sent",
      },
      {
        role: "studentReference",
        label: "studentUniqueId 604823",
        rejected: { file: "students.jsonl", line: 88, reason: "misses a part of its key: studentUniqueId" },
      },
    ],
    sends: [{ day: "2026-11-20", what: "created" }],
    serverId: "b2c9f6a07e8d4c7c9d1b",
    attempts: 2,
    sentAt: "2026-11-22T07:30:00.000Z",
    cause: 'Grade level "09" is not known to the server',
    causeId: "7",
    history: [
      {
        at: "2026-11-22T07:30:00.000Z",
        run: "2",
        state: "failed",
        status: 400,
        message: "EntryGradeLevelDescriptorId is required: the value is not known to this server.",
      },
    ],
    ...more,
  };
};

/** So many records, told in answers that each look at some of them. */
export function recordAnswers(count: number, more: Answers = {}): Answers {
  return {
    "records.find": ({ after, limit, find }: Input<"records.find"> & { limit: number }) => {
      const from = after === undefined ? 0 : Number(after);
      // A search looks at many, and finds few.
      const looked = Math.min(find === undefined ? limit : 25_000, count - from);
      const all = Array.from({ length: looked }, (_, at) => line(from + at));
      const searched = from + looked;
      const lines = find === undefined ? all : all.filter(({ label }) => label.includes(find));
      return { lines, searched, of: count, ...(searched < count && { next: String(searched) }) };
    },
    "records.show": ({ id }: { id: string }) => {
      if (id !== line(1).id) throw new AppError("not-found", "There is no such record.");
      return detail();
    },
    "records.children": ({ after }: { after?: string }) => ({
      lines: after === undefined ? [line(3)] : [],
      searched: after === undefined ? 500_000 : 1_000_000,
      of: 1_000_000,
      counts: [{ resource: "/ed-fi/grades", state: "waiting", records: 6 }],
      ...(after === undefined && { next: "1" }),
    }),
    "records.source": () => ({
      file: "exports/2026-27/enrollment.jsonl",
      line: 2,
      state: "same",
      text: JSON.stringify(detail().body),
    }),
    "records.example": () => ({ line: line(0), body: { entryDate: "2026-08-18" } }),
    "records.theirs": () => ({
      state: "changed",
      version: "v-7",
      changedAt: "2026-11-20T10:00:00.000Z",
      theirs: {},
      ours: detail().shaped,
      differences: [
        {
          path: "$.entryGradeLevelDescriptor",
          ours: ninth,
          theirs: "uri://ed-fi.org/GradeLevelDescriptor#Tenth grade",
        },
      ],
    }),
    ...more,
  };
}
