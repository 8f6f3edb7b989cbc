import type { Handlers } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import { requireOpen } from "../connections/refusals.ts";
import { buildSteps } from "../model/dependencies.ts";
import { type Parts, requireModel } from "../parts.ts";
import { idsInWords, requireNames } from "../sources/source-ids.ts";
import { planChanges } from "../sync/keychanges/plan-changes.ts";
import { createWorld } from "../sync/world.ts";
import { RecordView } from "../views/record-view.ts";

type KeyChangeCommands = "sources.identify" | "keychanges.list";

export function createKeyChangeHandlers(parts: Parts): Pick<Handlers, KeyChangeCommands> {
  const { service, sources, profiler, pushes, audit, emit } = parts;
  return {
    "sources.identify": ({ connection: ref, folder, sourceIds }) => {
      const connection = service.find(ref);
      requireOpen(connection);
      if (pushes.isRunning(connection.id))
        throw new AppError(
          "conflict",
          "A push of this connection is running, and reads its folders as was said before. Wait for its end.",
        );
      requireNames(requireModel(parts, connection).model, sourceIds);
      const before = sources.list(connection).find((source) => source.folder === folder);
      const changed = sources.identify(connection, folder, sourceIds);
      audit.note(connection, "changed what tells a source folder's records apart", [
        { field: "folder", to: changed.folder },
        { field: "source ids", from: idsInWords(before?.sourceIds), to: idsInWords(changed.sourceIds) },
      ]);
      emit({ name: "data.changed", data: { tables: ["sources", "audit"] } });
      return changed;
    },
    "keychanges.list": async ({ connection: ref, limit }) => {
      const connection = service.find(ref);
      const { model } = requireModel(parts, connection);
      const profile = profiler.of(connection.id);
      const world = createWorld(parts, connection.id, sources.sets(connection), { model, profile });
      const { changes, renames, steps } = await planChanges(
        world,
        buildSteps(model, connection.dependencies),
      );
      const recreations = changes.filter(({ how }) => how === "recreate");
      const view = new RecordView(parts, connection.id, model);
      return {
        renames: [...renames].map(([resource, records]) => ({ resource, records })),
        recreations: recreations.length,
        unconfirmed: recreations.filter(({ confirmedAt }) => confirmedAt === null).length,
        steps: [...steps],
        changes: changes.slice(0, limit).flatMap(({ newRecord, oldRecord, foundBy, how, confirmedAt }) => {
          const [record, former] = [view.line(newRecord), view.line(oldRecord)];
          return record && former ? [{ record, former, foundBy, how, confirmed: confirmedAt !== null }] : [];
        }),
      };
    },
  };
}
