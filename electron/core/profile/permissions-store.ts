import { Permissions } from "../../../shared/domain/permissions.ts";
import type { Db } from "../db/open.ts";

interface Row {
  readonly id: number;
  readonly content: string;
}

export interface KnownPermissions {
  readonly now: Permissions | undefined;
  /** The answer before, where it was another one. */
  readonly former: Permissions | undefined;
}

/** All SQL about what servers said that keys are good for: the last answer, and the one before that differed. */
export function createPermissionsStore(db: Db) {
  const last = db.prepare<[number], Row>(
    "SELECT id, content FROM permissions WHERE connection_id = ? ORDER BY id DESC LIMIT 2",
  );
  const insert = db.prepare<[number, string, string]>(
    "INSERT INTO permissions (connection_id, at, content) VALUES (?, ?, ?)",
  );
  const update = db.prepare<[string, string, number]>(
    "UPDATE permissions SET at = ?, content = ? WHERE id = ?",
  );
  const forgetOlder = db.prepare<[number, number]>(
    "DELETE FROM permissions WHERE connection_id = ? AND id < ?",
  );

  return {
    of(connection: number): KnownPermissions {
      const [now, former] = last.all(connection).map(({ content }) => Permissions.parse(JSON.parse(content)));
      return { now, former };
    },
    /** An answer that says the same as the last one takes its place. */
    put(connection: number, permissions: Permissions): void {
      const [row] = last.all(connection);
      const content = JSON.stringify(permissions);
      if (row && isSame(Permissions.parse(JSON.parse(row.content)), permissions)) {
        update.run(permissions.at, content, row.id);
        return;
      }
      insert.run(connection, permissions.at, content);
      if (row) forgetOlder.run(connection, row.id);
    },
  };
}
export type PermissionsStore = ReturnType<typeof createPermissionsStore>;

/** Servers list in no promised order. */
function isSame(one: Permissions, other: Permissions): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ claimSet, namespacePrefixes, organizations, profiles, resources }: Permissions): string {
  return JSON.stringify([
    claimSet,
    namespacePrefixes.toSorted(),
    organizations.map(({ id, name, type }) => JSON.stringify([id, name, type])).sort(),
    profiles.toSorted(),
    resources?.map(({ resource, operations }) => JSON.stringify([resource, operations.toSorted()])).sort(),
  ]);
}
