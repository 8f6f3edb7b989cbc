import type { Handlers } from "../../../shared/contract.ts";
import { addSorts, isFound, withFound } from "../check/beside-open.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { machineZone } from "../ledger/calendar.ts";
import { knownModel, type Parts } from "../parts.ts";
import { CausesView } from "../views/causes-view.ts";
import { RecordView } from "../views/record-view.ts";

type CauseCommands = "causes.list" | "causes.summary" | "causes.show" | "causes.records";

export function createCauseHandlers(parts: Parts): Pick<Handlers, CauseCommands> {
  const { service, sources, profiler, causes, causeHistory, checksStore, connections, schedulesStore } =
    parts;
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
    "causes.list": ({ connection: ref, brief, found, ...query }) => {
      const wanted = { ...query, connection: idOf(ref) };
      const isBoth = found || query.only === "found";
      const rows = isBoth ? withFound(parts, wanted) : causes.list(wanted);
      const views = new Map(
        connections
          .list()
          .filter(({ id }) => rows.some(({ connection }) => connection === id))
          .map((connection) => [connection.id, viewOf(connection)]),
      );
      return rows.flatMap((row) => {
        const view = views.get(row.connection);
        if (isFound(row)) return view?.showFound(row) ?? [];
        return (isBoth ? view?.showBoth(row, brief) : view?.show(row, brief)) ?? [];
      });
    },
    "causes.summary": ({ connection: ref, cleared, found }) => {
      const connection = idOf(ref);
      const ofCheck = checksStore.summary(connection);
      const summary = causeHistory.summary(connection, cleared);
      const shown = found && !cleared ? addSorts(summary, ofCheck) : summary;
      return { ...shown, found: ofCheck.found };
    },
    "causes.show": ({ connection, cause }) => viewOf(service.find(connection)).detail(cause),
    "causes.records": ({ connection, cause, ...page }) =>
      viewOf(service.find(connection)).records(cause, page),
  };
}
