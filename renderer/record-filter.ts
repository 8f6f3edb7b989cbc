import type { RecordState } from "../shared/domain/record.ts";
import { type Filter, filterForm } from "./address-filter.ts";
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

/** What narrows the list of records and may stand in an address: no part of a key is among it. `state` is the name of a group. */
export type ExplorerFilter = Filter<(typeof names)[number]>;

const form = filterForm(names);
export const noFilter: ExplorerFilter = form.none;

/** For an address: "resource=%2Fed-fi%2Fstudents&state=refused". */
export const filterText = form.write;

export const readFilter = form.read;

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
