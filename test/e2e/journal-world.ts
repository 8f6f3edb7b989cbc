import type { Input } from "../../shared/contract.ts";
import type { JournalLine } from "../../shared/domain/journal.ts";
import { AppError } from "../../shared/errors.ts";
import type { Answers } from "./connection-answers.ts";

/** Invented days of two connections, answered page by page as the core does it. */

const connection = "c-state";
const noon = (day: string, clock: string) => `${day}T${clock}:00.000Z`;

type Run = Extract<JournalLine, { kind: "run" }>;

export const run = (given: Partial<Run> & Pick<Run, "at" | "run">): Run => ({
  kind: "run",
  connection,
  submission: given.run,
  state: "done",
  seconds: 245,
  requests: 27_000,
  tokens: 1,
  created: 12_480,
  updated: 0,
  unchanged: 312_040,
  deleted: 0,
  keyChanged: 0,
  failed: 0,
  blocked: 0,
  waiting: 0,
  unknown: 0,
  left: 0,
  ...given,
});

/** Newest first. */
export const someDays = (): JournalLine[] => [
  {
    kind: "cause-change",
    at: noon("2026-11-22", "07:34"),
    connection,
    cause: "7",
    what: "opened",
    topic: "descriptor.unmapped",
    title: "attendance events: a code is not mapped to a value of this server",
    who: "mapping",
    resource: "/ed-fi/studentSchoolAttendanceEvents",
    status: 400,
    records: 7004,
    run: "41",
  },
  run({ at: noon("2026-11-22", "07:34"), run: "41", failed: 3, blocked: 45_009 }),
  {
    kind: "refusal",
    at: noon("2026-11-22", "07:31"),
    connection,
    run: "41",
    resource: "/ed-fi/grades",
    status: 403,
    record: "1f0c9a7e3b5d4c2a8e6f7a9b0c1d2e3f",
  },
  {
    kind: "setting",
    at: noon("2026-11-21", "16:02"),
    what: "changed how long the journal is kept",
    fields: ["days kept"],
  },
  {
    kind: "cause-change",
    at: noon("2026-11-21", "15:45"),
    connection,
    cause: "5",
    what: "cleared",
    topic: "permission.action",
    title: "grades: the key may not create or change these records",
    who: "the host",
    records: 27_000,
    run: "40",
  },
  run({ at: noon("2026-11-21", "15:45"), run: "40", created: 0, updated: 27_000, unchanged: 0, seconds: 61 }),
  {
    kind: "setting",
    at: noon("2026-11-21", "15:40"),
    connection: "c-practice",
    what: "rotated the key",
    fields: ["key ending"],
  },
  run({ at: noon("2026-11-20", "07:30"), run: "39", created: 0, failed: 0, seconds: 2 }),
];

/** So many refusals, a second apart, before these days. */
export const manyRefusals = (count: number): JournalLine[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: "refusal",
    at: new Date(Date.parse("2026-11-19T18:00:00.000Z") - index * 1000).toISOString(),
    connection,
    run: "38",
    resource: "/ed-fi/studentSectionAssociations",
    status: 400,
    record: index.toString(16).padStart(8, "0").padEnd(32, "0"),
  }));

type Wish = Input<"journal.list"> & { limit: number };

/** `lines`: newest first; asked for again at every call. */
export function journalAnswers(lines: () => readonly JournalLine[], more: Answers = {}): Answers {
  return {
    "journal.list": ({ connection: of, kind, since, before, after, limit }: Wish) => {
      if (of === "c-gone") throw new AppError("not-found", "There is no connection of that name.");
      const kinds = kind === undefined ? undefined : [kind].flat();
      const from = after === undefined ? 0 : Number(after.split(" ")[2]);
      const fitting = lines().filter(
        (line) =>
          (of === undefined || line.connection === of) &&
          (kinds === undefined || kinds.includes(line.kind)) &&
          (since === undefined || line.at >= since) &&
          (before === undefined || line.at < before),
      );
      const page = fitting.slice(from, from + limit);
      const last = page.at(-1);
      const isCut = from + limit < fitting.length;
      return { lines: page, ...(isCut && last && { next: `${last.at} ${last.kind} ${from + limit}` }) };
    },
    "journal.retention": () => ({
      days: 400,
      refusals: 2_000_000,
      held: { refusals: 45_012, oldest: "2025-11-03T08:00:00.000Z" },
    }),
    ...more,
  };
}
