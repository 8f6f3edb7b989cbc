import type { RejectedGroup } from "../sources/sets-store.ts";
import type { CauseDraft } from "./causes-store.ts";
import { nameOf } from "./classify.ts";

/** Lines of one file (or of one resource) that were rejected for one reason. */
export function rejectedCause({ resource, path, code, reason }: RejectedGroup): CauseDraft {
  const where = code === "unknown-resource" || code === "unreadable" ? path : (resource ?? path);
  const lines = code === "unknown-resource" || code === "unreadable" ? "the file" : "a line";
  const title =
    resource && lines === "a line"
      ? `${nameOf(resource)}: ${lines} ${reason}`
      : `${path}: ${lines} ${reason}`;
  return {
    fingerprint: `rejected|${where}|${code}|${reason}`,
    kind: "rejected-line",
    title,
    who: "source data",
    resource: resource ?? path,
  };
}

/** Records refer to something that is in none of the connection's files, though others of its kind are. */
export function missingParentCause(
  target: string,
  entity: string,
  keyDigest: string,
  shown: string | undefined,
): CauseDraft {
  const which = shown === undefined ? `A ${entity}` : `${entity} ${shown}`;
  return {
    fingerprint: `missing|${entity}|${keyDigest}`,
    kind: "missing-parent",
    title: `${which} that other records refer to is not in your files`,
    who: "source data",
    resource: target,
  };
}

/** The server fails on these records and no others, or never says what became of them. */
export const lostCause = (resource: string, status: number | undefined): CauseDraft => ({
  fingerprint: `lost|${resource}|${status ?? "none"}`,
  kind: "server",
  title: `${nameOf(resource)}: the server gave no clear answer, however often these were sent`,
  who: "the host",
  resource,
  status,
});

/** On the server already, and out of this key's reach until an association gives the right (protocol section 4). */
export const waitingCause = (resource: string, associations: readonly string[]): CauseDraft => ({
  fingerprint: `waiting|${resource}`,
  kind: "waiting",
  title: `${nameOf(resource)}: may be written once ${associations.map(nameOf).join(" or ")} of the same person are accepted`,
  who: "source data",
  resource,
});

/** Their parents are in the files, were never accepted, and were not among the resources that a push was asked for. */
export const leftOutCause = (parent: string): CauseDraft => ({
  fingerprint: `left-out|${parent}`,
  kind: "waiting",
  title: `Records wait for ${nameOf(parent)}, which this push left out: push ${nameOf(parent)} first, or everything`,
  who: "wait",
  resource: parent,
});

/** Two of the connection's folders state the same record. */
export const statedTwiceCause = (resource: string): CauseDraft => ({
  fingerprint: `twice|${resource}`,
  kind: "identity",
  title: `${nameOf(resource)}: another folder of this connection states the same record; the folder added first is taken`,
  who: "our settings",
  resource,
});
