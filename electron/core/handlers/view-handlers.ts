import type { Handlers } from "../../../shared/contract.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { knownModel, type Parts } from "../parts.ts";
import { CausesView } from "../views/causes-view.ts";
import { RecordView } from "../views/record-view.ts";
import { showStatus } from "../views/status-view.ts";
import { showSync } from "../views/sync-view.ts";

type ViewCommands = "status.show" | "sync.show" | "causes.list" | "causes.records";

export function createViewHandlers(parts: Parts): Pick<Handlers, ViewCommands> {
  const { service, sources, pushes } = parts;
  const recordsOf = (connection: StoredConnection) =>
    new RecordView(parts, connection.id, knownModel(parts, connection));
  const causesOf = (connection: StoredConnection) =>
    new CausesView(
      parts,
      {
        connection: connection.id,
        sets: sources.sets(connection),
        owners: parts.profiler.of(connection.id).owners,
      },
      recordsOf(connection),
    );
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
    "causes.list": ({ connection, limit }) => causesOf(service.find(connection)).list(limit),
    "causes.records": ({ connection, cause, after, limit }) =>
      causesOf(service.find(connection)).records(cause, after, limit),
  };
}
