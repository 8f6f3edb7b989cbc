import type { Handlers } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import { requireOpen } from "../connections/refusals.ts";
import { type Parts, requireModel } from "../parts.ts";
import { completeInWords, readComplete } from "../sources/complete-lists.ts";
import { previewFolder } from "../sources/folder-preview.ts";
import { idsInWords, requireNames } from "../sources/source-ids.ts";
import { schoolsIn } from "../views/schools-view.ts";

type SourceCommands =
  | "sources.list"
  | "sources.preview"
  | "sources.schools"
  | "sources.add"
  | "sources.remove"
  | "sources.scan"
  | "sources.cancel";

export function createSourceHandlers(parts: Parts): Pick<Handlers, SourceCommands> {
  const { service, sources, emit, pushes, audit } = parts;
  const tell = () =>
    emit({ name: "data.changed", data: { tables: ["sources", "records", "causes", "audit"] } });
  /** Reading a closed connection's folders again, or other ones, would change what it tells of last year. */
  const open = (ref: string) => {
    const connection = service.find(ref);
    requireOpen(connection);
    return connection;
  };
  return {
    "sources.list": ({ connection }) => sources.list(service.find(connection)),
    "sources.schools": ({ connection }) => schoolsIn(parts, sources.sets(service.find(connection))),
    "sources.preview": ({ connection, folder }) =>
      previewFolder(folder, requireModel(parts, open(connection)).model),
    "sources.add": ({ connection: ref, folder, format, complete, sourceIds }) => {
      const connection = open(ref);
      const lists = complete && readComplete(requireModel(parts, connection).model, complete);
      if (sourceIds) requireNames(requireModel(parts, connection).model, sourceIds);
      let added = sources.add(connection, folder, format);
      if (lists) added = sources.complete(connection, added.folder, lists);
      if (sourceIds) added = sources.identify(connection, added.folder, sourceIds);
      audit.note(connection, "added a source folder", [
        { field: "folder", to: added.folder },
        ...(lists ? [{ field: "complete lists", to: completeInWords(lists) }] : []),
        ...(sourceIds ? [{ field: "source ids", to: idsInWords(sourceIds) }] : []),
      ]);
      tell();
      return added;
    },
    "sources.remove": ({ connection: ref, folder }) => {
      const connection = open(ref);
      if (pushes.isRunning(connection.id)) {
        throw new AppError(
          "conflict",
          "A push of this connection is running, and sends from this folder. Cancel it, or wait for its end.",
        );
      }
      sources.remove(connection, folder);
      audit.note(connection, "removed a source folder", [{ field: "folder", from: folder }]);
      tell();
    },
    "sources.scan": async ({ connection: ref }) => {
      const connection = open(ref);
      if (pushes.isRunning(connection.id)) {
        throw new AppError(
          "conflict",
          "A push of this connection is running, and reads its sources itself. Wait for its end.",
        );
      }
      let linesRead = 0;
      const progress = (lines: number) => {
        linesRead += lines;
        emit({ name: "scan.progress", data: { connection: connection.uid, files: 0, linesRead } });
      };
      try {
        return await sources.scan(connection, requireModel(parts, connection), progress);
      } finally {
        // Also what was read before it was cancelled.
        tell();
      }
    },
    "sources.cancel": ({ connection, of }) => sources.cancel(service.find(connection), of),
  };
}
