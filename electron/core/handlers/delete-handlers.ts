import type { Handlers } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import { requireOpen } from "../connections/refusals.ts";
import { knownModel, type Parts, requireModel } from "../parts.ts";
import { completeInWords, readComplete } from "../sources/complete-lists.ts";
import { listDeletes } from "../sync/deletes/delete-plan.ts";
import { selectResources } from "../sync/plan.ts";
import { createWorld } from "../sync/world.ts";
import { RecordView } from "../views/record-view.ts";

type DeleteCommands = "sources.complete" | "deletes.list";

export function createDeleteHandlers(parts: Parts): Pick<Handlers, DeleteCommands> {
  const { service, sources, audit, emit, profiler, pushes } = parts;
  return {
    "sources.complete": ({ connection: ref, folder, complete }) => {
      const connection = service.find(ref);
      requireOpen(connection);
      if (pushes.isRunning(connection.id))
        throw new AppError(
          "conflict",
          "A push of this connection is running, and has begun with what was said before. Wait for its end.",
        );
      const { model } = requireModel(parts, connection);
      const before = sources.list(connection).find((source) => source.folder === folder);
      const changed = sources.complete(connection, folder, readComplete(model, complete));
      audit.note(connection, "changed what a source folder is a complete list of", [
        { field: "folder", to: changed.folder },
        {
          field: "complete lists",
          from: completeInWords(before?.complete),
          to: completeInWords(changed.complete),
        },
      ]);
      emit({ name: "data.changed", data: { tables: ["sources", "audit"] } });
      return changed;
    },
    "deletes.list": async ({ after, limit, ...request }) => {
      const connection = service.find(request.connection);
      const { model } = requireModel(parts, connection);
      const profile = profiler.of(connection.id);
      const { schools } = connection.settings;
      const world = createWorld(parts, connection.id, sources.sets(connection), { model, profile, schools });
      const selected = selectResources(world, request.resources);
      const { signal } = new AbortController();
      const lists = sources.completeLists(connection);
      const from = after === undefined ? -1 : Number(after);
      if (!Number.isSafeInteger(from)) throw new AppError("not-found", "There is no such record.");
      const ids = await listDeletes({ world, request, selected, lists, signal }, from, limit);
      const view = new RecordView(parts, connection.id, knownModel(parts, connection));
      return ids.flatMap((id) => view.line(id) ?? []);
    },
  };
}
