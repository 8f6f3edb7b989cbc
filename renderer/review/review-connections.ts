import type { ConnectionStatus } from "../../shared/contract.ts";
import type { Connection } from "../../shared/domain/connection.ts";
import type { BundleConnection, BundleManifest } from "../../shared/domain/journal.ts";
import type { PermissionsView } from "../../shared/domain/permissions.ts";
import type { Run } from "../../shared/domain/run.ts";

/** What the pages ask of connections, answered from the first line of a review file. All pure. */

export function shownConnection(
  { id, name, server, practice = false, closedAt, schoolYear }: BundleConnection,
  { madeAt }: BundleManifest,
): Connection {
  return {
    id,
    name,
    settings: { ...unknownSettings, ...(schoolYear !== undefined && { year: schoolYear }) },
    ...(server && {
      server: {
        version: server.version,
        product: server.product === "dms" ? "dms" : "ods",
        dataModels: server.dataModels.map((model) => `${model.name} ${model.version}`),
        seenAt: madeAt,
      },
    }),
    ...(closedAt !== undefined && { closedAt }),
    practice,
    createdAt: madeAt,
  };
}

/** Addresses and paces stay where they are: no page of a review shows them. */
const unknownSettings: Connection["settings"] = {
  url: "https://not-in-the-file.invalid",
  otherUrls: [],
  trustedOrigins: [],
  keyReminderDays: 365,
  concurrency: 1,
  requestTimeout: 60_000,
  connectTimeout: 15_000,
  keepOthersChanges: false,
  schools: [],
  sentHistoryDays: 400,
};

export function shownStatus(connection: BundleConnection, manifest: BundleManifest): ConnectionStatus {
  const { resources = [], causes, lastRun } = connection;
  return {
    connection: shownConnection(connection, manifest),
    resources,
    causes,
    ...(lastRun && { lastRun: shownRun(lastRun) }),
    running: false,
  };
}

function shownRun({
  run,
  connection,
  state,
  at,
  kind: _,
  seconds = 0,
  ...counts
}: NonNullable<BundleConnection["lastRun"]>): Run {
  const { created, updated, unchanged, deleted, keyChanged, ...others } = counts;
  return {
    id: run,
    connection,
    state,
    startedAt: new Date(Date.parse(at) - seconds * 1000).toISOString(),
    endedAt: at,
    result: {
      ...others,
      run,
      connection,
      state,
      seconds,
      sent: { created, updated, unchanged, deleted, keyChanged },
      planned: created + updated + others.failed + others.waiting,
      exitStatus: 0,
      rejected: 0,
      perSecond: 0,
      peakConcurrency: 0,
      causes: [],
    },
  };
}

/** Nothing of it where the file does not say what the key reaches. */
export function shownPermissions({ key, claimSet, permissions }: BundleConnection): PermissionsView {
  if (!key) return { changes: [], gaps: [] };
  const { at, namespacePrefixes, organizations, profiles, gaps } = key;
  return {
    now: {
      at,
      ...(claimSet !== undefined && { claimSet }),
      namespacePrefixes,
      organizations,
      profiles,
      ...(permissions && { resources: permissions }),
    },
    changes: [],
    gaps: gaps.map(({ sentence, ...gap }) => ({ ...gap, sentence: sentence ?? outOfReach(gap.resource) })),
    ...(!permissions && { advice: "The server did not list what this key may do with each resource." }),
  };
}

/** Which namespaces and which schools is not in the file. */
const outOfReach = (resource: string) =>
  resource === "/ed-fi/schools"
    ? "Records are of schools that this key does not reach."
    : "Records are in a namespace that this key may not write in.";
