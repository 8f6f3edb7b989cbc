import { AppError } from "../../../shared/errors.ts";
import { originsOf } from "../api/address.ts";
import { createApiClient } from "../api/client.ts";
import { discover } from "../api/discovery.ts";
import type { Asker } from "../api/document.ts";
import { fetchDependencies, fetchOpenApi } from "../api/metadata.ts";
import { createDispatcher, needsCredentials } from "../api/pool.ts";
import type { ApiClient, ServerInfo } from "../api/types.ts";
import type { ModelsStore } from "../model/models-store.ts";
import { readModel } from "../model/openapi.ts";
import type { Dependency, Model } from "../model/types.ts";
import type { ServerWay } from "../profile/api-profiles.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { TokenKeeper } from "../secrets/token-keeper.ts";
import type { ConnectionsStore, StoredConnection } from "./connections-store.ts";

export interface LinkStores {
  readonly connections: ConnectionsStore;
  readonly models: ModelsStore;
  readonly secrets: Secrets;
  readonly tokens: TokenKeeper;
  /** Media types of what is written, where an API Profile is named; see ApiProfiles. */
  readonly contentTypes?: (
    connection: StoredConnection,
    way: ServerWay,
  ) => Promise<ReadonlyMap<string, string> | undefined>;
}

/** A connection's server as it is today: asked anew, or known to be as it was. */
export interface OpenLink {
  readonly client: ApiClient;
  readonly model: Model;
  readonly modelId: number;
  readonly dependencies: readonly Dependency[] | undefined;
  readonly concurrency: number;
  /** How many requests at a time suited the server best in an earlier push. */
  readonly best: number | undefined;
  /** What somebody else changed on the server is not overwritten. */
  readonly keepOthersChanges: boolean;
  /** Ids of the only schools that are sent; empty: all of them. */
  readonly schools: readonly string[];
  /** Keeps what was best in this one. */
  readonly remember: (best: number) => void;
}

/**
 * Discovers the server, brings the kept model up to date (documents are fetched only when their ETag or the server's
 * version changed), and gives the way to send. No token is asked for before the first record.
 * Throws AppError: "offline", "unusable", "unauthorized".
 */
export async function openLink(
  stores: LinkStores,
  connection: StoredConnection,
  signal: AbortSignal,
): Promise<OpenLink> {
  await stores.secrets.wake?.(connection.uid);
  const { settings } = stores.connections.find(connection.uid) ?? connection;
  const dispatcher = createDispatcher(
    settings,
    needsCredentials(settings) ? await stores.secrets.get(connection.uid) : undefined,
  );
  try {
    const asker = { dispatcher, timeout: settings.requestTimeout, signal, origins: originsOf(settings) };
    const server = await discover(settings, dispatcher, signal);
    stores.connections.setServer(connection.id, server);
    const metadata = await refreshModel(stores, connection, { server, asker });
    const contentTypes = await stores.contentTypes?.(connection, { server, asker, model: metadata.model });
    signal.throwIfAborted();
    const client = createApiClient({
      server,
      settings,
      tokens: stores.tokens.of(connection.uid),
      dispatcher,
      contentTypes,
    });
    return {
      client,
      ...metadata,
      concurrency: settings.concurrency,
      best: connection.bestConcurrency ?? undefined,
      keepOthersChanges: settings.keepOthersChanges,
      schools: settings.schools,
      remember: (best) => stores.connections.setBestConcurrency(connection.id, best),
    };
  } catch (error) {
    await dispatcher.destroy();
    throw error;
  }
}

/** The model that the server has now: the kept one where nothing changed, or where the server shows none. */
async function refreshModel(
  { connections, models }: LinkStores,
  connection: StoredConnection,
  { server, asker }: { server: ServerInfo; asker: Asker },
): Promise<{ model: Model; modelId: number; dependencies: readonly Dependency[] | undefined }> {
  const kept = connection.model === null ? undefined : models.byId(connection.model);
  const version = versionOf(server);
  const known = kept && connection.metadata?.version === version ? connection.metadata.etags : undefined;
  const [openApi, fetched] = await Promise.all([
    fetchOpenApi(server, asker, known),
    fetchDependencies(server, asker),
  ]);
  const dependencies = fetched ?? connection.dependencies;
  if (openApi.kind === "documents") {
    const model = readModel([openApi.resources, openApi.descriptors]);
    const modelId = models.ensure(model);
    connections.setModel(connection.id, modelId, {
      dependencies,
      metadata: { version, etags: openApi.etags },
    });
    return { model, modelId, dependencies };
  }
  if (!kept || connection.model === null) {
    throw new AppError(
      "unusable",
      "The server does not show its metadata (OpenAPI), so Steward cannot know its resources. Ask the host to switch the metadata on.",
    );
  }
  connections.setModel(connection.id, connection.model, { dependencies, metadata: connection.metadata });
  return { model: kept, modelId: connection.model, dependencies };
}

/** What a server's model and descriptors depend on: they are read again when it changes. */
export const versionOf = ({ version, dataModels }: ServerInfo) =>
  [version, ...dataModels.map((model) => `${model.name} ${model.version}`)].join(", ");
