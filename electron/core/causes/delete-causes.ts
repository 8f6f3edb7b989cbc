import type { Problem } from "../api/types.ts";
import type { CauseDraft } from "./causes-store.ts";
import { type Classification, nameOf } from "./classify.ts";
import { listed, words } from "./titles.ts";
import { knownType } from "./verdicts.ts";

interface Undeleted {
  readonly resource: string;
  /** The associations that give the right to the persons whom these records are about. */
  readonly associations: readonly string[];
}

/** The server keeps records that are no longer in the files. One cause for all that one repair lets go. Pure. */
export function undeletedCause(
  { resource, associations }: Undeleted,
  { status, type }: Problem,
  classification: Classification,
): CauseDraft {
  const { kind, retry, entities = [] } = classification;
  const draft = (
    topic: CauseDraft["topic"],
    why: string,
    said: string,
    who: CauseDraft["who"] = "the host",
  ): CauseDraft => {
    const known = knownType(type);
    return {
      fingerprint: `not-deleted|${resource}|${why}`,
      kind: "not-deleted",
      topic,
      title: `${nameOf(resource)}: not deleted, ${said}`,
      who,
      resource,
      status,
      ...(known !== undefined && { type: known }),
    };
  };
  if (
    type === "data-conflict:dependent-item-exists" ||
    (status === 409 && (kind === "other" || kind === "not-deleted"))
  ) {
    const names = entities.length > 0 ? entities.map(words) : ["other"];
    const said = `${listed(names, "and")} items on the server still refer to them`;
    return draft("not-deleted.dependents", `dependents|${entities.join(",")}`, said, "source data");
  }
  if (kind !== "permission" && kind !== "waiting") return draft("not-deleted", String(status), by(status));
  if (retry === "relationship" && associations.length > 0) {
    const names = listed(associations.map(nameOf), "or");
    const said = `the key has no right to them any more: it ends with the last of ${names} of the same person`;
    return draft("not-deleted.right-gone", "right-gone", said);
  }
  return retry === "relationship"
    ? draft("not-deleted.denied", "out-of-reach", "the key does not reach their organization")
    : draft("not-deleted.denied", "denied", "the key may not delete them");
}

const reasons: Readonly<Record<number, string>> = {
  404: "the server does not know their resource any more",
  412: "somebody else has changed them on the server meanwhile",
};
const by = (status: number) => reasons[status] ?? `the server refused that (status ${status})`;

/** Nobody knows whether the server has them still. */
export const lostDeleteCause = (resource: string, status: number | undefined): CauseDraft => ({
  fingerprint: `not-deleted|${resource}|lost|${status ?? "none"}`,
  kind: "not-deleted",
  topic: "not-deleted",
  title: `${nameOf(resource)}: perhaps not deleted, the server gave no clear answer, however often it was asked`,
  who: "the host",
  resource,
  status,
});
