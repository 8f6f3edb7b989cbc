import type { Handlers } from "../../../shared/contract.ts";
import type {
  ConnectionSettings,
  ConnectionTest,
  TestStep,
  WayCredentials,
} from "../../../shared/domain/connection.ts";
import { AppError } from "../../../shared/errors.ts";
import { createTokens, type Tokens } from "../api/token.ts";
import type { ServerInfo } from "../api/types.ts";
import type { AuditStore } from "../audit/audit-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { DescriptorsStore } from "../mapping/descriptors-store.ts";
import { type StoredConnection, showConnection } from "./connections-store.ts";
import { learnServer } from "./learn-server.ts";
import type { LinkStores } from "./link.ts";
import {
  findConnection,
  requireFreeName,
  requireIdle,
  requireKeeping,
  requireKey,
  requireOpen,
  requireSettled,
  requireUsable,
} from "./refusals.ts";
import { runSteps, type Tested } from "./run-steps.ts";
import { changesOf, isMoved, needsTest } from "./settings-changes.ts";
import { type ChangedEntry, changeEntry, leavesWay } from "./way-secrets.ts";

export interface UpdatesParts extends LinkStores {
  readonly db: Db;
  readonly audit: Pick<AuditStore, "note">;
  readonly descriptors: DescriptorsStore;
  readonly runs: { list(connection: number, limit: number): readonly unknown[] };
  readonly isBusy: (connection: number) => boolean;
  readonly isRotating: (connection: number) => boolean;
  /** Nobody else changes the connection's secrets meanwhile. */
  readonly alone: (
    connection: StoredConnection,
    work: () => Promise<ConnectionTest>,
  ) => Promise<ConnectionTest>;
  readonly keep: (connection: StoredConnection, tested: Tested) => Promise<void>;
  /** What codes become may be something else now. */
  readonly revalued: (connection: StoredConnection) => void;
  readonly changed: () => void;
}

type Input = Parameters<Handlers["connections.update"]>[0];

interface Extras {
  readonly moved: boolean;
  /** What was done to the keychain's entry, in words. */
  readonly secrets: string | undefined;
}

/** Settings that have worked. */
interface Trial {
  readonly tested: Tested;
  readonly tokens: Tokens | undefined;
  readonly server: ServerInfo;
  /** The keychain's entry as it was tried, where it is another one. */
  readonly entry: ChangedEntry | undefined;
}

/** Changes of a connection's name, its settings and the secrets of the way to its server. */
export class Updates {
  readonly #parts: UpdatesParts;

  constructor(parts: UpdatesParts) {
    this.#parts = parts;
  }

  /**
   * Stores a new name, new settings and new secrets of the way to the server. What says which server it is and how it is
   * reached is tested first: refused with the steps as details, and nothing changed, when it cannot be used. Throws
   * AppError: "not-found", "conflict" (name taken, closed, sending, no secret can be kept), "unauthorized", "unusable".
   */
  async update(input: Input): Promise<ConnectionTest> {
    const before = findConnection(this.#parts.connections, input.connection);
    if (input.credentials === undefined && !this.#forgets(before, input)) return this.#update(before, input);
    requireOpen(before);
    requireKeeping(this.#parts.secrets);
    requireKey(before, this.#parts.secrets);
    requireSettled(before, this.#parts.isRotating(before.id));
    const credentials = input.credentials ?? {};
    return this.#parts.alone(before, () => this.#update(before, { ...input, credentials }));
  }

  /** Secrets may be kept that are of no use with the new settings. */
  #forgets({ settings: before, keySince }: StoredConnection, { settings }: Input): boolean {
    const isKept = this.#parts.secrets.source === "keychain" && keySince !== null;
    return isKept && settings !== undefined && leavesWay(before, settings);
  }

  async #update(before: StoredConnection, { name, settings, credentials }: Input): Promise<ConnectionTest> {
    const { connections, changed } = this.#parts;
    if (name !== undefined) requireFreeName(connections, name, before.id);
    const changes = settings ? changesOf(before.settings, settings) : [];
    if (changes.length > 0) requireOpen(before);
    const isTried = credentials !== undefined || needsTest(changes);
    const trial = isTried ? await this.#try(before, settings ?? before.settings, credentials) : undefined;
    const moved = isMoved(changes);
    await this.#switch(before.uid, trial?.entry, () => {
      if (trial) this.#requireQuiet(before, credentials !== undefined);
      this.#store(before, {
        name,
        settings: changes.length > 0 ? settings : undefined,
        moved,
        secrets: trial?.entry?.what,
      });
    });
    if (trial) await this.#follow(before.uid, trial, moved);
    changed();
    const connection = showConnection(findConnection(connections, before.uid));
    return { connection, steps: trial ? this.#told(before, trial.tested.steps, moved) : [] };
  }

