import type { ConnectionTest, Credentials, TestStep } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { createTokens, type Tokens } from "../api/token.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { TokenKeeper } from "../secrets/token-keeper.ts";
import { type ConnectionsStore, type StoredConnection, showConnection } from "./connections-store.ts";
import { runSteps, type Tested } from "./run-steps.ts";

export interface RotationParts {
  readonly db: Db;
  readonly connections: ConnectionsStore;
  readonly secrets: Secrets;
  readonly tokens: TokenKeeper;
  readonly audit: AuditStore;
  /** What a step test learned about a connection's key. */
  readonly keep: (connection: StoredConnection, tested: Tested) => Promise<void>;
  /** The command has changed a connection. */
  readonly changed: () => void;
}

/** Key rotation: the new pair is tested first, and takes the old one's place only when it has worked. */
export class Rotation {
  readonly #parts: RotationParts;
  /** Connections whose key is being changed. */
  readonly #busy = new Set<number>();

  constructor(parts: RotationParts) {
    this.#parts = parts;
  }

  /** True while a connection's key is being changed. */
  isBusy = (connection: number): boolean => this.#busy.has(connection);

  /**
   * Tests a pair with the connection's server, then switches to it; a push that runs goes on with it. What is left out
   * (passphrase, proxy credentials) stays as it was. Throws AppError "unauthorized" or "unusable", with the steps as
   * details and nothing changed, when the server does not take the pair; "conflict" where no pair can be kept.
   */
  async rotate(connection: StoredConnection, pair: Credentials): Promise<ConnectionTest> {
    if (this.#parts.secrets.source === "environment") throw fromEnvironment();
    return this.alone(connection, () => this.#rotate(connection, pair));
  }

  /** Nobody else changes the connection's entry in the keychain meanwhile. Throws AppError("conflict"), and what `work` throws. */
  alone = async <T>({ id, name }: StoredConnection, work: () => Promise<T>): Promise<T> => {
    if (this.#busy.has(id)) {
      throw new AppError("conflict", `The key of "${name}" is being changed already. Wait for its end.`);
    }
    this.#busy.add(id);
    try {
      return await work();
    } finally {
      this.#busy.delete(id);
    }
  };

  async #rotate({ id, uid, settings }: StoredConnection, pair: Credentials): Promise<ConnectionTest> {
    const credentials = { ...(await this.#present(uid)), ...pair };
    const tokens = createTokens({ credentials: async () => credentials });
    const tested = await runSteps(settings, credentials, tokens);
    assertTaken(tested);
    await this.#switch(uid, credentials, tokens);
    if (tested.server) this.#parts.connections.setServer(id, tested.server);
    await this.#parts.keep(this.#find(uid), tested);
    this.#parts.changed();
    return { connection: showConnection(this.#find(uid)), steps: tested.steps };
  }

  /** The pair as it is now. An entry that nobody can read is just what a new pair mends. */
  async #present(uid: string): Promise<Credentials | undefined> {
    try {
      return await this.#parts.secrets.get(uid);
    } catch (error) {
      if (error instanceof AppError && error.details !== undefined) return undefined;
      throw error;
    }
  }

  /** Keychain first: should the database then fail, the old pair is put back; nothing is kept for who was removed. */
  async #switch(uid: string, credentials: Credentials, tokens: Tokens): Promise<void> {
    const { db, connections, secrets, audit } = this.#parts;
    const former = await this.#present(uid);
    await secrets.set(uid, credentials);
    try {
      inTransaction(db, () => {
        const before = this.#find(uid);
        connections.setKey(before.id, credentials.key);
        audit.note(before, "rotated the key", changeOf(before, this.#find(uid)));
      });
    } catch (error) {
      const back = connections.find(uid) ? former : undefined;
      await (back ? secrets.set(uid, back) : secrets.delete(uid)).catch(() => undefined);
      throw error;
    }
    this.#parts.tokens.replace(uid, tokens);
  }

  /** Throws AppError("not-found") when it was removed in the meantime. */
  #find(uid: string): StoredConnection {
    const found = this.#parts.connections.find(uid);
    if (found) return found;
    throw new AppError("not-found", "This connection has been removed.");
  }
}

function changeOf(before: StoredConnection, after: StoredConnection) {
  return [
    {
      field: "key ending",
      ...(before.keyEnding !== null && { from: before.keyEnding }),
      ...(after.keyEnding !== null && { to: after.keyEnding }),
    },
  ];
}

function fromEnvironment(): AppError {
  return new AppError(
    "conflict",
    "Key and secret come from the environment here, and Steward keeps none. Set STEWARD_KEY and STEWARD_SECRET to the new pair; the next command uses it.",
  );
}

/** Rights may differ from key to key; a token has to be given, and data has to be answered for it. */
function assertTaken({ steps, server }: Tested): void {
  const failed = steps.find(isRefusal);
  if (!failed && server) return;
  const isAboutKey = failed?.step === "token" || failed?.status === 401;
  throw new AppError(
    isAboutKey ? "unauthorized" : "unusable",
    `${failed?.advice ?? "The server cannot be used."} The old key stays as it was.`,
    { steps },
  );
}

function isRefusal({ step, ok, status }: TestStep): boolean {
  if (ok) return false;
  if (step === "permissions") return false;
  // A key that belongs to no database gets tokens, and then 401 or 500 for everything.
  if (step === "read" || step === "token_info")
    return status === 401 || (step === "read" && (status ?? 500) >= 500);
  return true;
}
