import { type Db, inTransaction } from "../db/open.ts";
import { type Entry, sent } from "./entries.ts";
import type { LedgerStore } from "./ledger-store.ts";
import { packDays } from "./pack-days.ts";

/** What the server has of a record, as the states of records tell it. */
export interface AcceptedRow {
  readonly id: number;
  readonly resource: string;
  readonly key: Buffer;
  /** Digest of what it has; empty where nobody knows. */
  readonly accepted: Buffer;
}

interface KeeperOptions {
  readonly db: Db;
  readonly ledger: LedgerStore;
  readonly connections: () => readonly {
    readonly id: number;
    readonly settings: { sentHistoryDays: number };
  }[];
  /** What a connection's server has, behind this record. */
  readonly accepted: (connection: number, after: number, limit: number) => readonly AcceptedRow[];
  readonly reportBug: (error: unknown) => void;
}

const hour = 3_600_000;
const recordsAtATime = 500;

/** Keeps the ledgers of all connections: completes those that began in the middle, and packs past days once a day. */
export class LedgerKeeper {
  readonly #options: KeeperOptions;
  readonly #abort = new AbortController();
  readonly #packed = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;
  #completed: Promise<void> = Promise.resolve();
  #work: Promise<void> = Promise.resolve();

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** `forLong`: this process outlives the day. */
  start(forLong: boolean) {
    this.#completed = this.#completeAll();
    this.#work = this.#completed.then(() => this.#packAll()).catch(this.#options.reportBug);
    if (!forLong) return;
    this.#timer = setInterval(() => {
      this.#work = this.#work.then(() => this.#packAll()).catch(this.#options.reportBug);
    }, hour);
    this.#timer.unref();
  }

  /** Resolves once everything that a ledger can tell is in it. */
  completed = (): Promise<void> => this.#completed;

  async close() {
    clearInterval(this.#timer);
    this.#abort.abort();
    await this.#work;
  }

  async #packAll() {
    const { ledger, connections } = this.#options;
    for (const { id, settings } of connections()) {
      const today = ledger.dayOf(id, Date.now());
      if (this.#abort.signal.aborted || this.#packed.get(id) === today) continue;
      await packDays(
        ledger,
        { connection: id, today, keptDays: settings.sentHistoryDays },
        this.#abort.signal,
      );
      this.#packed.set(id, today);
    }
  }

  async #completeAll() {
    for (const { id } of this.#options.connections()) {
      while (!this.#abort.signal.aborted && this.#completeSome(id)) await new Promise(setImmediate);
    }
  }

  /** Takes over what was accepted before the ledger began; false when that is done. */
  #completeSome(connection: number): boolean {
    const { db, ledger, accepted } = this.#options;
    const gap = ledger.gap(connection);
    if (!gap || gap.adopted === null) return false;
    const { adopted, keptFrom } = gap;
    return inTransaction(db, () => {
      const rows = accepted(connection, adopted, recordsAtATime);
      for (const [resource, entries] of byResource(rows))
        ledger.noteStanding(connection, resource, keptFrom - 1, entries);
      ledger.adopted(connection, rows.at(-1)?.id ?? null);
      return rows.length > 0;
    });
  }
}

function byResource(rows: readonly AcceptedRow[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const { resource, key, accepted } of rows) {
    const entries = found.get(resource) ?? [];
    entries.push(sent(key, accepted, false));
    found.set(resource, entries);
  }
  return found;
}
