import type { Handlers } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { openLink } from "../connections/link.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import { buildSteps } from "../model/dependencies.ts";
import { knownModel, type Parts, requireModel } from "../parts.ts";
import { readSourceRow } from "../sources/source-row.ts";
import { TheirVersions } from "../sync/their-versions.ts";
import { createWorld } from "../sync/world.ts";
import { FileLines } from "../views/file-lines.ts";
import { exampleFor } from "../views/record-example.ts";
import { RecordSearch } from "../views/record-search.ts";
import { RecordView, type Sending } from "../views/record-view.ts";
import { SchoolRecords } from "../views/school-records.ts";

type RecordCommands = Extract<keyof Handlers, `records.${string}`>;

export function createRecordHandlers(parts: Parts): Pick<Handlers, RecordCommands> {
  const { service, secrets, sources, profiler, emit } = parts;
  const theirVersions = new TheirVersions({
    stores: parts,
    open: (connection) => openLink(parts, connection, new AbortController().signal),
    setsOf: sources.sets,
    profileOf: profiler.of,
    changed: () => emit({ name: "data.changed", data: { tables: ["records", "causes", "audit"] } }),
  });
  const lines = new FileLines(parts.sets);
  const schools = new SchoolRecords();
  const viewOf = (connection: StoredConnection) =>
    new RecordView(parts, connection.id, knownModel(parts, connection), lines);
  const sendingOf = (connection: StoredConnection): Sending | undefined => {
    const model = knownModel(parts, connection);
    const profile = profiler.of(connection.id);
    const sets = sources.sets(connection);
    return model && { world: createWorld(parts, connection.id, sets, { model, profile }), profile };
  };
  const detail = (connection: StoredConnection, id: string) =>
    viewOf(connection).detail(Number(id), sendingOf(connection));
  const searchOf = (connection: StoredConnection) => {
    const { model } = requireModel(parts, connection);
    const profile = profiler.of(connection.id);
    const orders = new Map<string, number>();
    for (const { resource, order } of buildSteps(model, connection.dependencies))
      orders.set(resource, Math.min(order, orders.get(resource) ?? order));
    const world = createWorld(parts, connection.id, sources.sets(connection), { model, profile });
    return new RecordSearch(world, { view: viewOf(connection), schools, orders });
  };
  const reached = (ref: string) => {
    const connection = service.find(ref);
    requireOpen(connection);
    requireKey(connection, secrets);
    return connection;
  };
  return {
    "records.find": ({ connection, after, limit, ...filter }) =>
      searchOf(service.find(connection)).find(filter, { after, limit }),
    "records.show": ({ connection, id }) => detail(service.find(connection), id),
    "records.children": ({ connection, id, ...page }) =>
      searchOf(service.find(connection)).children(Number(id), page),
    "records.source": async ({ connection, id }) => {
      const place = viewOf(service.find(connection)).placeOf(Number(id));
      const row = place && (await readSourceRow(place));
      if (row) return row;
      throw new AppError("not-found", "It is in no file any more.");
    },
    "records.example": ({ connection: ref, id }) => {
      const connection = service.find(ref);
      return exampleFor(parts, viewOf(connection), connection.id, Number(id)) ?? null;
    },
    "records.theirs": ({ connection, id, whole }) =>
      theirVersions.read(reached(connection), Number(id), whole),
    "records.keepTheirs": async ({ connection: ref, id, version }) => {
      const connection = reached(ref);
      await theirVersions.keep(connection, Number(id), version);
      return detail(connection, id);
    },
  };
}
