import type { Handlers } from "../../../shared/contract.ts";
import type { ConnectionTest, KeptSecrets, TestStep } from "../../../shared/domain/connection.ts";
import { createTokens } from "../api/token.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import type { ProfilesStore } from "../profile/profiles-store.ts";
import { type StoredConnection, showConnection } from "./connections-store.ts";
import { learnServer } from "./learn-server.ts";
import type { LinkStores } from "./link.ts";
import { findConnection, requireFreeName, requireIdle, requireOpen, requireUsable } from "./refusals.ts";
import { runSteps, type Tested } from "./run-steps.ts";

export interface ConnectionsParts extends LinkStores {
  readonly db: Db;
  readonly audit: Pick<AuditStore, "note">;
  readonly descriptors: DescriptorsStore;
  readonly profiles: Pick<ProfilesStore, "use">;
  /** A connection's states are many: they are removed some at a time, so that others get their turn. */
  readonly states: { removeSome(connection: number, limit: number): boolean };
  readonly ledger: { removeSome(connection: number): boolean };
  readonly isBusy: (connection: number) => boolean;
  /** Paths of the resources that a connection sends. */
  readonly enabled: (connection: StoredConnection) => readonly string[];
  /** What a step test learned about a connection's key. */
  readonly keep: (connection: StoredConnection, tested: Tested) => Promise<void>;
  readonly changed: () => void;
}

/** Rows removed before others get a turn. */
const rowsATurn = 2000;

/** What stands behind the connections.* commands; what makes, changes and closes connections is beside it. */
export class Connections {
  readonly #parts: ConnectionsParts;

  constructor(parts: ConnectionsParts) {
    this.#parts = parts;
  }

  list = () => this.#parts.connections.list().map(showConnection);

  show = (ref: string) => showConnection(this.find(ref));

  /** By name or id. Throws AppError("not-found"). */
  find = (ref: string): StoredConnection => findConnection(this.#parts.connections, ref);

  /**
   * Tests first; stored only when the server can be reached, is an Ed-Fi API and knows the key. `born` learns the number of
   * what is stored, before its key is.
   */
  async add(
    { name, settings, credentials }: AddInput,
    born: (connection: number) => void = () => {},
  ): Promise<ConnectionTest> {
    const { connections, secrets, tokens, audit, keep, changed } = this.#parts;
    requireFreeName(connections, name);
    // Without a pair of its own it can only come from the environment: the keychain has none for a new connection.
    const isCommon = credentials === undefined && secrets.source === "environment";
    const known = isCommon ? await secrets.get("") : credentials;
    const own = known && createTokens({ credentials: async () => known });
    const tested = await runSteps(settings, known, own);
    const server = requireUsable(tested);
    requireFreeName(connections, name);
    const connection = connections.add(name, settings);
    try {
      born(connection.id);
      if (credentials && secrets.source === "keychain") {
        await secrets.set(connection.uid, credentials);
        connections.setKey(connection.id, credentials.key);
      }
      tokens.replace(connection.uid, own);
      connections.setServer(connection.id, server);
      await learnServer(this.#parts, connection);
    } catch (error) {
      connections.remove(connection.id);
      await tokens.drop(connection.uid);
      if (credentials) await secrets.delete(connection.uid).catch(() => {});
      throw error;
    }
    const added = this.find(connection.uid);
    audit.note(added, "added the connection", [{ field: "url", to: settings.url }]);
    await keep(added, tested);
    changed();
    return { connection: showConnection(this.find(connection.uid)), steps: tested.steps };
  }

  /** Throws AppError: "not-found", "unauthorized" where the keychain does not answer. */
  async keptSecrets(ref: string): Promise<KeptSecrets> {
    const { uid, closedAt, keySince } = this.find(ref);
    const { secrets } = this.#parts;
    const { source } = secrets;
    const hasEntry = closedAt === null && (source === "environment" || keySince !== null);
    const entry = hasEntry ? await secrets.get(uid) : undefined;
    return {
      source,
      passphrase: entry?.passphrase !== undefined,
      proxyLogin: entry?.proxyUser !== undefined,
    };
  }

  /** Throws AppError: "not-found", "conflict" for a closed connection. */
  async test(ref: string): Promise<ConnectionTest> {
    const connection = this.find(ref);
    requireOpen(connection);
    const { connections, secrets, tokens, enabled, keep, changed } = this.#parts;
    const credentials = await secrets.get(connection.uid);
    const { settings } = this.find(connection.uid);
    const shared = credentials && tokens.of(connection.uid);
    const tested = await runSteps(settings, credentials, shared, enabled(connection));
    if (tested.server) connections.setServer(connection.id, tested.server);
    await keep(connection, tested);
    changed();
    const steps = credentials || !tested.server ? tested.steps : [...tested.steps, noPair(connection)];
    return { connection: showConnection(this.find(connection.uid)), steps };
  }

  /** Throws AppError: "not-found", "conflict" while it sends. */
  findIdle(ref: string): StoredConnection {
    const connection = this.find(ref);
    requireIdle(connection, this.#parts.isBusy(connection.id));
    return connection;
  }

  /** The connection, what it knows of its records, and its key. The source's files are not touched. Throws as findIdle does. */
  async remove(ref: string): Promise<undefined> {
    const { db, connections, profiles, secrets, tokens, states, ledger, audit, changed } = this.#parts;
    const connection = this.findIdle(ref);
    if (connection.keySince) await secrets.delete(connection.uid);
    await tokens.drop(connection.uid);
    while (states.removeSome(connection.id, rowsATurn)) await new Promise(setImmediate);
    while (ledger.removeSome(connection.id)) await new Promise(setImmediate);
    inTransaction(db, () => {
      audit.note(connection, "removed the connection", [{ field: "url", from: connection.settings.url }]);
      // Lets go of a profile that only this connection has.
      profiles.use(connection.id, null);
      connections.remove(connection.id);
    });
    changed();
    return undefined;
  }
}

/** What was tested without a pair is not all that sending needs. */
const noPair = ({ name }: StoredConnection): TestStep => ({
  step: "token",
  ok: false,
  advice: `"${name}" has no key and secret yet. Enter them, and test again.`,
});

type AddInput = Parameters<Handlers["connections.add"]>[0];
