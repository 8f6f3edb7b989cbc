import type { Handlers, Output } from "../../../shared/contract.ts";
import type { ConnectionSettings, Credentials } from "../../../shared/domain/connection.ts";
import { everything, type Profile } from "../../../shared/domain/profile.ts";
import type { Schedule } from "../../../shared/domain/schedule.ts";
import type { ConnectionTemplate } from "../../../shared/domain/template.ts";
import { AppError } from "../../../shared/errors.ts";
import { createTokens, type Tokens } from "../api/token.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import type { NotesStore } from "../causes/notes-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { MappingsStore } from "../mapping/mappings-store.ts";
import { changesBetween } from "../profile/profile-changes.ts";
import type { ProfilesStore } from "../profile/profiles-store.ts";
import type { SchedulesStore } from "../schedule/schedules-store.ts";
import type { ServerContent } from "./baselines-store.ts";
import { type ComparisonStores, compareWithOrigin } from "./comparison.ts";
import { type StoredConnection, showConnection } from "./connections-store.ts";
import { learnServer } from "./learn-server.ts";
import type { LinkStores } from "./link.ts";
import { type Place, placed } from "./place.ts";
import { findConnection, requireFreeName, requireUsable } from "./refusals.ts";
import { runSteps, type Tested } from "./run-steps.ts";
import { contentOf } from "./server-content.ts";
import { changesOf } from "./settings-changes.ts";
import { readTemplate, withoutConsent } from "./template.ts";

export interface CopiesParts extends Omit<ComparisonStores, "connections" | "models">, LinkStores {
  readonly db: Db;
  readonly audit: Pick<AuditStore, "note">;
  readonly mappings: MappingsStore;
  readonly notes: NotesStore;
  readonly profiles: ProfilesStore;
  readonly schedulesStore: Pick<SchedulesStore, "of" | "set">;
  /** What a step test learned about a connection's key. */
  readonly keep: (connection: StoredConnection, tested: Tested) => Promise<void>;
  readonly changed: () => void;
}

type CloneInput = Parameters<Handlers["connections.clone"]>[0];
type ImportInput = Parameters<Handlers["connections.import"]>[0];
type Copied = Output<"connections.clone">;

/** What a new connection is made of: never a key or a secret. */
interface Blueprint {
  readonly origin: string;
  /** In the audit: "cloned from". */
  readonly how: string;
  readonly former: ConnectionSettings;
  readonly profile: { readonly name: string | null; readonly profile: Profile } | undefined;
  readonly schedule: Schedule | undefined;
  readonly server: ServerContent;
  /** Gives the new connection what else the original has; the number of its mappings. */
  readonly fill: (id: number) => number;
}

/** Connections made from others, or from a file: what stands behind clone, export and import. */
export class Copies {
  readonly #parts: CopiesParts;

  constructor(parts: CopiesParts) {
    this.#parts = parts;
  }

