import type { StoredConnection } from "../connections/connections-store.ts";
import type { Stores } from "../stores.ts";
import { Profiles } from "./profiles.ts";

/** The profiles of a core, over its stores. */
export function createProfiles(stores: Stores, changed: () => void): Profiles {
  const setsOf = ({ id }: StoredConnection) =>
    stores.connections.sources(id).flatMap(({ set }) => (set === null ? [] : [set]));
  return new Profiles({
    ...stores,
    modelOf: ({ model }) => (model === null ? undefined : stores.models.byId(model)),
    recordsOf: (connection) => {
      const records = new Map<string, number>();
      for (const set of setsOf(connection)) {
        for (const { resource, records: n } of stores.sets.collections(set))
          records.set(resource, (records.get(resource) ?? 0) + n);
      }
      return records;
    },
    apiProfilesOf: () => ({ assigned: [], hidden: [] }),
    extensionsInUse: (connection) => stores.codes.extensionsInUse(setsOf(connection)).map(({ code }) => code),
    changed,
  });
}
