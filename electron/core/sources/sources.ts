import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { CompleteList } from "../../../shared/domain/deletes.ts";
import type { ScanReport, Source } from "../../../shared/domain/source.ts";
import { AppError } from "../../../shared/errors.ts";
import type { CausesStore } from "../causes/causes-store.ts";
import { rejectedCause } from "../causes/drafts.ts";
import type {
  ConnectionSource,
  ConnectionsStore,
  StoredConnection,
} from "../connections/connections-store.ts";
import { inTransaction } from "../db/open.ts";
import type { ModelsStore } from "../model/models-store.ts";
import type { Model } from "../model/types.ts";
import type { CompleteListsStore } from "./complete-lists-store.ts";
import { listFiles } from "./folder.ts";
import type { Reading } from "./reading.ts";
import { addReports, scan } from "./scan.ts";
import { type Reader, Scans } from "./scans.ts";
import type { RecordSet } from "./sets-store.ts";
import { showSource } from "./show-source.ts";
import type { SourceIds, SourceIdsStore } from "./source-ids-store.ts";

export interface SourcesOptions extends Omit<Reading, "signal" | "progress" | "unindexed"> {
  readonly sourceIds: SourceIdsStore;
  readonly connections: ConnectionsStore;
  readonly models: ModelsStore;
  readonly causes: CausesStore;
  readonly completeLists: CompleteListsStore;
  /** To be told when a connection's sources are others than before. */
  readonly leaveSources: (connection: number) => void;
  /** To be told before a connection's folders are read; and what that gives, whether any record is another then. */
  readonly beginScope: (
    connection: number,
  ) => (changed: boolean, model: Model, signal: AbortSignal) => Promise<void>;
}

/** Rows removed before others get a turn. */
const rowsATurn = 2000;

interface Told {
  readonly signal: AbortSignal;
  readonly progress: (lines: number) => void;
}

/** What stands behind the sources.* commands: the folders that a connection sends from. */
export class Sources {
  readonly #options: SourcesOptions;
  readonly #scans = new Scans();

  constructor(options: SourcesOptions) {
    this.#options = options;
  }

