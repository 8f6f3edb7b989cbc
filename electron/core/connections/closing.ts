import type { Connection } from "../../../shared/domain/connection.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { TokenKeeper } from "../secrets/token-keeper.ts";
import { type ConnectionsStore, showConnection } from "./connections-store.ts";
import { findConnection, requireIdle, requireSettled } from "./refusals.ts";

export interface ClosingParts {
  readonly db: Db;
  readonly connections: ConnectionsStore;
  readonly audit: Pick<AuditStore, "note">;
  readonly secrets: Secrets;
  readonly tokens: TokenKeeper;
  readonly isBusy: (connection: number) => boolean;
  readonly isRotating: (connection: number) => boolean;
  readonly changed: () => void;
}

/** Connections that are kept for reading: last year's, mostly. */
export class Closing {
  readonly #parts: ClosingParts;

  constructor(parts: ClosingParts) {
    this.#parts = parts;
  }

  /**
   * Nothing is asked of its server any more; everything stays readable. The key goes: one that nobody uses is only a
   * risk, and reopening asks for it again. Throws AppError("conflict") while it sends, "unauthorized" for the keychain.
   */
  async close(ref: string): Promise<Connection> {
    const { db, connections, secrets, tokens, audit, isBusy, isRotating, changed } = this.#parts;
    const before = findConnection(connections, ref);
    if (before.closedAt !== null) return showConnection(before);
    requireIdle(before, isBusy(before.id));
    requireSettled(before, isRotating(before.id));
    // Marked first: no push begins while the keychain is busy.
    connections.setClosed(before.id, new Date().toISOString());
    try {
      if (before.keySince !== null) await secrets.delete(before.uid);
    } catch (error) {
      connections.setClosed(before.id, null);
      throw error;
    }
    inTransaction(db, () => {
      connections.setKey(before.id, undefined);
      audit.note(before, "closed the connection", keyGone(before.keyEnding));
    });
    await tokens.drop(before.uid);
    changed();
    return showConnection(findConnection(connections, before.uid));
  }

  /** It can send again once its key and secret are entered. */
  reopen(ref: string): Connection {
    const { db, connections, audit, changed } = this.#parts;
    const before = findConnection(connections, ref);
    if (before.closedAt === null) return showConnection(before);
    inTransaction(db, () => {
      connections.setClosed(before.id, null);
      audit.note(before, "reopened the connection");
    });
    changed();
    return showConnection(findConnection(connections, before.uid));
  }
}

const keyGone = (ending: string | null) => (ending === null ? [] : [{ field: "key ending", from: ending }]);
