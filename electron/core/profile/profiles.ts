import type { NamedProfile, Profile, ProfileView } from "../../../shared/domain/profile.ts";
import { everything, projectKey, sendsProject } from "../../../shared/domain/profile.ts";
import { AppError } from "../../../shared/errors.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import { extensionType } from "../mapping/codes.ts";
import type { Model } from "../model/types.ts";
import { changesBetween } from "./profile-changes.ts";
import { viewProfile } from "./profile-view.ts";
import type { ProfilesStore, StoredProfile } from "./profiles-store.ts";

export interface ProfilesOptions {
  readonly db: Db;
  readonly profiles: ProfilesStore;
  readonly audit: AuditStore;
  readonly connections: { list(): StoredConnection[] };
  readonly modelOf: (connection: StoredConnection) => Model | undefined;
  /** Records in a connection's sources, by resource. */
  readonly recordsOf: (connection: StoredConnection) => ReadonlyMap<string, number>;
  readonly apiProfilesOf: (connection: StoredConnection, profile: Profile) => ProfileView["apiProfiles"];
  /** Projects whose parts the connection's records have, by projectKey. */
  readonly extensionsInUse: (connection: StoredConnection) => readonly string[];
  readonly reshapes: {
    queue(connection: number, codes: readonly { type: string; code: string }[]): void;
    run(connection: number): Promise<number>;
  };
  readonly changed: () => void;
}

/** What stands behind the profile.* and profiles.* commands. */
export class Profiles {
  readonly #options: ProfilesOptions;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /** What a connection sends; everything that its server has, until somebody chose. */
  of = (connection: number): Profile =>
    this.#options.profiles.ofConnection(connection)?.profile ?? everything;

  /** Throws AppError("unusable") while the server's resources are not known. */
  show(connection: StoredConnection): ProfileView {
    const { modelOf, recordsOf, apiProfilesOf, profiles } = this.#options;
    const model = modelOf(connection);
    if (!model)
      throw new AppError(
        "unusable",
        "The server's resources are not known yet. Test the connection while the server can be reached.",
      );
    const stored = profiles.ofConnection(connection.id);
    const profile = stored?.profile ?? everything;
    return viewProfile({
      profile,
      name: stored?.name ?? null,
      model,
      dataModels: connection.server?.dataModels ?? [],
      records: recordsOf(connection),
      apiProfiles: apiProfilesOf(connection, profile),
    });
  }

  /** Where the connection uses a named profile, it changes for all connections that use it. */
  async save(connection: StoredConnection, profile: Profile): Promise<ProfileView> {
    const { profiles, audit } = this.#options;
    const stored = profiles.ofConnection(connection.id);
    const users = stored === undefined ? [connection] : this.#usersOf(stored);
    await this.#change(users, profile, () => {
      if (stored) profiles.setContent(stored.id, profile);
      else profiles.use(connection.id, profiles.add(null, profile));
      const changes = changesBetween(stored?.profile ?? everything, profile);
      const what = stored?.name == null ? "changed the profile" : `changed the profile "${stored.name}"`;
      if (changes.length > 0) for (const user of users) audit.note(user, what, changes);
    });
    return this.show(connection);
  }

  /** Uses a named profile, or (null) one of its own again, with the same content. Throws AppError("not-found"). */
  async use(connection: StoredConnection, name: string | null): Promise<ProfileView> {
    const { profiles, audit } = this.#options;
    const former = profiles.ofConnection(connection.id);
    const profile = name === null ? (former?.profile ?? everything) : this.#named(name).profile;
    await this.#change([connection], profile, () => {
      const id = name === null ? profiles.add(null, profile) : this.#named(name).id;
      profiles.use(connection.id, id);
      const changes = changesBetween(former?.profile ?? everything, profile);
      audit.note(
        connection,
        name === null ? "uses a profile of its own" : `uses the profile "${name}"`,
        changes,
      );
    });
    return this.show(connection);
  }

  list(): NamedProfile[] {
    const { profiles } = this.#options;
    return profiles.named().map(({ id, name, profile }) => ({
      name: name ?? "",
      profile,
      usedBy: profiles.users(id).map((user) => user.name),
    }));
  }

  /** Gives the connection's profile a name, so that others can use it. Throws AppError("conflict"). */
  name(connection: StoredConnection, name: string): ProfileView {
    const { db, profiles, audit, changed } = this.#options;
    if (profiles.byName(name))
      throw new AppError(
        "conflict",
        `There is a profile "${name}" already. Choose another name, or use that one.`,
      );
    const stored = profiles.ofConnection(connection.id);
    inTransaction(db, () => {
      // A named profile stays what it is to others: this connection gets a copy under the new name.
      if (stored && stored.name === null) profiles.setName(stored.id, name);
      else profiles.use(connection.id, profiles.add(name, stored?.profile ?? everything));
      audit.note(connection, `saved the profile as "${name}"`);
    });
    changed();
    return this.show(connection);
  }

  /** Throws AppError: "not-found", "conflict" while connections use it. */
  remove(name: string): undefined {
    const { db, profiles, audit, changed } = this.#options;
    const { id } = this.#named(name);
    const users = profiles.users(id).map((user) => user.name);
    if (users.length > 0)
      throw new AppError(
        "conflict",
        `The profile "${name}" is used by ${users.join(", ")}. Let them use another profile first.`,
      );
    inTransaction(db, () => {
      profiles.remove(id);
      audit.note(undefined, `removed the profile "${name}"`);
    });
    changed();
    return undefined;
  }

  #named(name: string): StoredProfile {
    const found = this.#options.profiles.byName(name);
    if (found) return found;
    throw new AppError("not-found", `There is no profile "${name}".`);
  }

  #usersOf({ id }: StoredProfile): StoredConnection[] {
    const ids = new Set(this.#options.profiles.users(id).map((user) => user.id));
    return this.#options.connections.list().filter((connection) => ids.has(connection.id));
  }

  /** Stores, and marks the records whose bodies are others now: those with parts of an extension that was switched. */
  async #change(users: readonly StoredConnection[], profile: Profile, store: () => void) {
    const { db, reshapes, extensionsInUse, changed } = this.#options;
    inTransaction(db, () => {
      for (const user of users) {
        const former = this.of(user.id).extensions;
        const switched = [...new Set(extensionsInUse(user).map(projectKey))].filter(
          (project) => sendsProject(former, project) !== sendsProject(profile.extensions, project),
        );
        reshapes.queue(
          user.id,
          switched.map((code) => ({ type: extensionType, code })),
        );
      }
      store();
    });
    // A closed connection tells what it sent; what a shared profile changed is marked when it is reopened.
    for (const user of users) if (user.closedAt === null) await reshapes.run(user.id);
    changed();
  }
}