  async #try(
    before: StoredConnection,
    settings: ConnectionSettings,
    entered: WayCredentials | undefined,
  ): Promise<Trial> {
    const { secrets } = this.#parts;
    this.#requireQuiet(before, entered !== undefined);
    const kept = await secrets.get(before.uid);
    const entry = kept && entered && changeEntry(kept, entered, settings);
    const credentials = entry?.next ?? kept;
    // A token of its own: that of the connection is for the server that it has now.
    const tokens = credentials && createTokens({ credentials: async () => credentials });
    const tested = await runSteps(settings, credentials, tokens);
    return { tested, tokens, entry, server: requireUsable(tested, "The settings stay as they were.") };
  }

  #requireQuiet(connection: StoredConnection, isAlone: boolean) {
    requireIdle(connection, this.#parts.isBusy(connection.id));
    requireSettled(connection, !isAlone && this.#parts.isRotating(connection.id));
  }

  /** Keychain first: should the rest then be refused, the former entry is put back; nothing is kept for who was removed. */
  async #switch(uid: string, entry: ChangedEntry | undefined, store: () => void): Promise<void> {
    const { secrets, connections } = this.#parts;
    if (entry?.what === undefined) {
      store();
      return;
    }
    await secrets.set(uid, entry.next);
    try {
      store();
    } catch (error) {
      const isThere = connections.find(uid) !== undefined;
      await (isThere ? secrets.set(uid, entry.former) : secrets.delete(uid)).catch(() => undefined);
      throw error;
    }
  }

  #store(
    before: StoredConnection,
    { name, settings, moved, secrets }: Pick<Input, "name" | "settings"> & Extras,
  ) {
    const { db, connections, audit } = this.#parts;
    inTransaction(db, () => {
      const present = findConnection(connections, before.uid);
      const { id } = present;
      const changes = settings ? changesOf(present.settings, settings) : [];
      const renamed = name !== undefined && name !== present.name;
      if (renamed) {
        requireFreeName(connections, name, id);
        connections.setName(id, name);
        changes.unshift({ field: "name", from: present.name, to: name });
      }
      if (settings) {
        // It may have been closed while the server was asked.
        requireOpen(present);
        connections.setSettings(id, settings);
      }
      if (moved) connections.setDescriptorsVersion(id, null);
      const after = findConnection(connections, before.uid);
      if (changes.length > 0) audit.note(after, "changed the connection", changes);
      if (secrets !== undefined) {
        // Who closed it meanwhile has also taken its key away.
        requireOpen(present);
        audit.note(after, secrets);
      }
    });
  }

  async #follow(uid: string, { tested, tokens, server }: Trial, moved: boolean): Promise<void> {
    const { connections, keep, revalued } = this.#parts;
    this.#parts.tokens.replace(uid, tokens);
    const connection = findConnection(connections, uid);
    connections.setServer(connection.id, server);
    try {
      if (moved) await learnServer(this.#parts, connection);
    } catch (error) {
      // The next push reads what could not be read now.
      if (!(error instanceof AppError)) throw error;
    }
    await keep(findConnection(connections, uid), tested);
    if (moved) revalued(connection);
  }

  /** What was accepted by the former server counts as sent here too: right for a new address, wrong for another database. */
  #told({ id }: StoredConnection, steps: readonly TestStep[], moved: boolean): TestStep[] {
    if (!moved || this.#parts.runs.list(id, 1).length === 0) return [...steps];
    return steps.map((step) => (step.step === "address" ? { ...step, advice: sameDatabase } : step));
  }
}

const sameDatabase =
  "What was accepted before stays noted as sent. If this is another database, such as next year's, set this back and clone the connection instead.";
