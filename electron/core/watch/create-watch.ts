import type { Emitted } from "../../../shared/contract.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Changes } from "../schedule/changes.ts";
import type { Clock } from "../schedule/clockwork.ts";
import { filesOf } from "../sources/folder.ts";
import type { Sources } from "../sources/sources.ts";
import type { Stores } from "../stores.ts";
import type { Pushes } from "../sync/pushes.ts";
import { Watch, type Watchable } from "./watch.ts";

interface Options {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly sources: Sources;
  readonly pushes: Pick<Pushes, "isRunning">;
  readonly changes: Changes;
  readonly emit: (event: Emitted) => void;
  /** A schedule may have waited for what was found. */
  readonly nudge: () => void;
  readonly reportBug: (error: unknown) => void;
}

/** What watches the folders of all connections, reads what has changed in them, and tells the schedules of it. */
export function createWatch({
  stores,
  clock,
  sources,
  pushes,
  changes,
  emit,
  nudge,
  reportBug,
}: Options): Watch {
  const { connections, schedulesStore, models } = stores;
  const readOnce = new Set<number>();

  const asWatchable = ({ id, closedAt, model }: StoredConnection): Watchable[] => {
    if (closedAt !== null || model === null || schedulesStore.of(id).pausedAt !== null) return [];
    const folders = connections.sources(id).map(({ folder }) => folder);
    return folders.length === 0 ? [] : [{ connection: id, folders, model }];
  };
  const read = async (id: number) => {
    const connection = connections.list().find((one) => one.id === id);
    const model = typeof connection?.model === "number" ? models.byId(connection.model) : undefined;
    if (!connection || !model || connection.model === null || connection.closedAt !== null) return;
    const report = await sources.scan(connection, { model, modelId: connection.model });
    // What was found before Steward was started may have been left unsent.
    if (!readOnce.has(id) || report.new + report.changed + report.gone > 0) changes.found(id);
    readOnce.add(id);
    emit({ name: "data.changed", data: { tables: ["sources", "records", "causes"] } });
    nudge();
  };
  return new Watch({
    clock,
    reportBug,
    read,
    watchable: () => connections.list().flatMap(asWatchable),
    filesOf: (id) => {
      const model = models.byId(id);
      return model && filesOf(model);
    },
    isBusy: pushes.isRunning,
  });
}
