import type { KeptReason } from "../../../../shared/domain/deletes.ts";

/** What is known of a record that has left the files. */
export interface Facts {
  /** The profile says that we send its resource. */
  readonly isSent: boolean;
  /** It belongs to a school that the connection does not send. */
  readonly isOfOtherSchool: boolean;
  readonly hasId: boolean;
  /** The server has the item for a record that the files state: it got another key there. */
  readonly isSameItem: boolean;
  /** The files state it under another key, or something that it hangs on. */
  readonly isUnderOtherKey: boolean;
  /** Another folder of the connection states it. */
  readonly isStated: boolean;
  /** A line that cannot be read states it for certain, or may do so. */
  readonly unreadable: "it" | "perhaps" | "no";
  /** Its folder is a complete list of it. */
  readonly isListed: boolean;
  /** A person named it, by its id or by the cause that holds it. */
  readonly isNamed: boolean;
  /** School years that its members state; else the one that its day falls into. */
  readonly years: { readonly are: "stated" | "inferred"; readonly of: readonly number[] };
  /** School years that its folder is about; empty where none is known. */
  readonly folderYears: ReadonlySet<number>;
}

/**
 * May it be deleted, and if not, why? Pure. Nothing but what this connection sends and has an id of; only from a complete
 * list, or named by a person; nothing of another school year than the folder's. A year that is only inferred from a date
 * (somebody was hired in it) does not stand in the way of what a person has named.
 */
export function verdictOf(facts: Facts): "delete" | KeptReason {
  const {
    isSent,
    isOfOtherSchool,
    hasId,
    isSameItem,
    isUnderOtherKey,
    isStated,
    unreadable,
    isListed,
    isNamed,
    years,
    folderYears,
  } = facts;
  if (!isSent) return "not-sent";
  if (isOfOtherSchool) return "other-school";
  if (!hasId) return "no-id";
  if (isSameItem) return "same-item";
  if (isUnderOtherKey) return "key-changed";
  if (isStated) return "stated-elsewhere";
  if (!isListed && !isNamed) return "not-complete";
  if (unreadable === "it" || (unreadable === "perhaps" && !isNamed)) return "unreadable";
  const counts = years.are === "stated" || !isNamed;
  const isOfOther = folderYears.size > 0 && years.of.some((year) => !folderYears.has(year));
  return counts && isOfOther ? "another-year" : "delete";
}
