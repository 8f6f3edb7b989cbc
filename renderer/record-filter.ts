import type { RecordState } from "../shared/domain/record.ts";
import type { Asked } from "./steward.ts";

/** States as a steward tells them apart. */
export const stateGroups = [
  { name: "to-send", words: "To send", states: ["new", "changed"] },
  { name: "accepted", words: "Accepted", states: ["sent"] },
  { name: "refused", words: "Refused", states: ["failed"] },
  { name: "blocked", words: "Blocked", states: ["blocked"] },
  { name: "waiting", words: "Waiting", states: ["waiting"] },
  { name: "no-answer", words: "No answer", states: ["unknown"] },
  { name: "gone", words: "No longer in the files", states: ["gone", "delete-pending"] },
  { name: "deleted", words: "Deleted", states: ["deleted"] },
  { name: "other-school", words: "Not sent: another school", states: ["outside"] },
] as const satisfies readonly { name: string; words: string; states: readonly RecordState[] }[];

const names = ["resource", "state", "cause", "school", "dateFrom", "dateTo", "changedSince", "file"] as const;

/**
 * What narrows the list of records and may stand in an address: no part of a key is among it. Empty: narrows nothing.
 * `state` is the name of a group.
 */
export type ExplorerFilter = Readonly<Record<(typeof names)[number], string>>;

export const noFilter: ExplorerFilter = {
  resource: "",
  state: "",
  cause: "",
  school: "",
  dateFrom: "",
  dateTo: "",
  changedSince: "",
  file: "",
};

/** For an address: "resource=%2Fed-fi%2Fstudents&state=refused". */
export const filterText = (filter: Partial<ExplorerFilter>): string =>
  new URLSearchParams(names.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))).toString();

/** What an address says; names that there are not are left out. */
export function readFilter(text: string | undefined): ExplorerFilter {
  const given = new URLSearchParams(text ?? "");
  return { ...noFilter, ...Object.fromEntries(names.map((name) => [name, given.get(name) ?? ""])) };
}

export const isEmpty = (filter: ExplorerFilter, find: string): boolean =>
  find.trim() === "" && names.every((name) => filter[name] === "");

/** What is wrong, in a sentence. */
export function filterProblem({
  school,
  dateFrom,
  dateTo,
  changedSince,
}: ExplorerFilter): string | undefined {
  if (changedSince !== "" && Number.isNaN(Date.parse(changedSince)))
    return "The time since when records changed is none. Choose it anew.";
  if (!/^\d{0,18}$/.test(school)) return "A school is named by its number, as in schoolId.";
  if (dateFrom !== "" && dateTo !== "" && dateTo < dateFrom)
    return "The last day lies before the first one. Swap them.";
  return undefined;
}

type Wish = Omit<Asked<"records.find">, "connection" | "after" | "limit">;

/** As the core is asked. Only for a filter without a problem. */
export function findWish(filter: ExplorerFilter, find: string): Wish {
  const { resource, cause, school, dateFrom, dateTo, changedSince, file } = filter;
  const states = stateGroups.find(({ name }) => name === filter.state)?.states;
  return {
    ...(find.trim() !== "" && { find: find.trim() }),
    ...(resource !== "" && { resource }),
    ...(states && { states: [...states] }),
    ...(cause !== "" && { cause }),
    ...(school !== "" && { school }),
    ...(dateFrom !== "" && { dateFrom }),
    ...(dateTo !== "" && { dateTo }),
    ...(changedSince !== "" && { changedSince: new Date(changedSince).toISOString() }),
    ...(file !== "" && { file }),
  };
}
