import type { ConnectionStatus } from "../../../shared/contract.ts";
import { everything } from "../../../shared/domain/profile.ts";
import { type RecordState, type ResourceStatus, recordStates } from "../../../shared/domain/record.ts";
import { type StoredConnection, showConnection } from "../connections/connections-store.ts";
import { buildSteps } from "../model/dependencies.ts";
import type { Model } from "../model/types.ts";
import type { Schedules } from "../schedule/schedules.ts";
import { freshIn } from "../sync/candidates.ts";
import type { Pushes } from "../sync/pushes.ts";
import { createWorld } from "../sync/world.ts";
import type { ViewStores } from "./record-view.ts";

interface StatusParts {
  readonly stores: ViewStores;
  readonly pushes: Pushes;
  readonly schedules: Schedules;
  readonly sets: readonly number[];
  readonly model: Model | undefined;
  /** Its first sync is not finished. */
  readonly isFirst: boolean;
}

/** Where a connection stands: counts by resource and state, in dependency order. Only kept counts are read. */
export function showStatus(
  connection: StoredConnection,
  { stores, pushes, schedules, sets, model, isFirst }: StatusParts,
): ConnectionStatus {
  const last = stores.runs.lastBegun(connection.id);
  const { next, pausedAt } = schedules.show(connection);
  return {
    connection: showConnection(connection),
    resources: model ? resourceStatus(connection, { stores, sets, model }) : [],
    causes: stores.causes.countOpen(connection.id),
    ...(last && { lastRun: pushes.shown(last) }),
    running: pushes.isRunning(connection.id),
    ...(isFirst && { firstSync: true }),
    ...(next !== undefined && { nextBatch: next }),
    ...(pausedAt !== undefined && { pausedAt }),
  };
}

/** Of the resources that the connection's files hold, in dependency order. */
export function resourceStatus(
  connection: StoredConnection,
  { stores, sets, model }: { stores: ViewStores; sets: readonly number[]; model: Model },
): ResourceStatus[] {
  const world = createWorld(stores, connection.id, sets, { model, profile: everything });
  const orders = new Map(
    buildSteps(model, connection.dependencies)
      .filter(({ operation }) => operation === "create")
      .map(({ resource, order }) => [resource, order]),
  );
  const byResource = new Map<string, ResourceStatus>();
  for (const collection of world.collections) {
    const known =
      byResource.get(collection.resource) ??
      emptyStatus(collection.resource, orders.get(collection.resource));
    const counts = { ...known.counts, new: known.counts.new + freshIn(world, collection) };
    for (const { state, n } of stores.states.countsOf(connection.id, collection.id)) counts[state] += n;
    byResource.set(collection.resource, {
      ...known,
      records: known.records + collection.records,
      counts,
      rejected: known.rejected + stores.sets.rejectedOf(collection.id),
      gone: known.gone + collection.gone,
    });
  }
  return [...byResource.values()].sort(
    (a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.resource < b.resource ? -1 : 1),
  );
}

function emptyStatus(resource: string, order: number | undefined): ResourceStatus {
  const counts = Object.fromEntries(recordStates.map((state) => [state, 0])) as Record<RecordState, number>;
  return { resource, ...(order !== undefined && { order }), records: 0, counts, rejected: 0, gone: 0 };
}
