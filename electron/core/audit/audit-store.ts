import { userInfo } from "node:os";
import { z } from "zod";
import { AuditEntry } from "../../../shared/domain/audit.ts";
import type { Db } from "../db/open.ts";

interface Row {
  id: number;
  at: string;
  who: string;
  connection: string | null;
  what: string;
  changes: string;
}
type Change = AuditEntry["changes"][number];

const Changes = z.array(AuditEntry.shape.changes.element);
const columns = "id, at, who, connection, what, changes";

/** Who changed what of a connection, and when. Append only; it outlives the connection. */
export function createAuditStore(db: Db, who: string = nameOfUser()) {
  const insert = db.prepare<[string, string, number | null, string | null, string, string]>(
    "INSERT INTO audit (at, who, connection_id, connection, what, changes) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const all = db.prepare<[number, number], Row>(
    `SELECT ${columns} FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?`,
  );
  const ofConnection = db.prepare<[number, number, number], Row>(
    `SELECT ${columns} FROM audit WHERE connection_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  );

  return {
    /** `what` in words, in the past tense. No secret may be in it: of keys, their ending at most. */
    note(
      connection: { readonly id: number; readonly name: string } | undefined,
      what: string,
      changes: readonly Change[] = [],
    ) {
      const { id = null, name = null } = connection ?? {};
      insert.run(new Date().toISOString(), who, id, name, what, JSON.stringify(changes));
    },
    /** Newest first. */
    list(connection: number | undefined, before: number | undefined, limit: number): AuditEntry[] {
      const last = before ?? Number.MAX_SAFE_INTEGER;
      const rows =
        connection === undefined ? all.all(last, limit) : ofConnection.all(connection, last, limit);
      return rows.map(({ id, connection: name, changes, ...row }) => ({
        id: String(id),
        ...row,
        ...(name !== null && { connection: name }),
        changes: Changes.parse(JSON.parse(changes)),
      }));
    },
  };
}
export type AuditStore = ReturnType<typeof createAuditStore>;

/** Of this machine. An account without a name (some services have none) must not stop the work. */
export function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown user";
  }
}
