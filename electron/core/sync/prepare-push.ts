import type { Connections } from "../connections/connections.ts";
import { type LinkStores, openLink } from "../connections/link.ts";
import { requireKey, requireOpen } from "../connections/refusals.ts";
import { pullIfNeeded, pullTypes } from "../mapping/pull.ts";
import type { Profiles } from "../profile/profiles.ts";
import type { Sources } from "../sources/sources.ts";
import type { Stores } from "../stores.ts";
import type { PreparedPush } from "./pushes.ts";

interface PushParts extends Stores, Pick<LinkStores, "secrets" | "tokens" | "contentTypes"> {
  readonly service: Connections;
  readonly profiler: Profiles;
  readonly sources: Sources;
  readonly patience: number;
}

/**
 * What a push of a connection works with. It may have waited for its turn, and nobody may be there to be told: what is in its
 * way (the connection was closed, its key is gone) is the reason with which it ends.
 */
export function preparePush(parts: PushParts, id: number): PreparedPush {
  const { connections, service, sources, profiler, secrets, patience } = parts;
  const uid = connections.list().find((connection) => connection.id === id)?.uid ?? "";
  let modelId = 0;
  return {
    stores: parts,
    connection: id,
    patience,
    profile: profiler.of(id),
    connect: async (signal) => {
      const connection = service.find(uid);
      requireOpen(connection);
      requireKey(connection, secrets);
      const link = await openLink(parts, connection, signal);
      modelId = link.modelId;
      const learnValues = async (types: "as needed" | readonly string[], stop: AbortSignal) => {
        const options = { stores: parts, connection: service.find(uid), link, signal: stop };
        await (types === "as needed" ? pullIfNeeded(options) : pullTypes(options, types));
      };
      return { ...link, learnValues };
    },
    read: async (model, signal, progress) => {
      const connection = service.find(uid);
      await sources.read(connection, { model, modelId }, { signal, progress });
      return sources.sets(connection);
    },
    lists: () => sources.completeLists(service.find(uid)),
  };
}
