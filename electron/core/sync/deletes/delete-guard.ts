import type { DeletePlan, KeptReason } from "../../../../shared/domain/deletes.ts";
import { counted, percent, some } from "../../../../shared/sentence-numbers.ts";
import { nameOf } from "../../causes/classify.ts";
import { listed } from "../../causes/titles.ts";

/** A resource that loses more of its records than such a share, or than so many, is deleted only by whoever types the total. */
const mostShare = 0.05;
const mostRecords = 500;

type ResourceDeletes = DeletePlan["resources"][number];

/** Pure. `of`: records that the server has from this connection. */
export function weigh(resource: string, deletes: number, of: number): ResourceDeletes {
  const share = of === 0 ? 0 : deletes / of;
  return { resource, deletes, of, share, stops: deletes > mostRecords || deletes > of * mostShare };
}

/**
 * Why this may not be deleted, in a sentence with the present numbers; undefined: it may. Whoever typed a total saw a list:
 * what differs from it now is to be looked at again. Pure.
 */
export function refusalOf(
  { total, resources }: Pick<DeletePlan, "total" | "resources">,
  confirmed: number | undefined,
): string | undefined {
  if (confirmed === total) return undefined;
  if (confirmed !== undefined) {
    const were = confirmed === 1 ? "was" : "were";
    return `${some(confirmed, "delete")} ${were} confirmed, and there are ${counted(total)} now. Look at the list again, and confirm ${counted(total)}.`;
  }
  const stopping = resources.filter(({ stops }) => stops);
  if (stopping.length === 0) return undefined;
  const losses = stopping.map(
    ({ resource, deletes, of, share }) =>
      `${counted(deletes)} of ${counted(of)} ${nameOf(resource)} (${percent(share)})`,
  );
  return `${listed(losses, "and")} would be deleted, more than 5 % or ${counted(mostRecords)} of a resource. If the list is right, confirm its total, ${counted(total)}.`;
}

/** Why records stay on the server though they have left the files, for people. Pure. */
export function keptSentence(
  { resource, records, why }: { resource: string; records: number; why: KeptReason },
  years: { readonly ofRecords: Iterable<number>; readonly ofFolder: Iterable<number> },
): string {
  const what = `${counted(records)} ${nameOf(resource)}`;
  const verb = records === 1 ? "is" : "are";
  switch (why) {
    case "not-complete":
      return `${what} ${verb} no longer in the folder, which is not declared a complete list of them.`;
    case "another-year":
      return `${what} ${records === 1 ? "belongs" : "belong"} to ${yearsIn(years.ofRecords)}; this folder is about ${yearsIn(years.ofFolder)}.`;
    case "unreadable":
      return `${what} may stand in lines of the folder that cannot be read. Mend these lines first.`;
    case "stated-elsewhere":
      return `${what} ${verb} in another folder of this connection.`;
    case "not-sent":
      return `${what} ${verb} of a resource that this connection's profile does not send.`;
    case "other-school":
      return `${what} ${verb} of schools that this connection does not send.`;
    case "key-changed":
      return `${what} ${verb} in your files under another key, or ${records === 1 ? "hangs" : "hang"} on a record that is. A push moves them.`;
    case "same-item":
      return `${what} ${verb} on the server under the key of a record in your files: nothing is to be removed.`;
    case "no-id":
      return `Of ${what} the server's ids are not known: nobody knows whether it has them.`;
    default:
      return why satisfies never;
  }
}

/** "2025-2026 and 2026-2027". */
const yearsIn = (years: Iterable<number>) =>
  listed(
    [...years].sort((one, other) => one - other).map((year) => `${year - 1}-${year}`),
    "and",
  );