  /**
   * Everything but key, secret, records and history. With credentials the new server is tested first; what it has is then
   * read and compared. Throws AppError: "not-found", "conflict" for a name that is taken, and as the step test does.
   */
  async clone({ connection: ref, sources, ...place }: CloneInput): Promise<Copied> {
    const { connections, mappings, profiles, schedulesStore } = this.#parts;
    const original = findConnection(connections, ref);
    const { id: from, model } = original;
    return this.#make(place, {
      origin: original.name,
      how: "cloned from",
      former: original.settings,
      profile: profiles.ofConnection(from),
      schedule: schedulesStore.of(from).schedule,
      server: this.#contentOf(original),
      fill: (id) => {
        // Without validators: they would be held against another server's documents.
        const { dependencies } = original;
        if (model !== null) connections.setModel(id, model, { dependencies, metadata: undefined });
        if (sources) this.#copySources(from, id);
        return mappings.copy(from, id);
      },
    });
  }

  /** As a file for others: no secret, no record, nothing of a person. */
  export(ref: string): ConnectionTemplate {
    const { connections, mappings, profiles, schedulesStore } = this.#parts;
    const connection = findConnection(connections, ref);
    const { id, name, settings } = connection;
    const stored = profiles.ofConnection(id);
    const { schedule } = schedulesStore.of(id);
    return {
      format: "steward-connection",
      version: 1,
      name,
      exportedAt: new Date().toISOString(),
      settings: withoutConsent(settings),
      profile: stored?.profile ?? everything,
      ...(stored?.name != null && { profileName: stored.name }),
      ...(schedule && { schedule }),
      mappings: mappings.list(id),
      notes: this.#parts.notes.all(),
      server: this.#contentOf(connection),
    };
  }

  /** Throws AppError: "invalid-input" for what is no template, and as clone does. */
  async import({ template: content, ...place }: ImportInput): Promise<Copied> {
    const { mappings, notes } = this.#parts;
    const template = readTemplate(content);
    return this.#make(place, {
      origin: template.name,
      how: "imported from the template of",
      former: withoutConsent(template.settings),
      profile: profileOf(template),
      schedule: template.schedule,
      server: template.server,
      fill: (id) => {
        for (const mapping of template.mappings) mappings.put(id, mapping);
        for (const { topic, text } of template.notes) notes.add(topic, text);
        return mappings.list(id).length;
      },
    });
  }

  async #make(place: Place, blueprint: Blueprint): Promise<Copied> {
    const { connections, changed } = this.#parts;
    requireFreeName(connections, place.name);
    const settings = placed(blueprint.former, place);
    const pair = place.credentials ?? (await this.#common());
    const tokens = pair && createTokens({ credentials: async () => pair });
    const tested = pair && (await runSteps(settings, pair, tokens));
    if (tested) requireUsable(tested, "Nothing was copied.");
    const { uid, copied } = this.#store(place.name, settings, blueprint);
    if (tested && pair) await this.#take(uid, { tested, tokens, pair: place.credentials });
    changed();
    const made = findConnection(connections, uid);
    return {
      connection: showConnection(made),
      steps: tested?.steps ?? [],
      mappings: copied,
      ...(tested && { differences: await compareWithOrigin(this.#parts, made) }),
    };
  }

  /** All of it or nothing. */
  #store(name: string, settings: ConnectionSettings, { origin, former, ...blueprint }: Blueprint) {
    const { db, connections, baselines, audit, schedulesStore } = this.#parts;
    // A batch is due as soon as the first sync of the copy is finished, and not before.
    const now = Date.now();
    return inTransaction(db, () => {
      // Somebody may have taken the name while the server was tested.
      requireFreeName(connections, name);
      const { id, uid } = connections.add(name, settings);
      connections.setOrigin(id, origin);
      if (blueprint.profile) this.#giveProfile(id, blueprint.profile);
      if (blueprint.schedule) schedulesStore.set(id, blueprint.schedule, { since: 0, resyncSince: now });
      const copied = blueprint.fill(id);
      baselines.put(id, { name: origin, content: blueprint.server, at: new Date().toISOString() });
      audit.note({ id, name }, `${blueprint.how} "${origin}"`, changesOf(former, settings));
      return { uid, copied };
    });
  }

  /** The pair has worked: it is kept, and what the new server has is read. */
  async #take(
    uid: string,
    { tested, tokens, pair }: { tested: Tested; tokens: Tokens | undefined; pair: Credentials | undefined },
  ): Promise<void> {
    const { connections, secrets } = this.#parts;
    const made = findConnection(connections, uid);
    try {
      if (pair && secrets.source === "keychain") {
        await secrets.set(uid, pair);
        // Removed while the keychain was busy: its key must not stay behind.
        connections.setKey(findConnection(connections, uid).id, pair.key);
      }
    } catch (error) {
      connections.remove(made.id);
      if (pair) await secrets.delete(uid).catch(() => undefined);
      throw error;
    }
    this.#parts.tokens.replace(uid, tokens);
    if (tested.server) connections.setServer(made.id, tested.server);
    try {
      await learnServer(this.#parts, made);
    } catch (error) {
      // It is whole without: what could not be read is told with the differences, and read by the next push.
      if (!(error instanceof AppError)) throw error;
    }
    await this.#parts.keep(findConnection(connections, uid), tested);
  }

  /** Named profiles stay shared; one of the same name with other content is another's, and left alone. */
  #giveProfile(connection: number, { name, profile }: NonNullable<Blueprint["profile"]>) {
    const { profiles } = this.#parts;
    const known = name === null ? undefined : profiles.byName(name);
    if (known && changesBetween(known.profile, profile).length === 0) profiles.use(connection, known.id);
    else profiles.use(connection, profiles.add(known ? null : name, profile));
  }

  #copySources(from: number, to: number) {
    const { connections } = this.#parts;
    for (const { folder, format, set } of connections.sources(from)) {
      connections.addSource(to, folder, format);
      if (set !== null) connections.setSource(to, folder, set);
    }
  }

  /** Of a copy whose server was never asked: what its origin's server had. */
  #contentOf({ id, model, serverSeenAt }: StoredConnection): ServerContent {
    const { descriptors, models, baselines } = this.#parts;
    const former = serverSeenAt === null ? baselines.of(id)?.content : undefined;
    return former ?? contentOf(descriptors, id, model === null ? undefined : models.byId(model));
  }

  /** The environment's one pair is every connection's; where it is not set, the copy is made without a test. */
  async #common(): Promise<Credentials | undefined> {
    const { secrets } = this.#parts;
    if (secrets.source !== "environment") return undefined;
    return secrets.get("").catch(() => undefined);
  }
}

/** Nobody chose anything: the new connection has no profile of its own either. */
function profileOf({ profile, profileName }: ConnectionTemplate): Blueprint["profile"] {
  const name = profileName ?? null;
  if (name === null && changesBetween(everything, profile).length === 0) return undefined;
  return { name, profile };
}
