import type { Handlers } from "../../../shared/contract.ts";
import type { ConnectionSettings, ConnectionTest, TestStep } from "../../../shared/domain/connection.ts";
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
  requireOpen,
  requireSettled,
  requireUsable,
} from "./refusals.ts";
import { runSteps, type Tested } from "./run-steps.ts";
import { changesOf, isMoved, needsTest } from "./settings-changes.ts";

export interface UpdatesParts extends LinkStores {
  readonly db: Db;
  readonly audit: Pick<AuditStore, "note">;
  readonly descriptors: DescriptorsStore;
  readonly runs: { list(connection: number, limit: number): readonly unknown[] };
  readonly isBusy: (connection: number) => boolean;
  readonly isRotating: (connection: number) => boolean;
  readonly keep: (connection: StoredConnection, tested: Tested) => Promise<void>;
  /** What codes become may be something else now. */
  readonly revalued: (connection: StoredConnection) => void;
  readonly changed: () => void;
}

type Input = Parameters<Handlers["connections.update"]>[0];

/** Settings that have worked. */
interface Trial {
  readonly tested: Tested;
  readonly tokens: Tokens | undefined;
  readonly server: ServerInfo;
}

/** Changes of a connection's name and settings. */
export class Updates {
  readonly #parts: UpdatesParts;

  constructor(parts: UpdatesParts) {
    this.#parts = parts;
  }

  /**
   * Stores a new name and new settings. Those that say which server it is and how it is reached are tested first: refused
   * with the steps as details, and nothing changed, when it cannot be used. Throws AppError: "not-found", "conflict"
   * (name taken, closed, sending), "unusable".
   */
  async update({ connection: ref, name, settings }: Input): Promise<ConnectionTest> {
    const { connections, changed } = this.#parts;
    const before = findConnection(connections, ref);
    if (name !== undefined) requireFreeName(connections, name, before.id);
    const changes = settings ? changesOf(before.settings, settings) : [];
    if (changes.length > 0) requireOpen(before);
    const trial = settings && needsTest(changes) ? await this.#try(before, settings) : undefined;
    if (trial) this.#requireQuiet(before);
    const moved = isMoved(changes);
    this.#store(before, { name, settings: changes.length > 0 ? settings : undefined, moved });
    if (trial) await this.#follow(before.uid, trial, moved);
    changed();
    const connection = showConnection(findConnection(connections, before.uid));
    return { connection, steps: trial ? this.#told(before, trial.tested.steps, moved) : [] };
  }

  async #try(before: StoredConnection, settings: ConnectionSettings): Promise<Trial> {
    const { secrets } = this.#parts;
    this.#requireQuiet(before);
    const credentials = await secrets.get(before.uid);
    // A token of its own: that of the connection is for the server that it has now.
    const tokens = credentials && createTokens({ credentials: async () => credentials });
    const tested = await runSteps(settings, credentials, tokens);
    return { tested, tokens, server: requireUsable(tested, "The settings stay as they were.") };
  }

  #requireQuiet(connection: StoredConnection) {
    requireIdle(connection, this.#parts.isBusy(connection.id));
    requireSettled(connection, this.#parts.isRotating(connection.id));
  }

  #store(
    before: StoredConnection,
    { name, settings, moved }: Pick<Input, "name" | "settings"> & { moved: boolean },
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
      if (changes.length > 0)
        audit.note(findConnection(connections, before.uid), "changed the connection", changes);
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
