import { hash } from "node:crypto";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import { toldFile } from "../../../shared/domain/file-name.ts";
import type { RejectedGroup } from "../sources/sets-store.ts";
import type { CauseDraft } from "./causes-store.ts";
import { nameOf } from "./classify.ts";
import { codeOfValue } from "./titles.ts";

/** Lines of one file (or of one resource) that were rejected for one reason. */
export function rejectedCause({ resource, path, code, reason }: RejectedGroup): CauseDraft {
  const isWhole = code === "unknown-resource" || code === "unreadable";
  const where = isWhole ? path : (resource ?? path);
  const title =
    resource && !isWhole
      ? `${nameOf(resource)}: a line ${reason}`
      : `${toldFile(path)}: ${isWhole ? "the file" : "a line"} ${reason}`;
  return {
    fingerprint: `rejected|${where}|${code}|${reason}`,
    kind: "rejected-line",
    topic: rejectedTopics[code] ?? "rejected-line",
    title,
    who: "source data",
    resource: resource ?? toldFile(path),
  };
}

const rejectedTopics: Readonly<Record<string, Topic>> = {
  "not-json": "rejected-line.not-json",
  "not-object": "rejected-line.not-json",
  "wrong-type": "rejected-line.wrong-type",
  "no-key": "rejected-line.no-key",
  encoding: "rejected-line.encoding",
  "duplicate-key": "rejected-line.duplicate-key",
  "unknown-resource": "rejected-line.unknown-resource",
  unreadable: "rejected-line.unreadable",
};

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
    topic: "missing-parent.files",
    title: `${which} that other records refer to is not in your files`,
    who: "source data",
    resource: target,
    about: target,
  };
}

/** The server fails on these records and no others, or never says what became of them. */
export const lostCause = (resource: string, status: number | undefined): CauseDraft => ({
  fingerprint: `lost|${resource}|${status ?? "none"}`,
  kind: "server",
  topic: status === 500 ? "server.fault" : "server.lost",
  title: `${nameOf(resource)}: the server gave no clear answer, however often these were sent`,
  who: "the host",
  resource,
  status,
});

/** On the server already, and out of this key's reach until an association gives the right (protocol section 4). */
export const waitingCause = (resource: string, associations: readonly string[]): CauseDraft => ({
  fingerprint: `waiting|${resource}`,
  kind: "waiting",
  topic: "waiting.association",
  title: `${nameOf(resource)}: may be written once ${associations.map(nameOf).join(" or ")} of the same person are accepted`,
  who: "source data",
  resource,
});

/** Their parents are in the files, were never accepted, and were not among the resources that a push was asked for. */
export const leftOutCause = (parent: string): CauseDraft => ({
  fingerprint: `left-out|${parent}`,
  kind: "waiting",
  topic: "waiting.left-out",
  title: `Records wait for ${nameOf(parent)}, which this push left out: push ${nameOf(parent)} first, or everything`,
  who: "wait",
  resource: parent,
  about: parent,
});

/** A code that is no value of the server, and that nobody has mapped: one mapping releases all records that use it. */
export function unmappedCause(type: string, code: string): CauseDraft {
  const name = typeWords(type);
  const shown = showableCode(code);
  return {
    fingerprint: `unmapped|${type}|${hash("sha256", code, "hex").slice(0, 32)}`,
    kind: "descriptor",
    topic: "descriptor.unmapped",
    title: shown === undefined ? `${name}: a code is not mapped` : `${name} "${shown}" is not mapped`,
    who: "mapping",
    resource: type,
    about: type,
  };
}

/** "Grade level" of "/ed-fi/gradeLevelDescriptors". */
export const typeWords = (type: string): string => inWords(nameOf(type).replace(/Descriptors$/, ""));

/** A title may leave this machine: a code in it must look like one, and not like what a wrong column may hold. */
function showableCode(code: string): string | undefined {
  const looksLikeCode =
    /^[A-Z0-9][A-Z0-9_./+-]{0,19}$/.test(code) && !/\d{5}|\d[-/.]\d{1,2}[-/.]\d/.test(code);
  return looksLikeCode ? code : codeOfValue(code);
}

/** "gradeLevel" -> "Grade level". */
function inWords(name: string): string {
  const words = name.replace(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Their parents are in the files and were never accepted, because the profile does not send them. */
export const unsentCause = (parent: string, why: "extension" | "off" | "unused"): CauseDraft => ({
  fingerprint: `unsent|${parent}`,
  kind: "waiting",
  topic: "waiting.switched-off",
  title: `Records wait for ${nameOf(parent)}, which this connection does not send: ${unsentWords[why]}`,
  who: "our settings",
  resource: parent,
  about: parent,
});

/** The connection sends some schools only, and the parent belongs to another one. */
export const otherSchoolCause = (parent: string): CauseDraft => ({
  fingerprint: `other-school|${parent}`,
  kind: "waiting",
  topic: "waiting.other-school",
  title: `Records wait for ${nameOf(parent)} of schools that this connection does not send`,
  who: "our settings",
  resource: parent,
  about: parent,
});

const unsentWords = {
  extension: "its extension is switched off in the profile",
  off: "it is switched off in the profile",
  unused: "the profile says that it is not used",
} as const;

/** Two of the connection's folders state the same record. */
export const statedTwiceCause = (resource: string): CauseDraft => ({
  fingerprint: `twice|${resource}`,
  kind: "identity",
  topic: "identity.folders",
  title: `${nameOf(resource)}: another folder of this connection states the same record; the folder added first is taken`,
  who: "our settings",
  resource,
});

/** On the server under other keys, which it does not change: nothing is made or removed before somebody agrees. */
export const keyChangeCause = (resource: string): CauseDraft => ({
  fingerprint: `key-change|${resource}`,
  kind: "key-change",
  title: `${nameOf(resource)}: their keys changed, and the server cannot follow. Sending them makes new ones, moves what refers to them, and removes the old ones: look at the plan and confirm`,
  who: "our settings",
  resource,
  about: resource,
});
