import type { Permissions, PermissionsView } from "../../../shared/domain/permissions.ts";
import type { Profile } from "../../../shared/domain/profile.ts";
import type { PermissionsRefusal } from "../api/token-info.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { SampleStores } from "../connections/source-sample.ts";
import type { Model } from "../model/types.ts";
import { permissionChanges } from "./permission-changes.ts";
import { permissionGaps } from "./permission-gaps.ts";
import type { PermissionsStore } from "./permissions-store.ts";
import { sentBy, sentResources } from "./sent.ts";

export interface KeyPermissionsParts {
  readonly store: PermissionsStore;
  readonly samples: SampleStores;
  readonly modelOf: (connection: StoredConnection) => Model | undefined;
  readonly profileOf: (connection: number) => Profile;
  readonly setsOf: (connection: StoredConnection) => readonly number[];
  /** Records in the connection's sources, by resource. */
  readonly recordsOf: (connection: StoredConnection) => ReadonlyMap<string, number>;
  /** It says more of a key than it said before. */
  readonly granted: (connection: number, before: Permissions, now: Permissions) => Promise<void>;
  /** Asks the server, and keeps what it says. */
  readonly ask: (connection: StoredConnection) => Promise<Permissions | PermissionsRefusal>;
  readonly changed: () => void;
}

/** What each connection's key is good for, as its server last said. */
export class KeyPermissions {
  readonly #parts: KeyPermissionsParts;

  constructor(parts: KeyPermissionsParts) {
    this.#parts = parts;
  }

  /** Keeps an answer, and the one before it where it said something else. */
  async keep(connection: number, permissions: Permissions): Promise<void> {
    const before = this.#parts.store.of(connection).now;
    this.#parts.store.put(connection, permissions);
    if (before) await this.#parts.granted(connection, before, permissions);
    this.#parts.changed();
  }

  /** Paths of the resources that the connection sends: the profile lets them, and the sources hold them. */
  enabled(connection: StoredConnection): string[] {
    const { modelOf, profileOf, recordsOf } = this.#parts;
    const model = modelOf(connection);
    if (!model) return [];
    const profile = profileOf(connection.id);
    return sentResources({ model, profile, records: recordsOf(connection) }).map(({ resource }) => resource);
  }

  /** Held against what the connection sends. With `refresh` it throws what asking the server throws. */
  async show(connection: StoredConnection, refresh: boolean): Promise<PermissionsView> {
    const { store, ask } = this.#parts;
    let refusal: PermissionsRefusal | undefined;
    if (refresh) {
      const found = await ask(connection);
      if ("kind" in found) refusal = found;
    }
    const { now, former } = store.of(connection.id);
    const advice = refusal?.sentence ?? adviceOn(now);
    return {
      ...(now && { now }),
      changes: now && former ? permissionChanges(former, now) : [],
      ...(former && { changedSince: former.at }),
      gaps: now ? await this.#gaps(connection, now) : [],
      ...(advice !== undefined && { advice }),
    };
  }

  async #gaps(connection: StoredConnection, permissions: Permissions): Promise<PermissionsView["gaps"]> {
    const { modelOf, profileOf, recordsOf, setsOf, samples } = this.#parts;
    const model = modelOf(connection);
    if (!model) return [];
    const sent = await sentBy(samples, {
      model,
      profile: profileOf(connection.id),
      records: recordsOf(connection),
      sets: setsOf(connection),
    });
    return permissionGaps(permissions, sent);
  }
}

function adviceOn(now: Permissions | undefined): string | undefined {
  if (now === undefined) return "The server has not been asked yet what this key is good for. Ask it.";
  return now.resources === undefined ? notListed : undefined;
}

const notListed =
  "This server does not list permissions: servers do so from version 7.3 on. Whether a resource may be sent shows when it is sent.";
