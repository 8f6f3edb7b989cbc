import type { Profile } from "../../../shared/domain/profile.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Model } from "../model/types.ts";
import type { Stores } from "../stores.ts";
import { statedValues } from "../sync/shaping.ts";
import { createWorld } from "../sync/world.ts";
import { type CodeSources, Mapper } from "./mapper.ts";
import { descriptorTypes } from "./pull.ts";

interface Options {
  readonly stores: Stores;
  readonly profileOf: (connection: number) => Profile;
  readonly changed: () => void;
}

const noSources: CodeSources = { uses: () => [], stated: () => new Set() };

/** The mappings of a core, over its stores. */
export function createMapper({ stores, profileOf, changed }: Options): Mapper {
  const modelOf = ({ model }: StoredConnection): Model | undefined =>
    model === null ? undefined : stores.models.byId(model);
  return new Mapper({
    ...stores,
    typesOf: (connection) => {
      const model = modelOf(connection);
      return model ? descriptorTypes(model) : [];
    },
    sourcesOf: (connection) => {
      const model = modelOf(connection);
      if (!model) return noSources;
      const sets = stores.connections
        .sources(connection.id)
        .flatMap(({ set }) => (set === null ? [] : [set]));
      const world = createWorld(stores, connection.id, sets, { model, profile: profileOf(connection.id) });
      return {
        uses: () => stores.codes.inUse(sets).filter(({ resource }) => !world.unsent.has(resource)),
        stated: (type) => new Set(statedValues(world, type).keys()),
      };
    },
    changed,
  });
}
