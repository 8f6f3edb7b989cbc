import type { Profile } from "../../../shared/domain/profile.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Model } from "../model/types.ts";
import { readPending } from "./plan.ts";
import { createWorld, type SyncStores } from "./world.ts";

interface UnsentParts extends SyncStores {
  readonly sources: { sets(connection: StoredConnection): number[] };
  readonly profiler: { of(connection: number): Profile };
}

/** Records that are sent are new or have changed since, as the folders were read last. Only kept counts are read. */
export function hasUnsent(
  parts: UnsentParts,
  connection: StoredConnection,
  model: Model | undefined,
): boolean {
  if (!model) return false;
  const profile = parts.profiler.of(connection.id);
  const world = createWorld(parts, connection.id, parts.sources.sets(connection), { model, profile });
  return readPending(world).some(
    ({ resource, fresh, changed }) => !world.unsent.has(resource) && fresh + changed > 0,
  );
}
