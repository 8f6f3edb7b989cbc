import type { Emitted } from "../../../shared/contract.ts";
import { nameOfUser } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { buildSteps } from "../model/dependencies.ts";
import { stagesOf } from "../model/stages.ts";
import type { Model } from "../model/types.ts";
import type { Profiles } from "../profile/profiles.ts";
import type { Submissions } from "../schedule/submissions.ts";
import type { Sources } from "../sources/sources.ts";
import type { Stores } from "../stores.ts";
import { createWorld } from "../sync/world.ts";
import { FirstSyncs } from "./first-syncs.ts";
import type { StagePlan } from "./stage-view.ts";

interface Options {
  readonly stores: Stores;
  readonly sources: Pick<Sources, "sets">;
  readonly profiler: Pick<Profiles, "of">;
  readonly submissions: Submissions;
  readonly modelOf: (connection: StoredConnection) => Model | undefined;
  readonly emit: (event: Emitted) => void;
  /** The schedule may have waited for that. */
  readonly nudge: () => void;
}

export function createFirstSyncs({
  stores,
  sources,
  profiler,
  submissions,
  modelOf,
  emit,
  nudge,
}: Options): FirstSyncs {
  const plan = (connection: StoredConnection): StagePlan | undefined => {
    const model = modelOf(connection);
    if (!model) return undefined;
    const profile = profiler.of(connection.id);
    const world = createWorld(stores, connection.id, sources.sets(connection), { model, profile });
    const records = new Map<string, number>();
    for (const { resource, records: n } of world.collections)
      if (!world.unsent.has(resource)) records.set(resource, (records.get(resource) ?? 0) + n);
    const steps = buildSteps(model, connection.dependencies);
    const stageOf = stagesOf(steps);
    const resources = steps
      .filter(({ operation }) => operation === "create")
      .flatMap(({ resource: path }) => {
        const stage = stageOf.get(path);
        const n = records.get(path) ?? 0;
        return stage === undefined || n === 0 ? [] : [{ path, stage, records: n }];
      });
    return { world, resources };
  };
  return new FirstSyncs({
    db: stores.db,
    store: stores.firstSyncStore,
    submissionsStore: stores.submissionsStore,
    audit: stores.audit,
    who: nameOfUser(),
    submissions,
    plan,
    changed: () => {
      emit({ name: "data.changed", data: { tables: ["schedules", "audit"] } });
      nudge();
    },
  });
}
