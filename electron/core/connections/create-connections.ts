import type { Emitted } from "../../../shared/contract.ts";
import { everything } from "../../../shared/domain/profile.ts";
import { ApiProfiles } from "../profile/api-profiles.ts";
import { modelIn, recordsIn, setsIn } from "../profile/create-profiles.ts";
import { KeyPermissions } from "../profile/permissions.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { TokenKeeper } from "../secrets/token-keeper.ts";
import type { Stores } from "../stores.ts";
import { createGranted } from "../sync/granted.ts";
import { askPermissions } from "./ask-permissions.ts";
import { Copies } from "./clone.ts";
import { Closing } from "./closing.ts";
import { Connections } from "./connections.ts";
import type { StoredConnection } from "./connections-store.ts";
import { createKeeper } from "./keep-tested.ts";
import { Rotation } from "./rotation.ts";
import { Updates } from "./update.ts";

interface Options {
  readonly stores: Stores;
  readonly secrets: Secrets;
  readonly tokens: TokenKeeper;
  readonly isBusy: (connection: number) => boolean;
  readonly emit: (event: Emitted) => void;
}

type Table = Extract<Emitted, { name: "data.changed" }>["data"]["tables"][number];

export type ConnectionDesk = ReturnType<typeof createConnections>;

/** All that makes, tests, changes and closes connections, over the stores of a core. */
export function createConnections({ stores, secrets, tokens, isBusy, emit }: Options) {
  const tell =
    (...tables: Table[]) =>
    () =>
      emit({ name: "data.changed", data: { tables } });
  const profileOf = (id: number) => stores.profiles.ofConnection(id)?.profile ?? everything;
  const apiProfiles = new ApiProfiles({
    store: stores.apiProfiles,
    assignedTo: (id) => stores.permissions.of(id).now?.profiles ?? [],
    profileOf,
  });
  const keyPermissions: KeyPermissions = new KeyPermissions({
    store: stores.permissions,
    samples: stores,
    modelOf: modelIn(stores),
    profileOf,
    setsOf: setsIn(stores),
    recordsOf: recordsIn(stores),
    ask: async (connection) => {
      const { server, found } = await askPermissions({ ...stores, secrets, tokens }, connection);
      if (!("kind" in found)) await keep(connection, { server, permissions: found });
      return found;
    },
    granted: createGranted(stores),
    changed: tell("permissions", "profiles", "records", "causes"),
  });
  const keep = createKeeper({ secrets, keyPermissions, apiProfiles, modelOf: modelIn(stores) });
  const shared = { ...stores, secrets, tokens, isBusy, keep };
  const changed = tell("connections", "audit");
  const rotation = new Rotation({ ...shared, changed });
  /** A run that is under way has to look again at what becomes of codes. */
  const revalued = ({ id }: StoredConnection) => {
    stores.reshapes.queue(id, []);
    tell("descriptors", "records", "causes")();
  };
  return {
    keyPermissions,
    viewApiProfiles: apiProfiles.view,
    /** For pushes only: what reads a server needs none. */
    contentTypes: apiProfiles.contentTypes,
    service: new Connections({ ...shared, enabled: (one) => keyPermissions.enabled(one), changed }),
    rotation,
    updates: new Updates({
      ...shared,
      isRotating: rotation.isBusy,
      alone: rotation.alone,
      revalued,
      changed,
    }),
    closing: new Closing({ ...shared, isRotating: rotation.isBusy, changed }),
    copies: new Copies({
      ...shared,
      changed: tell("connections", "audit", "sources", "records", "profiles", "descriptors"),
    }),
  };
}
