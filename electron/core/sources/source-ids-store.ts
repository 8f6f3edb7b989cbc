import type { Db } from "../db/open.ts";

/** Resource, as a steward writes it, -> the member that tells its records apart in their source. */
export type SourceIds = Readonly<Record<string, string>>;

/** All SQL about which member tells a folder's records apart. It belongs to the files, whoever sends from them. */
export function createSourceIdsStore(db: Db) {
  const of = db.prepare<[string], { resource: string; member: string }>(
    "SELECT resource, member FROM source_ids WHERE folder = ? ORDER BY resource",
  );
  const clear = db.prepare<[string]>("DELETE FROM source_ids WHERE folder = ?");
  const add = db.prepare<[string, string, string]>(
    "INSERT INTO source_ids (folder, resource, member) VALUES (?, ?, ?)",
  );
  return {
    of: (folder: string): SourceIds =>
      Object.fromEntries(of.all(folder).map(({ resource, member }) => [resource, member])),
    /** These, and no others. To be called inside a transaction. */
    replace(folder: string, ids: SourceIds) {
      clear.run(folder);
      for (const [resource, member] of Object.entries(ids)) add.run(folder, resource, member);
    },
  };
}
export type SourceIdsStore = ReturnType<typeof createSourceIdsStore>;
