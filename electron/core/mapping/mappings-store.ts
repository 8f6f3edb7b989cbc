import type { Db } from "../db/open.ts";

export interface Mapping {
  readonly type: string;
  readonly code: string;
  readonly uri: string;
}

/** All SQL about what people mapped the sources' codes to, per connection. */
export function createMappingsStore(db: Db) {
  const list = db.prepare<[number], Mapping>(
    "SELECT type, code, uri FROM mappings WHERE connection_id = ? ORDER BY type, code",
  );
  const ofType = db.prepare<[number, string], Mapping>(
    "SELECT type, code, uri FROM mappings WHERE connection_id = ? AND type = ?",
  );
  const one = db
    .prepare<[number, string, string], string>(
      "SELECT uri FROM mappings WHERE connection_id = ? AND type = ? AND code = ?",
    )
    .pluck();
  const put = db.prepare<[number, string, string, string, string]>(
    `INSERT INTO mappings (connection_id, type, code, uri, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET uri = excluded.uri, at = excluded.at`,
  );
  const remove = db.prepare<[number, string, string]>(
    "DELETE FROM mappings WHERE connection_id = ? AND type = ? AND code = ?",
  );
  const copy = db.prepare<[number, number]>(
    `INSERT INTO mappings (connection_id, type, code, uri, at)
     SELECT ?, type, code, uri, at FROM mappings WHERE connection_id = ?`,
  );

  return {
    /** All of a connection, by type and code. */
    list: (connection: number): Mapping[] => list.all(connection),
    /** Code -> URI. */
    of: (connection: number, type: string): ReadonlyMap<string, string> =>
      new Map(ofType.all(connection, type).map(({ code, uri }) => [code, uri])),
    one: (connection: number, type: string, code: string): string | undefined =>
      one.get(connection, type, code),
    put: (connection: number, { type, code, uri }: Mapping, at = new Date().toISOString()) =>
      put.run(connection, type, code, uri, at),
    remove: (connection: number, type: string, code: string): boolean =>
      remove.run(connection, type, code).changes === 1,
    /** All mappings of a connection, for another one that has none. Gives their number. */
    copy: (from: number, to: number): number => copy.run(to, from).changes,
  };
}
export type MappingsStore = ReturnType<typeof createMappingsStore>;
