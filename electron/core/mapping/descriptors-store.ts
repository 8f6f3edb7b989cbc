import type { DescriptorValue } from "../../../shared/domain/descriptor.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { foldValue } from "./resolve.ts";

export interface StoredType {
  readonly type: string;
  /** False: the key may not read it. */
  readonly readable: boolean;
  readonly values: number;
  readonly pulledAt: string;
}

/** What a reading found otherwise than it was known. */
export interface ValueChanges {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

interface TypeRow extends Omit<StoredType, "readable"> {
  readonly readable: number;
}

const columns = "uri, namespace, code_value AS codeValue, short_description AS shortDescription, description";
const typeColumns = "type, readable, n AS 'values', pulled_at AS pulledAt";

/** All SQL about the descriptor types and values that each connection's server has. */
export function createDescriptorsStore(db: Db) {
  const types = db.prepare<[number], TypeRow>(
    `SELECT ${typeColumns} FROM descriptor_types WHERE connection_id = ? ORDER BY type`,
  );
  const type = db.prepare<[number, string], TypeRow>(
    `SELECT ${typeColumns} FROM descriptor_types WHERE connection_id = ? AND type = ?`,
  );
  const putType = db.prepare<[number, string, number, number, string]>(
    `INSERT INTO descriptor_types (connection_id, type, readable, n, pulled_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET readable = excluded.readable, n = excluded.n, pulled_at = excluded.pulled_at`,
  );
  const removeType = db.prepare<[number, string]>(
    "DELETE FROM descriptor_types WHERE connection_id = ? AND type = ?",
  );
  const values = db.prepare<[number, string], DescriptorValue>(
    `SELECT ${columns} FROM descriptors WHERE connection_id = ? AND type = ? ORDER BY uri`,
  );
  const uris = db
    .prepare<[number, string], string>("SELECT uri FROM descriptors WHERE connection_id = ? AND type = ?")
    .pluck();
  const putValue = db.prepare<[number, string, string, string, string, string, string]>(
    `INSERT INTO descriptors (connection_id, type, uri, namespace, code_value, short_description, description)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET short_description = excluded.short_description, description = excluded.description`,
  );
  const removeValue = db.prepare<[number, string, string]>(
    "DELETE FROM descriptors WHERE connection_id = ? AND type = ? AND uri = ?",
  );

  const put = (connection: number, name: string, value: DescriptorValue) =>
    putValue.run(
      connection,
      name,
      value.uri,
      value.namespace,
      value.codeValue,
      value.shortDescription,
      value.description,
    );

  return {
    types: (connection: number): StoredType[] => types.all(connection).map(shown),
    type(connection: number, name: string): StoredType | undefined {
      const row = type.get(connection, name);
      return row && shown(row);
    },
    values: (connection: number, name: string): DescriptorValue[] => values.all(connection, name),
    /**
     * Folded value -> the server's spelling. Undefined: not read yet, or the server does not show this type's values to
     * the key (an empty list too: a key that is limited to a namespace may see nothing).
     */
    known(connection: number, name: string): ReadonlyMap<string, string> | undefined {
      const row = type.get(connection, name);
      if (!row?.readable || row.values === 0) return undefined;
      return new Map(uris.all(connection, name).map((uri) => [foldValue(uri), uri]));
    },
    /** What the server has of a type now, in one transaction. */
    replace(
      connection: number,
      name: string,
      found: readonly DescriptorValue[],
      at = new Date().toISOString(),
    ): ValueChanges {
      return inTransaction(db, () => {
        const former = new Map(values.all(connection, name).map((value) => [value.uri, value]));
        let added = 0;
        let changed = 0;
        for (const value of found) {
          const before = former.get(value.uri);
          former.delete(value.uri);
          if (before && isSame(before, value)) continue;
          if (before) changed += 1;
          else added += 1;
          put(connection, name, value);
        }
        for (const uri of former.keys()) removeValue.run(connection, name, uri);
        putType.run(connection, name, 1, found.length, at);
        return { added, changed, gone: former.size };
      });
    },
    /** The key may not read the type (any more): what was known stays for suggestions, and nothing is checked by it. */
    markUnreadable: (connection: number, name: string, at = new Date().toISOString()) =>
      putType.run(connection, name, 0, type.get(connection, name)?.values ?? 0, at),
    /** The server's model has the type no longer. Gives the number of its values. */
    forget: (connection: number, name: string): number =>
      inTransaction(db, () => {
        const former = uris.all(connection, name);
        for (const uri of former) removeValue.run(connection, name, uri);
        removeType.run(connection, name);
        return former.length;
      }),
  };
}
export type DescriptorsStore = ReturnType<typeof createDescriptorsStore>;

const shown = ({ readable, ...row }: TypeRow): StoredType => ({ ...row, readable: readable === 1 });

const isSame = (one: DescriptorValue, other: DescriptorValue) =>
  one.shortDescription === other.shortDescription && one.description === other.description;
