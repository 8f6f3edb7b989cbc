import type { CompleteList } from "../shared/domain/deletes.ts";
import { counted, resourceName } from "./format.ts";
import type { Asked } from "./steward.ts";

/** Some resources that a folder is a complete list of, altogether or for some schools, as they stand in the fields. */
export interface CompleteEntry {
  readonly key: number;
  /** Paths. */
  readonly resources: readonly string[];
  /** School ids, parted by commas or blanks; empty: altogether. */
  readonly schools: string;
}

/** Resources that are complete for the same schools stand in one entry; there is always one to fill in. */
export function entriesOf(complete: readonly CompleteList[] | undefined): CompleteEntry[] {
  const groups = Map.groupBy(complete ?? [], ({ schools }) => (schools ?? []).join(", "));
  const entries = [...groups].map(([schools, lists], key) => ({
    key,
    resources: lists.map(({ resource }) => resource),
    schools,
  }));
  return entries.length > 0 ? entries : [{ key: 0, resources: [], schools: "" }];
}

/** Only for entries without a problem. */
export function completeOf(entries: readonly CompleteEntry[]): Asked<"sources.complete">["complete"] {
  return entries
    .filter(({ resources }) => resources.length > 0)
    .map(({ resources, schools }) => {
      const ids = idsIn(schools);
      return { resources: [...resources], ...(ids.length > 0 && { schools: ids }) };
    });
}

/** What is wrong with an entry, with what to do. */
export function entryProblem({ resources, schools }: CompleteEntry): string | undefined {
  const wrong = idsIn(schools).find((id) => !/^\d{1,18}$/.test(id));
  if (wrong !== undefined) return `Schools are named by their numbers, as in schoolId: "${wrong}" is none.`;
  return resources.length === 0 && schools.trim() !== ""
    ? "Choose the resources for these schools."
    : undefined;
}

const idsIn = (text: string) => text.split(/[\s,;]+/).filter((part) => part !== "");

const namesShown = 3;

/** What a folder is a complete list of, in one line; undefined: of nothing. */
export function completeWords(complete: readonly CompleteList[] | undefined): string | undefined {
  if (!complete || complete.length === 0) return undefined;
  const names = complete
    .slice(0, namesShown)
    .map(
      ({ resource, schools }) =>
        resourceName(resource) + (schools ? ` (${counted(schools.length, "school", "schools")})` : ""),
    );
  const more = complete.length - names.length;
  return `A complete list of ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
