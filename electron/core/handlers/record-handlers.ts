import type { Handlers } from "../../../shared/contract.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { openLink } from "../connections/link.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import { knownModel, type Parts } from "../parts.ts";
import { TheirVersions } from "../sync/their-versions.ts";
import { RecordView } from "../views/record-view.ts";

type RecordCommands = "records.show" | "records.theirs" | "records.keepTheirs";

export function createRecordHandlers(parts: Parts): Pick<Handlers, RecordCommands> {
  const { service, secrets, sources, profiler, emit } = parts;
  const theirVersions = new TheirVersions({
    stores: parts,
    open: (connection) => openLink(parts, connection, new AbortController().signal),
    setsOf: sources.sets,
    profileOf: profiler.of,
    changed: () => emit({ name: "data.changed", data: { tables: ["records", "causes", "audit"] } }),
  });
  const detail = (connection: StoredConnection, id: string) =>
    new RecordView(parts, connection.id, knownModel(parts, connection)).detail(Number(id));
  const reached = (ref: string) => {
    const connection = service.find(ref);
    requireOpen(connection);
    requireKey(connection, secrets);
    return connection;
  };
  return {
    "records.show": ({ connection, id }) => detail(service.find(connection), id),
    "records.theirs": ({ connection, id, whole }) =>
      theirVersions.read(reached(connection), Number(id), whole),
    "records.keepTheirs": async ({ connection: ref, id, version }) => {
      const connection = reached(ref);
      await theirVersions.keep(connection, Number(id), version);
      return detail(connection, id);
    },
  };
}
