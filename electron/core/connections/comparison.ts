import type { Differences } from "../../../shared/domain/difference.ts";
import { yearOf } from "../../../shared/domain/suggestion.ts";
import { AppError } from "../../../shared/errors.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import type { MappingsStore } from "../mapping/mappings-store.ts";
import type { ModelsStore } from "../model/models-store.ts";
import type { BaselinesStore } from "./baselines-store.ts";
import type { ConnectionsStore, StoredConnection } from "./connections-store.ts";
import { compareServers } from "./differences.ts";
import { yearsIn, yearsOf } from "./school-years.ts";
import { contentOf } from "./server-content.ts";
import type { SampleStores } from "./source-sample.ts";

export interface ComparisonStores extends SampleStores {
  readonly connections: Pick<ConnectionsStore, "sources">;
  readonly models: Pick<ModelsStore, "byId">;
  readonly descriptors: DescriptorsStore;
  readonly mappings: Pick<MappingsStore, "list">;
  readonly baselines: BaselinesStore;
}

/**
 * Where the server of a cloned or imported connection differs from that of its origin, as both were last read.
 * Throws AppError("not-found") for a connection that was made from no other.
 */
export async function compareWithOrigin(
  stores: ComparisonStores,
  connection: StoredConnection,
): Promise<Differences> {
  const baseline = stores.baselines.of(connection.id);
  if (!baseline) {
    throw new AppError(
      "not-found",
      `"${connection.name}" was neither cloned nor imported: there is nothing to compare its server with.`,
    );
  }
  const model = connection.model === null ? undefined : stores.models.byId(connection.model);
  const sets = stores.connections.sources(connection.id).flatMap(({ set }) => (set === null ? [] : [set]));
  const inData = model ? await yearsIn(stores, sets, model) : [];
  const notes = sets.length === 0 || inData.length === 0 ? [noYears] : [];
  const shared = {
    comparedWith: baseline.name,
    at: connection.serverSeenAt ?? new Date().toISOString(),
    years: yearsOf(inData, yearOf(connection.settings)),
  };
  // Until the server was asked, what is known is the origin's own model.
  if (connection.serverSeenAt === null || !model) {
    return { ...shared, ...nothing, notCompared: [notAsked(connection), ...notes] };
  }
  const present = contentOf(stores.descriptors, connection.id, model);
  const isRead = stores.descriptors.types(connection.id).length > 0;
  const former = isRead ? baseline.content : { ...baseline.content, descriptors: [] };
  const compared = compareServers(former, present, stores.mappings.list(connection.id));
  const notCompared = [...compared.notCompared, ...(isRead ? [] : [noValues]), ...notes];
  return { ...shared, ...compared, notCompared };
}

const nothing = {
  descriptors: [],
  resources: { added: [], gone: [] },
  extensions: { added: [], gone: [] },
};

const noValues = "Not compared are the descriptors: their values have not been read from the server yet.";

const noYears =
  "Not compared is the school year: no file of the connection that states one has been read yet.";

const notAsked = ({ name }: StoredConnection) =>
  `Not compared is what the server has: the server of "${name}" has not been asked yet.`;
