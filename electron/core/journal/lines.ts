import { explain, topicOfKind } from "../../../shared/dictionary/dictionary.ts";
import type { Topic } from "../../../shared/domain/dictionary.ts";
import type { BundleConnection, CauseLine, EntryLine, JournalLine } from "../../../shared/domain/journal.ts";
import type { PermissionsView } from "../../../shared/domain/permissions.ts";
import type { ResourceStatus } from "../../../shared/domain/record.ts";
import type { StoredCause } from "../causes/causes-store.ts";
import { nameOf } from "../causes/classify.ts";
import { typeWords } from "../causes/drafts.ts";
import type { FoundCause } from "../check/checks-store.ts";
import type { StoredRun } from "../sync/runs-store.ts";

/**
 * From what is on disk to what may leave this machine: each line is built member by member from a list of what may be told.
 * All pure.
 */

const unknownCode = (path: string) => `${nameOf(path)}: a code is not known to the server`;
/**
 * Titles of these show a code, a key or a file's name, which a wrong column may have filled with anything: what is told in
 * their place, of a resource where it is known.
 */
const reserved: Readonly<Partial<Record<Topic, (path: string) => string>>> = {
  "missing-parent.files": (path) => `${nameOf(path)}: one that other records refer to is not in your files`,
  descriptor: unknownCode,
  "descriptor.unknown": unknownCode,
  "descriptor.form": (path) => `${nameOf(path)}: a code is no descriptor value (namespace#code)`,
  "descriptor.unmapped": (path) => `${typeWords(path)}: a code is not mapped`,
  "rejected-line.unknown-resource": () => "A file has the name of no resource",
  "rejected-line.unreadable": (path) => `${nameOf(path)}: the file cannot be read`,
};
const withoutPath: Readonly<Partial<Record<Topic, string>>> = {
  "rejected-line.unknown-resource": "A file has the name of no resource",
  "rejected-line.unreadable": "A file cannot be read",
};

/** A resource of the API; a file's name stands in its place where nobody knows which it is. */
export const isPath = (resource: string) => /^\/[\w-]+\/\w+$/.test(resource);

type Told = Omit<
  StoredCause,
  "id" | "fingerprint" | "connection" | "repaired" | "shut" | "ready" | "openedAt" | "clearedAt"
> & {
  readonly id: number | string;
};

export function causeLine(connection: string, cause: Told): CauseLine {
  const { id, kind, who, resource, status, type, failed, held, firstSeen, lastSeen } = cause;
  const topic = cause.topic ?? topicOfKind(kind);
  return {
    kind: "cause",
    connection,
    id: String(id),
    cause: kind,
    topic,
    title: titleOf(cause, topic),
    who,
    ...(isPath(resource) && { resource }),
    ...(status !== null && { status }),
    ...(type !== null && { type }),
    records: failed,
    held,
    firstSeen,
    lastSeen,
  };
}

/** What a check found before anything was sent. */
export function foundLine(connection: string, found: FoundCause): CauseLine {
  const { resources, about } = found;
  return {
    ...causeLine(connection, { ...found, status: null, type: null }),
    resources: resources.filter(isPath),
    ...(about !== null && isPath(about) && { about }),
    found: "before sending",
  };
}

type Life = Pick<CauseLine, "resources" | "repaired" | "ready" | "about" | "openedAt" | "clearedAt">;

/** How a cause stands; `resources`: of the records that failed by it. */
export function lifeLine(cause: StoredCause, resources: readonly string[]): Life {
  const { repaired, ready, about, openedAt, clearedAt } = cause;
  return {
    resources: resources.filter(isPath),
    repaired,
    ready,
    ...(about !== null && isPath(about) && { about }),
    ...(openedAt !== null && { openedAt }),
    ...(clearedAt !== null && { clearedAt }),
  };
}

/** What these causes mean, in Steward's own words; what a district has written to them is its own. */
export const entriesOf = (causes: readonly CauseLine[]): EntryLine[] =>
  [...new Set(causes.map(({ topic }) => topic))]
    .sort()
    .map((topic) => ({ kind: "entry", ...explain(topic) }));

export const toldResources = (resources: readonly ResourceStatus[]): ResourceStatus[] =>
  resources.filter(({ resource }) => isPath(resource));

/**
 * What the key is good for, as its host has set it up. Not the names of organizations, which the district's records fill, nor
 * the sentences that name namespaces and ids of records.
 */
