import type { Asked } from "./steward.ts";

interface Named {
  readonly id: string;
  readonly title: string;
}

/** What a person chooses to send again, as it stands in the fields; what is empty narrows nothing. */
export interface ResyncDraft {
  /** Paths. */
  readonly resources: readonly string[];
  /** School ids, parted by commas or blanks. */
  readonly schools: string;
  /** As <input type="date"> has them: "2026-11-21". */
  readonly dateFrom: string;
  readonly dateTo: string;
  /** As <input type="datetime-local"> has them: "2026-11-21T07:30", on this machine's clock. */
  readonly changedSince: string;
  readonly changedUntil: string;
  readonly failedSince: string;
  readonly causes: readonly Named[];
  readonly records: readonly Named[];
  readonly force: boolean;
}

export const emptyResync: ResyncDraft = {
  resources: [],
  schools: "",
  dateFrom: "",
  dateTo: "",
  changedSince: "",
  changedUntil: "",
  failedSince: "",
  causes: [],
  records: [],
  force: false,
};

export type ResyncWish = Omit<Asked<"push.start">, "connection">;

/** What is asked for. Only for a draft without problems. Pure. */
export function wishOf(draft: ResyncDraft): ResyncWish {
  const schools = schoolsIn(draft.schools);
  return {
    ...(draft.resources.length > 0 && { resources: [...draft.resources] }),
    ...(schools.length > 0 && { schools }),
    ...(draft.dateFrom !== "" && { dateFrom: draft.dateFrom }),
    ...(draft.dateTo !== "" && { dateTo: draft.dateTo }),
    ...(draft.changedSince !== "" && { changedSince: instantOf(draft.changedSince) }),
    ...(draft.changedUntil !== "" && { changedUntil: instantOf(draft.changedUntil) }),
    ...(draft.failedSince !== "" && { failedSince: instantOf(draft.failedSince) }),
    ...(draft.causes.length > 0 && { causes: draft.causes.map(({ id }) => id) }),
    ...(draft.records.length > 0 && { records: draft.records.map(({ id }) => id) }),
    ...(draft.force && { force: true }),
  };
}

/** What is wrong, by field, each with what to do. */
export function resyncProblems(draft: ResyncDraft): Partial<Record<keyof ResyncDraft, string>> {
  const wrong = schoolsIn(draft.schools).filter((id) => !/^\d{1,18}$/.test(id));
  return {
    ...(wrong.length > 0 && {
      schools: `Schools are named by their numbers, as in schoolId: "${wrong[0]}" is none.`,
    }),
    ...(isBefore(draft.dateTo, draft.dateFrom) && {
      dateTo: "The last day lies before the first one. Swap them.",
    }),
    ...(isBefore(draft.changedUntil, draft.changedSince) && {
      changedUntil: "The end lies before the beginning. Swap them.",
    }),
  };
}

const schoolsIn = (text: string) => text.split(/[\s,;]+/).filter((part) => part !== "");
const instantOf = (local: string) => new Date(local).toISOString();
/** Both as fields have them: their order is that of their texts. */
const isBefore = (end: string, start: string) => end !== "" && start !== "" && end < start;

/** The day of a moment, on this machine's clock: "2026-11-21". */
export function localDay(at: Date): string {
  const [year, month, date] = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return `${year}-${two(month)}-${two(date)}`;
}

/** For <input type="datetime-local">. */
export const localMinute = (at: Date) => `${localDay(at)}T${two(at.getHours())}:${two(at.getMinutes())}`;

const two = (number: number) => String(number).padStart(2, "0");
