import { AppError } from "../../../shared/errors.ts";
import { originsOf } from "../api/address.ts";
import { createDispatcher, needsCredentials } from "../api/pool.ts";
import type { ServerInfo } from "../api/types.ts";
import type { Model } from "../model/types.ts";
import type { ApiProfiles } from "../profile/api-profiles.ts";
import type { KeyPermissions } from "../profile/permissions.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { StoredConnection } from "./connections-store.ts";
import type { Tested } from "./run-steps.ts";

interface KeeperParts {
  readonly secrets: Secrets;
  readonly keyPermissions: Pick<KeyPermissions, "keep">;
  readonly apiProfiles: ApiProfiles;
  readonly modelOf: (connection: StoredConnection) => Model | undefined;
}

/** Keeps what a step test learned about a connection's key: its permissions, and what its API Profiles hide. */
export function createKeeper(parts: KeeperParts) {
  return async (
    connection: StoredConnection,
    { server, permissions }: Pick<Tested, "server" | "permissions">,
  ): Promise<void> => {
    if (permissions) await parts.keyPermissions.keep(connection.id, permissions);
    if (server) await learnApiProfiles(parts, connection, server);
  };
}

async function learnApiProfiles(
  { secrets, apiProfiles, modelOf }: KeeperParts,
  connection: StoredConnection,
  server: ServerInfo,
): Promise<void> {
  const model = modelOf(connection);
  if (!model || !apiProfiles.concerns(connection)) return;
  const { settings, uid } = connection;
  try {
    const credentials = needsCredentials(settings) ? await secrets.get(uid) : undefined;
    const dispatcher = createDispatcher(settings, credentials);
    const asker = { dispatcher, timeout: settings.requestTimeout, origins: originsOf(settings) };
    try {
      await apiProfiles.learn(connection, { server, asker, model });
    } finally {
      await dispatcher.destroy();
    }
  } catch (error) {
    // What they hide stays as it was known; the profile's page says when it is not.
    if (!(error instanceof AppError)) throw error;
  }
}
