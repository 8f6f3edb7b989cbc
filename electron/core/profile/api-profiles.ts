import type { Profile, ProfileView } from "../../../shared/domain/profile.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Asker } from "../api/document.ts";
import { fetchProfileDocument } from "../api/metadata.ts";
import type { ServerInfo } from "../api/types.ts";
import type { StoredConnection } from "../connections/connections-store.ts";
import type { Model } from "../model/types.ts";
import { readApiProfile } from "./api-profile-content.ts";
import type { ApiProfileContent, ApiProfilesStore } from "./api-profiles-store.ts";

export interface ApiProfilesParts {
  readonly store: ApiProfilesStore;
  /** Those that the server assigned to the connection's key, as it last said. */
  readonly assignedTo: (connection: number) => readonly string[];
  readonly profileOf: (connection: number) => Profile;
}

/** A way to a server that is known. */
export interface ServerWay {
  readonly server: ServerInfo;
  readonly asker: Asker;
  readonly model: Model;
}

/** API Profiles (protocol section 9): which ones count for a connection, what they hide, how requests name them. */
export class ApiProfiles {
  readonly #parts: ApiProfilesParts;

  constructor(parts: ApiProfilesParts) {
    this.#parts = parts;
  }

  /** What a steward should know of them. */
  view = ({ id }: StoredConnection, { apiProfile }: Profile): ProfileView["apiProfiles"] => {
    const assigned = this.#parts.assignedTo(id);
    const inForce = apiProfile ?? (assigned.length === 1 ? assigned[0] : undefined);
    const content = inForce === undefined ? undefined : this.#parts.store.one(id, inForce);
    const advice = adviceOn({ assigned, named: apiProfile, content });
    return {
      assigned: [...assigned],
      hidden: (content?.resources ?? []).flatMap(({ resource, hidden }) =>
        hidden.length > 0 ? [{ resource, members: hidden }] : [],
      ),
      ...(advice !== undefined && { advice }),
    };
  };

  /** Reads anew what the profiles hide that count for a connection; one that the server does not show stays as known. */
  async learn({ id }: StoredConnection, { server, asker, model }: ServerWay): Promise<void> {
    const { store, assignedTo, profileOf } = this.#parts;
    const named = profileOf(id).apiProfile;
    for (const name of new Set([...assignedTo(id), ...(named === undefined ? [] : [named])])) {
      const document = await fetchProfileDocument(server, asker, name);
      if (document !== undefined) store.put(id, name, readApiProfile(document, model));
    }
  }

  /** True when there is something to learn. */
  concerns = ({ id }: StoredConnection): boolean =>
    this.#parts.assignedTo(id).length > 0 || this.#parts.profileOf(id).apiProfile !== undefined;

  /**
   * Path -> media type of what is written to it, where the connection's profile names an API Profile, or the server wants
   * the key's only one named; others are sent as plain JSON. Throws AppError("unusable") when the server does not show what the named one covers.
   */
  contentTypes = async (
    connection: StoredConnection,
    way: ServerWay,
  ): Promise<ReadonlyMap<string, string> | undefined> => {
    const { store, profileOf, assignedTo } = this.#parts;
    const [only, ...others] = assignedTo(connection.id);
    const implied = appliesUnnamed(way.server) || others.length > 0 ? undefined : only;
    const name = profileOf(connection.id).apiProfile ?? implied;
    if (name === undefined) return undefined;
    if (!store.one(connection.id, name)) await this.learn(connection, way);
    const content = store.one(connection.id, name);
    if (content) return mediaTypes(name, content);
    throw new AppError(
      "unusable",
      `The server shows no API Profile "${name}" in its metadata. Choose another one in the connection's profile, or ask the host.`,
    );
  };
}

/** From 6.0 on, the only profile of a key counts without being named. */
const appliesUnnamed = ({ product, version }: ServerInfo) =>
  product === "dms" || Number.parseFloat(version) >= 6;

function mediaTypes(name: string, { resources }: ApiProfileContent): ReadonlyMap<string, string> {
  const profile = name.toLowerCase();
  return new Map(
    resources.flatMap(({ resource, entity, writable }) =>
      writable ? [[resource, `application/vnd.ed-fi.${entity}.${profile}.writable+json`] as const] : [],
    ),
  );
}

interface Facts {
  readonly assigned: readonly string[];
  readonly named: string | undefined;
  readonly content: ApiProfileContent | undefined;
}

function adviceOn({ assigned, named, content }: Facts): string | undefined {
  const [only] = assigned;
  if (named === undefined && only === undefined) return undefined;
  if (named === undefined && assigned.length > 1) {
    return `The key has ${assigned.length} API Profiles: ${assigned.join(", ")}. The server refuses what they cover until one of them is named: choose one.`;
  }
  const isStranger = named !== undefined && only !== undefined && !includesName(assigned, named);
  if (isStranger) {
    return `The API Profile ${named} is none of those that the key has (${assigned.join(", ")}): the server will refuse it. Choose one of them.`;
  }
  const name = named ?? only;
  if (!content) {
    return `What the API Profile ${name} hides is not known yet. Test the connection; if it stays so, ask the host for the profile's document.`;
  }
  const readOnly = content.resources.filter(({ writable }) => !writable).map(({ resource }) => resource);
  return `${dropped(name, named)}${readOnly.length > 0 ? ` May not be sent at all: ${readOnly.join(", ")}.` : ""}`;
}

const dropped = (name: string | undefined, named: string | undefined) =>
  named === undefined
    ? `The server applies the API Profile ${name} to all that this key sends: what it hides is dropped without a word, and what the server holds there stays.`
    : `Under the API Profile ${name} the server drops what it hides without a word, and keeps what it holds there.`;

const includesName = (names: readonly string[], wanted: string) =>
  names.some((name) => name.toLowerCase() === wanted.toLowerCase());
