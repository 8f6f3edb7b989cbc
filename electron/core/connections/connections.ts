import type { Handlers } from "../../../shared/contract.ts";
import type { ConnectionTest } from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { createTokens } from "../api/token.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import { pullIfNeeded } from "../mapping/pull.ts";
import { type StoredConnection, showConnection } from "./connections-store.ts";
import { type LinkStores, openLink } from "./link.ts";
import { runSteps } from "./run-steps.ts";

export interface ConnectionsStores extends LinkStores {
  /** A connection's states are many: they are removed some at a time, so that others get their turn. */
  readonly descriptors: DescriptorsStore;
  readonly states: { removeSome(connection: number, limit: number): boolean };
}

/** Rows removed before others get a turn. */
const rowsATurn = 2000;

/** What stands behind the connections.* commands. */
export class Connections {
  readonly #stores: ConnectionsStores;
  readonly #isBusy: (connection: number) => boolean;
  readonly #changed: () => void;

  constructor(stores: ConnectionsStores, isBusy: (connection: number) => boolean, changed: () => void) {
    this.#stores = stores;
    this.#isBusy = isBusy;
    this.#changed = changed;
  }

  list = () => this.#stores.connections.list().map(showConnection);

  show = (ref: string) => showConnection(this.find(ref));

  /** By name or id. Throws AppError("not-found"). */
  find(ref: string): StoredConnection {
    const found = this.#stores.connections.find(ref);
    if (found) return found;
    throw new AppError("not-found", `There is no connection "${ref}".`);
  }

  /** Tests first; stored only when the server can be reached, is an Ed-Fi API and knows the key. */
  async add({ name, settings, credentials }: AddInput): Promise<ConnectionTest> {
    const { connections, secrets, tokens } = this.#stores;
    if (connections.find(name))
      throw new AppError("conflict", `There is a connection "${name}" already. Choose another name.`);
    // Without a pair of its own it can only come from the environment: the keychain has none for a new connection.
    const common = secrets.source === "environment" ? await secrets.get("") : undefined;
    const known = credentials ?? common;
    const tested = known && createTokens({ credentials: async () => known });
    const { steps, server } = await runSteps(settings, known, tested);
    const failed = steps.find(
      ({ step, ok }) => !ok && step !== "read" && step !== "permissions" && step !== "token_info",
    );
    if (failed || !server) {
      throw new AppError("unusable", failed?.advice ?? "The connection cannot be used.", { steps });
    }
    const connection = connections.add(name, settings);
    try {
      if (credentials && secrets.source === "keychain") {
        await secrets.set(connection.uid, credentials);
        connections.setKey(connection.id, credentials.key);
      }
      tokens.replace(connection.uid, tested);
      connections.setServer(connection.id, server);
      await this.#learnModel(connection);
    } catch (error) {
      connections.remove(connection.id);
      await tokens.drop(connection.uid);
      if (credentials) await secrets.delete(connection.uid).catch(() => {});
      throw error;
    }
    this.#changed();
    return { connection: showConnection(this.find(connection.uid)), steps };
  }

  async test(ref: string): Promise<ConnectionTest> {
    const connection = this.find(ref);
    const { secrets, tokens } = this.#stores;
    const credentials = await secrets.get(connection.uid);
    const shared = credentials && tokens.of(connection.uid);
    const { steps, server } = await runSteps(connection.settings, credentials, shared);
    if (server) this.#stores.connections.setServer(connection.id, server);
    this.#changed();
    return { connection: showConnection(this.find(ref)), steps };
  }

  /** The connection, what it knows of its records, and its key. The source's files are not touched. */
  async remove(ref: string): Promise<undefined> {
    const connection = this.find(ref);
    if (this.#isBusy(connection.id))
      throw new AppError("conflict", "This connection is sending. Cancel the push first.");
    if (connection.keySince) await this.#stores.secrets.delete(connection.uid);
    await this.#stores.tokens.drop(connection.uid);
    while (this.#stores.states.removeSome(connection.id, rowsATurn)) await new Promise(setImmediate);
    this.#stores.connections.remove(connection.id);
    this.#changed();
    return undefined;
  }

  /** A first model and the server's descriptors at once: sources can then be read, and checked, without the server. */
  async #learnModel(connection: StoredConnection) {
    const { signal } = new AbortController();
    const link = await openLink(this.#stores, connection, signal);
    try {
      await pullIfNeeded({ stores: this.#stores, connection, link, signal });
    } catch (error) {
      // A server that does not show its values now is asked again by the first push.
      if (!(error instanceof AppError)) throw error;
    } finally {
      await link.client.close();
    }
  }
}

type AddInput = Parameters<Handlers["connections.add"]>[0];
