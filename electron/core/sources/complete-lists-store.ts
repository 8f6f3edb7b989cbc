import type { CompleteList } from "../../../shared/domain/deletes.ts";
import { type Db, inTransaction } from "../db/open.ts";

interface Row {
  readonly folder: string;
  readonly resource: string;
  readonly schools: string | null;
}

/** All SQL about what a connection's folders are complete lists of. They go with their folder. */
export function createCompleteListsStore(db: Db) {
  const ofConnection = db.prepare<[number], Row>(
    "SELECT folder, resource, schools FROM complete_lists WHERE connection_id = ? ORDER BY folder, resource",
  );
  const add = db.prepare<[number, string, string, string | null]>(
    "INSERT INTO complete_lists (connection_id, folder, resource, schools) VALUES (?, ?, ?, ?)",
  );
  const clear = db.prepare<[number, string]>(
    "DELETE FROM complete_lists WHERE connection_id = ? AND folder = ?",
  );
  const isComplete = db
    .prepare<[number, string], number>(
      `SELECT 1 FROM complete_lists l
       JOIN connection_sources s ON s.connection_id = l.connection_id AND s.folder = l.folder
       WHERE s.set_id = ? AND l.resource = ? AND l.schools IS NULL LIMIT 1`,
    )
    .pluck();
  return {
    /** Some connection that reads this record set was told that it is a complete list of the resource, of all schools. */
    isComplete: (set: number, resource: string): boolean => isComplete.get(set, resource) !== undefined,
    /** By folder. */
    of(connection: number): ReadonlyMap<string, readonly CompleteList[]> {
      const lists = new Map<string, CompleteList[]>();
      for (const { folder, resource, schools } of ofConnection.all(connection)) {
        const known = lists.get(folder) ?? [];
        lists.set(folder, known);
        known.push({ resource, ...(schools !== null && { schools: JSON.parse(schools) as string[] }) });
      }
      return lists;
    },
    /** In place of what was said of the folder before; each resource once. */
    replace: (connection: number, folder: string, lists: readonly CompleteList[]): void =>
      inTransaction(db, () => {
        clear.run(connection, folder);
        for (const { resource, schools } of lists)
          add.run(connection, folder, resource, schools ? JSON.stringify(schools) : null);
      }),
  };
}
export type CompleteListsStore = ReturnType<typeof createCompleteListsStore>;