export function keyLine({
  now,
  gaps,
}: PermissionsView): Pick<BundleConnection, "claimSet" | "permissions" | "key"> {
  if (!now) return {};
  const { at, claimSet, namespacePrefixes, organizations, profiles, resources } = now;
  return {
    ...(claimSet !== undefined && { claimSet }),
    ...(resources && { permissions: resources }),
    key: {
      at,
      namespacePrefixes,
      organizations: organizations.map(({ id, type }) => ({ id, ...(type !== undefined && { type }) })),
      profiles,
      // What lacks an operation is told by resource and operation alone.
      gaps: gaps.map(({ sentence, ...gap }) => (gap.missing.length > 0 ? { ...gap, sentence } : gap)),
    },
  };
}

export interface CauseChangeRow
  extends Pick<StoredCause, "kind" | "topic" | "title" | "about" | "who" | "resource" | "status"> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly cause: number;
  readonly run: number | null;
  /** How many waited when it had ended: 0 for a clearing. */
  readonly after: number;
  /** How many left it. */
  readonly gone: number;
}

export function causeChangeLine(connection: string, row: CauseChangeRow): JournalLine {
  const { at, cause, kind, who, resource, status, run, after, gone } = row;
  const topic = row.topic ?? topicOfKind(kind);
  return {
    kind: "cause-change",
    at: new Date(at).toISOString(),
    connection,
    cause: String(cause),
    what: after === 0 ? "cleared" : "opened",
    topic,
    title: titleOf(row, topic),
    who,
    ...(isPath(resource) && { resource }),
    ...(status !== null && { status }),
    records: after === 0 ? gone : after,
    ...(run !== null && { run: String(run) }),
  };
}

/** What a cause is, as the journal tells it: in words that anybody may read. */
export const plainTitle = (cause: Named & Pick<StoredCause, "kind" | "topic">): string =>
  titleOf(cause, cause.topic ?? topicOfKind(cause.kind));

/** Something of its title is not told: others may look like it then. */
export const isReserved = ({ kind, topic, resource }: Pick<StoredCause, "kind" | "topic" | "resource">) =>
  !isPath(resource) || reserved[topic ?? topicOfKind(kind)] !== undefined;

type Named = Pick<StoredCause, "title" | "resource" | "about">;

function titleOf({ title, resource, about }: Named, topic: Topic): string {
  const told = reserved[topic];
  if (isPath(resource) && !told) return title;
  const subject = [about, resource].find((path) => path !== null && isPath(path));
  if (!subject) return withoutPath[topic] ?? explain(topic).means;
  return told?.(subject) ?? `${nameOf(subject)}: ${explain(topic).means}`;
}

export function runLine(connection: string, run: StoredRun): Extract<JournalLine, { kind: "run" }> {
  const { id, submission, state, startedAt, endedAt, result } = run;
  const { created, updated, unchanged, deleted, keyChanged } = result?.sent ?? nothing;
  return {
    kind: "run",
    at: endedAt ?? startedAt,
    connection,
    run: String(id),
    ...(submission !== null && { submission: String(submission) }),
    state,
    ...(result && { seconds: result.seconds }),
    requests: result?.requests ?? 0,
    tokens: result?.tokens ?? 0,
    created,
    updated,
    unchanged,
    deleted,
    keyChanged,
    failed: result?.failed ?? 0,
    blocked: result?.blocked ?? 0,
    waiting: result?.waiting ?? 0,
    unknown: result?.unknown ?? 0,
    left: result?.left ?? 0,
  };
}
const nothing = { created: 0, updated: 0, unchanged: 0, deleted: 0, keyChanged: 0 };

export interface RefusalRow {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly run: number;
  readonly resource: string | null;
  readonly status: number | null;
  readonly key: Buffer | null;
}

/** `hashed`: replaces a key's digest by a keyed one. */
export function refusalLine(
  connection: string,
  { at, run, resource, status, key }: RefusalRow,
  hashed: (key: Buffer) => Buffer,
): JournalLine {
  return {
    kind: "refusal",
    at: new Date(at).toISOString(),
    connection,
    run: String(run),
    ...(resource !== null && { resource }),
    ...(status !== null && { status }),
    ...(key !== null && { record: hashed(key).toString("hex") }),
  };
}
