import type { Permissions } from "../../../shared/domain/permissions.ts";
import { AppError } from "../../../shared/errors.ts";
import { originsOf } from "../api/address.ts";
import { discover } from "../api/discovery.ts";
import { createDispatcher, needsCredentials } from "../api/pool.ts";
import { provenToken } from "../api/proven-token.ts";
import { fetchPermissions, type PermissionsRefusal } from "../api/token-info.ts";
import { adviceFor } from "../api/trouble.ts";
import type { ServerInfo } from "../api/types.ts";
import type { StoredConnection } from "./connections-store.ts";
import type { LinkStores } from "./link.ts";

/**
 * Asks a connection's server what its key is good for. Throws AppError: as discover does, "unauthorized" when the key is
 * refused, "offline" when no token came.
 */
export async function askPermissions(
  { secrets, tokens, connections }: Pick<LinkStores, "secrets" | "tokens" | "connections">,
  { id, uid, settings }: StoredConnection,
): Promise<{ readonly server: ServerInfo; readonly found: Permissions | PermissionsRefusal }> {
  const credentials = needsCredentials(settings) ? await secrets.get(uid) : undefined;
  const dispatcher = createDispatcher(settings, credentials);
  const asker = { dispatcher, timeout: settings.requestTimeout, origins: originsOf(settings) };
  try {
    const server = await discover(settings, dispatcher);
    connections.setServer(id, server);
    const { oauth, data } = server.endpoints;
    const token = await provenToken(tokens.of(uid), { url: oauth, asker }, data);
    if (token.kind === "bad-credentials") throw new AppError("unauthorized", token.sentence);
    if (token.kind === "no-answer") throw new AppError("offline", adviceFor(token));
    return { server, found: await fetchPermissions(asker, server, token) };
  } finally {
    await dispatcher.destroy();
  }
}
