import type { Handlers } from "../../../shared/contract.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { machineZone } from "../ledger/calendar.ts";
import { knownModel, type Parts } from "../parts.ts";
import { CausesView } from "../views/causes-view.ts";
import { RecordView } from "../views/record-view.ts";

type CauseCommands = "causes.list" | "causes.summary" | "causes.show" | "causes.records";

export function createCauseHandlers(parts: Parts): Pick<Handlers, CauseCommands> {
  const { service, sources, profiler, causes, causeHistory, connections, schedulesStore } = parts;
  const viewOf = (connection: StoredConnection) =>
    new CausesView(
      parts,
      {
        connection,
        sets: sources.sets(connection),
        owners: profiler.of(connection.id).owners,
        timeZone: schedulesStore.of(connection.id).schedule?.timeZone ?? machineZone(),
      },
      new RecordView(parts, connection.id, knownModel(parts, connection)),
    );
  const idOf = (ref: string | undefined) => (ref === undefined ? null : service.find(ref).id);
  return {
    "causes.list": ({ connection: ref, brief, ...query }) => {
      const found = causes.list({ ...query, connection: idOf(ref) });
      const views = new Map(
        connections
          .list()
          .filter(({ id }) => found.some(({ connection }) => connection === id))
          .map((connection) => [connection.id, viewOf(connection)]),
      );
      return found.flatMap((cause) => views.get(cause.connection)?.show(cause, brief) ?? []);
    },
    "causes.summary": ({ connection, cleared }) => causeHistory.summary(idOf(connection), cleared),
    "causes.show": ({ connection, cause }) => viewOf(service.find(connection)).detail(cause),
    "causes.records": ({ connection, cause, ...page }) =>
      viewOf(service.find(connection)).records(cause, page),
  };
}
