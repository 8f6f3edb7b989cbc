import type { Handlers } from "../../../shared/contract.ts";
import { knownModel, type Parts } from "../parts.ts";
import { showActivity } from "../views/activity-view.ts";
import { showGraph } from "../views/graph-view.ts";
import { showStatus } from "../views/status-view.ts";
import { showSync } from "../views/sync-view.ts";

type ViewCommands = "status.show" | "sync.show" | "sync.graph" | "activity.show";

export function createViewHandlers(parts: Parts): Pick<Handlers, ViewCommands> {
  const { service, sources, pushes } = parts;
  return {
    "status.show": ({ connection: ref }) => {
      const wanted = ref === undefined ? parts.connections.list() : [service.find(ref)];
      return wanted.map((connection) =>
        showStatus(connection, {
          stores: parts,
          pushes,
          schedules: parts.schedules,
          sets: sources.sets(connection),
          model: knownModel(parts, connection),
          isFirst: parts.firstSyncStore.of(connection.id).finished === undefined,
        }),
      );
    },
    "activity.show": ({ connection: ref }) =>
      showActivity(parts, ref === undefined ? null : service.find(ref).id, Date.now()),
    "sync.show": ({ connection: ref }) => {
      const connection = service.find(ref);
      return showSync(connection, {
        stores: parts,
        pushes,
        sets: sources.sets(connection),
        model: knownModel(parts, connection),
        profile: parts.profiler.of(connection.id),
      });
    },
    "sync.graph": ({ connection: ref }) => {
      const connection = service.find(ref);
      const held = sources.sets(connection).flatMap((set) => parts.sets.collections(set));
      return showGraph(connection, {
        model: knownModel(parts, connection),
        profile: parts.profiler.of(connection.id),
        own: new Set(held.map(({ resource }) => resource)),
      });
    },
  };
}
