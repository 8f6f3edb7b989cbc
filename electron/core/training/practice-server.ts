import { existsSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { practicePair } from "../../../shared/domain/practice-facts.ts";
import { AppError } from "../../../shared/errors.ts";
import type { ConnectionsStore } from "../connections/connections-store.ts";
import { type Db, inTransaction } from "../db/open.ts";
import type { PracticePort, RunningPractice } from "./practice-port.ts";
import type { PracticeStore, StoredPractice } from "./practice-store.ts";

interface ServerParts {
  readonly db: Db;
  readonly home: string;
  /** Absent where the host has no practice API. */
  readonly port: PracticePort | undefined;
  readonly practiceStore: PracticeStore;
  readonly connections: ConnectionsStore;
}

/**
 * The practice API of this data folder. What it was sent is kept in a file, so that it has it again after a restart: the
 * connection is told nothing wrong.
 */
export class PracticeServer {
  readonly #parts: ServerParts;
  /** Holds the API's file and the district's. */
  readonly folder: string;
  #running: Promise<RunningPractice> | undefined;
  #trouble: string | undefined;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.folder = join(parts.home, "practice");
  }

  /** Why it did not start when it was last needed. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Whether this is the connection that leads here, by its public id. */
  isOf = (uid: string): boolean => this.#parts.practiceStore.get()?.uid === uid;

  /** Starts it for a connection that there is already, unless it runs. Throws AppError("unusable"). */
  async wake(): Promise<void> {
    const { practiceStore, port } = this.#parts;
    const practice = practiceStore.get();
    if (!practice || practice.closedAt !== null) return;
    this.#running ??= this.#resume(port, practice);
    try {
      await this.#running;
      this.#trouble = undefined;
    } catch (error) {
      this.#running = undefined;
      this.#trouble = error instanceof AppError ? error.message : "The practice API does not start.";
      throw new AppError("unusable", this.#trouble, undefined, error);
    }
  }

  /** A new one that holds nothing, for a connection that is yet to be made. */
  async begin(): Promise<string> {
    const { port } = this.#parts;
    if (!port) throw new AppError("unusable", "This Steward has no practice API.");
    await this.end();
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#running = port.start({ port: 0, ...this.#asKept() });
    return (await this.#running).url;
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await (await running?.catch(() => undefined))?.close();
  }

  /** Stops it, and forgets what it was sent and the district. */
  async end(): Promise<void> {
    await this.close();
    this.#trouble = undefined;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #asKept = () => ({ ...practicePair, keep: join(this.folder, "server.jsonl") });

  async #resume(port: PracticePort | undefined, { url }: StoredPractice): Promise<RunningPractice> {
    if (!port) throw new AppError("unusable", "This Steward has no practice API.");
    const kept = this.#asKept();
    if (!existsSync(kept.keep))
      throw new AppError(
        "unusable",
        "The practice API's file is gone, and with it what was sent there. Start practice over.",
      );
    const wanted = Number(new URL(url).port);
    const running = await port.start({ port: wanted, ...kept }).catch((error) => {
      if (error instanceof AppError && error.code === "conflict") return port.start({ port: 0, ...kept });
      throw error;
    });
    if (running.url !== url) this.#move(url, running.url);
    return running;
  }

  /** Another program has its port now: what leads there is led to the new one. */
  #move(from: string, to: string) {
    const { db, connections, practiceStore } = this.#parts;
    inTransaction(db, () => {
      for (const { id, settings } of connections.list())
        if (settings.url === from) connections.setSettings(id, { ...settings, url: to });
      practiceStore.setUrl(to);
    });
  }
}
