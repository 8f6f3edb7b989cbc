import { AppError } from "../../../shared/errors.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import { pullIfNeeded } from "../mapping/pull.ts";
import type { StoredConnection } from "./connections-store.ts";
import { type LinkStores, openLink } from "./link.ts";

/**
 * A first model and the server's descriptors at once: sources can then be read, and checked, without the server.
 * Throws AppError as openLink does.
 */
export async function learnServer(
  stores: LinkStores & { readonly descriptors: DescriptorsStore },
  connection: StoredConnection,
): Promise<void> {
  const { signal } = new AbortController();
  const link = await openLink(stores, connection, signal);
  try {
    await pullIfNeeded({ stores, connection, link, signal });
  } catch (error) {
    // A server that does not show its values now is asked again by the first push.
    if (!(error instanceof AppError)) throw error;
  } finally {
    await link.client.close();
  }
}
