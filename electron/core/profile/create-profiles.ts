import type { StoredConnection } from "../connections/connections-store.ts";
import type { Stores } from "../stores.ts";
import type { ApiProfiles } from "./api-profiles.ts";
import { Profiles } from "./profiles.ts";

/** The profiles of a core, over its stores. */
export function createProfiles(
  stores: Stores,
  apiProfilesOf: ApiProfiles["view"],
  changed: () => void,
): Profiles {
  return new Profiles({
    ...stores,
    modelOf: modelIn(stores),
    recordsOf: recordsIn(stores),
    apiProfilesOf,
    extensionsInUse: (connection) =>
      stores.codes.extensionsInUse(setsIn(stores)(connection)).map(({ code }) => code),
    changed,
  });
}

/** The record sets of a connection's sources, as far as they were read. */
export const setsIn =
  ({ connections }: Pick<Stores, "connections">) =>
  ({ id }: StoredConnection): number[] =>
    connections.sources(id).flatMap(({ set }) => (set === null ? [] : [set]));

export const modelIn =
  ({ models }: Pick<Stores, "models">) =>
  ({ model }: StoredConnection) =>
    model === null ? undefined : models.byId(model);

/** Records in a connection's sources, by resource. */
export function recordsIn(stores: Pick<Stores, "connections" | "sets">) {
  const setsOf = setsIn(stores);
  return (connection: StoredConnection): ReadonlyMap<string, number> => {
    const records = new Map<string, number>();
    for (const set of setsOf(connection)) {
      for (const { resource, records: n } of stores.sets.collections(set))
        records.set(resource, (records.get(resource) ?? 0) + n);
    }
    return records;
  };
}
