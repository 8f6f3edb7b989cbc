import type { CompleteList } from "../../../shared/domain/deletes.ts";
import type { Source } from "../../../shared/domain/source.ts";
import type { ConnectionSource } from "../connections/connections-store.ts";
import type { SetsStore } from "./sets-store.ts";
import type { SourceIdsStore } from "./source-ids-store.ts";

interface Stores {
  readonly sets: SetsStore;
  readonly sourceIds: SourceIdsStore;
}

/** A folder of a connection, as the contract says it; `complete`: of what it is a complete list. */
export function showSource(
  { sets, sourceIds }: Stores,
  { folder, format, set }: ConnectionSource,
  complete: readonly CompleteList[] = [],
): Source {
  const ids = sourceIds.of(folder);
  const read = set === null ? undefined : sets.set(set);
  return {
    id: folder,
    folder,
    format: format as Source["format"],
    ...(complete.length > 0 && { complete: [...complete] }),
    ...(Object.keys(ids).length > 0 && { sourceIds: ids }),
    ...(read?.readAt && { readAt: read.readAt }),
    files: read ? sets.files(read.id).length : 0,
    records: read ? sets.collections(read.id).reduce((sum, { records }) => sum + records, 0) : 0,
  };
}