  list({ id }: StoredConnection): Source[] {
    const lists = this.#options.completeLists.of(id);
    return this.#options.connections
      .sources(id)
      .map((source) => showSource(this.#options, source, lists.get(source.folder)));
  }

  /** Throws AppError: "not-found" when there is no such folder, "conflict" when it is there already. */
  add({ id }: StoredConnection, path: string, format: string): Source {
    const folder = resolve(path);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new AppError("not-found", `There is no folder ${folder}.`);
    }
    const { connections } = this.#options;
    if (connections.sources(id).some((source) => source.folder === folder)) {
      throw new AppError("conflict", "This folder is a source of the connection already.");
    }
    connections.addSource(id, folder, format);
    return showSource(this.#options, { folder, format, set: null });
  }

  /** Says what a folder is a complete list of. Throws AppError("not-found"). */
  complete(connection: StoredConnection, path: string, lists: readonly CompleteList[]): Source {
    const source = this.#find(connection, path);
    this.#options.completeLists.replace(connection.id, source.folder, lists);
    return showSource(this.#options, source, lists);
  }

  /**
   * Says which member tells the records of a folder apart, by resource: for all who read the folder, which is read anew
   * then. Throws AppError("not-found").
   */
  identify(connection: StoredConnection, path: string, ids: SourceIds): Source {
    const { db, sets, sourceIds, completeLists } = this.#options;
    const source = this.#find(connection, path);
    inTransaction(db, () => {
      sourceIds.replace(source.folder, ids);
      sets.readAnew(source.folder);
    });
    return showSource(this.#options, source, completeLists.of(connection.id).get(source.folder));
  }

  /** What the connection's folders are complete lists of, by record set. */
  completeLists({ id }: StoredConnection): ReadonlyMap<number, readonly CompleteList[]> {
    const lists = this.#options.completeLists.of(id);
    return new Map(
      this.#options.connections
        .sources(id)
        .flatMap(({ folder, set }) => (set === null ? [] : [[set, lists.get(folder) ?? []] as const])),
    );
  }

  /** The connection sends from it no longer; what was read and sent stays known. Throws AppError("not-found"). */
  remove({ id }: StoredConnection, path: string): undefined {
    if (!this.#options.connections.removeSource(id, resolve(path))) {
      throw new AppError("not-found", "This folder is no source of the connection.");
    }
    this.#tellCauses(id);
    return undefined;
  }

  /** Removes the records of folders that no connection sends from, and of which none remembers having sent anything. */
  purge = (): Promise<void> => this.#scans.inTurn(() => this.#purge());

  /** Ends what is read for a connection, removes it, and purges: nobody writes meanwhile of what goes. */
  async forget({ id }: StoredConnection, remove: () => Promise<unknown>): Promise<void> {
    await this.#scans.close(id);
    await this.#scans.inTurn(async () => {
      await remove();
      await this.#purge();
    });
  }

  async #purge(): Promise<void> {
    const { sets, records } = this.#options;
    for (const set of sets.orphans()) {
      for (const { id } of sets.collections(set)) {
        while (records.removeSome(id, rowsATurn)) await new Promise(setImmediate);
      }
      sets.removeSet(set);
    }
  }

  /** The record sets of a connection's sources, read or not. */
  sets = ({ id }: StoredConnection): number[] =>
    this.#options.connections.sources(id).flatMap(({ set }) => (set === null ? [] : [set]));

  /** Reads as `read` does, until its end or until it is cancelled: AppError("cancelled"). */
  scan(
    connection: StoredConnection,
    model: { model: Model; modelId: number },
    progress: (lines: number) => void = () => {},
    of: Reader = "scan",
  ): Promise<ScanReport> {
    return this.#scans.run(connection.id, of, (signal) => this.read(connection, model, { signal, progress }));
  }

  /** Does `work` with what was read, and may read first; cancelled and closed as a scan is. */
  during<T>({ id }: StoredConnection, of: Reader, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#scans.run(id, of, work);
  }

  /** Ends the scans of a connection, or only those of one sort. Throws AppError("not-found") when there is none. */
  cancel({ id }: StoredConnection, of?: Reader): undefined {
    this.#scans.cancel(id, of);
    return undefined;
  }

  /** Ends all scans, and waits until they are saved. */
  close = (): Promise<void> => this.#scans.close();

  /** Reads all of a connection's folders as its model says. Throws AppError("not-found") when it has none. */
  async read(
    connection: StoredConnection,
    model: { model: Model; modelId: number },
    reader: Told,
  ): Promise<ScanReport> {
    return this.#scans.inTurn(() => this.#read(connection, model, reader));
  }

  async #read({ id }: StoredConnection, { model, modelId }: { model: Model; modelId: number }, reader: Told) {
    // It may have been ended while it waited for its turn.
    reader.signal.throwIfAborted();
    const { connections, sets } = this.#options;
    const sources = connections.sources(id);
    if (sources.length === 0) {
      throw new AppError(
        "not-found",
        "This connection has no source folder yet. Add the folder that its records come from.",
      );
    }
    const { records } = this.#options;
    const settleScope = this.#options.beginScope(id);
    const unindexed = records.isEmpty() && sizeOf(sources, model) < longestUnindexed;
    const reports: ScanReport[] = [];
    if (unindexed) records.dropIndexes();
    try {
      for (const source of sources) {
        const set = this.#setFor(id, source, modelId);
        reports.push(await scan({ ...this.#options, ...reader, unindexed }, sets.set(set.id) ?? set, model));
      }
    } finally {
      if (unindexed) records.makeIndexes();
      // Also of a reading that was cut off: what it found on some files replaces what was known of them.
      this.#tellCauses(id);
    }
    const report = reports.reduce(addReports);
    await settleScope(report.new + report.changed + report.gone > 0, model, reader.signal);
    return report;
  }

  /**
   * Records are kept once for all connections that read a folder with an equal model. When a connection's model changes,
   * its set follows if nobody else reads it, so that records keep what is known of them; else it gets one of its own.
   */
  #setFor(connection: number, { folder, format, set: former }: ConnectionSource, modelId: number): RecordSet {
    const { connections, sets } = this.#options;
    const known = former === null ? undefined : sets.set(former);
    if (known?.model === modelId) return known;
    if (known && connections.otherUsers(known.id, connection) === 0 && !sets.setOf(folder, modelId)) {
      sets.changeModel(known.id, modelId);
      return known;
    }
    const set = sets.ensureSet(folder, format, modelId);
    connections.setSource(connection, folder, set.id);
    return set;
  }

  /** Causes count what the connection's folders state now, and nothing of folders that it has left. */
  #tellCauses(connection: number) {
    const { connections, sets, causes, leaveSources } = this.#options;
    leaveSources(connection);
    const groups = connections
      .sources(connection)
      .flatMap(({ set }) => (set === null ? [] : sets.rejectedGroups(set)));
    const found = groups.map((group) => ({ draft: rejectedCause(group), lines: group.n }));
    causes.replaceRejected(connection, found, new Date().toISOString());
  }

  #find({ id }: StoredConnection, path: string): ConnectionSource {
    const folder = resolve(path);
    const source = this.#options.connections.sources(id).find((known) => known.folder === folder);
    if (!source) throw new AppError("not-found", "This folder is no source of the connection.");
    return source;
  }
}

/** Bytes of files up to which making the index of keys at the end does not hold others up for long. */
const longestUnindexed = 1_500_000_000;

function sizeOf(sources: readonly ConnectionSource[], model: Model): number {
  return sources.flatMap(({ folder }) => listFiles(folder, model)).reduce((sum, { size }) => sum + size, 0);
}
