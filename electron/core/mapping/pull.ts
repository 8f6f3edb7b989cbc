import pLimit from "p-limit";
import type { PullReport } from "../../../shared/domain/descriptor.ts";
import { AppError } from "../../../shared/errors.ts";
import type { ApiClient } from "../api/types.ts";
import type { ConnectionsStore, StoredConnection } from "../connections/connections-store.ts";
import { versionOf } from "../connections/link.ts";
import type { Model } from "../model/types.ts";
import type { DescriptorsStore } from "./descriptors-store.ts";
import { readValues, type TypeReading } from "./read-values.ts";

export interface PullOptions {
  readonly stores: {
    readonly descriptors: DescriptorsStore;
    readonly connections: Pick<ConnectionsStore, "setDescriptorsVersion">;
  };
  readonly connection: Pick<StoredConnection, "id" | "descriptorsVersion">;
  /** An open way to the connection's server. */
  readonly link: {
    readonly client: Pick<ApiClient, "get" | "server">;
    readonly model: Model;
    readonly concurrency: number;
  };
  readonly signal: AbortSignal;
  /** Of the waiting between repetitions. */
  readonly random?: () => number;
}

export interface Pulled extends PullReport {
  /** Types whose values are others than before, or that became readable or unreadable. */
  readonly changedTypes: string[];
}

/** Types read at a time, at most. */
const mostAtATime = 8;
/** So many types in a row without a believable answer: the server is in trouble, the rest is not asked for. */
const mostFailures = 8;

export const descriptorTypes = ({ resources }: Model): string[] =>
  resources.filter(({ kind }) => kind === "descriptor").map(({ path }) => path);

/**
 * Reads the values of all descriptor types of the connection's model into the database; what the model has no longer is
 * forgotten. Throws as pullTypes does.
 */
export async function pullAll(options: PullOptions): Promise<Pulled> {
  const { stores, connection, link } = options;
  const types = descriptorTypes(link.model);
  const report = await pullTypes(options, types);
  for (const { type } of stores.descriptors.types(connection.id)) {
    if (types.includes(type)) continue;
    report.gone += stores.descriptors.forget(connection.id, type);
    report.changedTypes.push(type);
  }
  stores.connections.setDescriptorsVersion(connection.id, versionOf(link.client.server));
  return report;
}

/**
 * What a push has to know before it sends: all types when the server's version is not that of the last reading, else
 * those that were never read. Undefined when there was nothing to ask. Throws as pullTypes does.
 */
export async function pullIfNeeded(options: PullOptions): Promise<Pulled | undefined> {
  const { stores, connection, link } = options;
  if (connection.descriptorsVersion !== versionOf(link.client.server)) return pullAll(options);
  const known = new Set(stores.descriptors.types(connection.id).map(({ type }) => type));
  const missing = descriptorTypes(link.model).filter((type) => !known.has(type));
  return missing.length === 0 ? undefined : pullTypes(options, missing);
}

/**
 * Reads some types anew, one transaction each; those that the model does not have are left out. A type that the server
 * cannot show keeps its former values. Throws AppError "unauthorized"; "offline" when no type at all could be read; and
 * the signal's reason (what was read until then is kept).
 */
export async function pullTypes(options: PullOptions, types: readonly string[]): Promise<Pulled> {
  const { link } = options;
  const known = new Set(descriptorTypes(link.model));
  const pull = new Pull(options);
  const limit = pLimit(Math.max(1, Math.min(mostAtATime, link.concurrency)));
  const wanted = [...new Set(types)].filter((type) => known.has(type));
  await Promise.allSettled(wanted.map((type) => limit(() => pull.one(type))));
  return pull.finish();
}

class Pull {
  readonly #options: PullOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #report: Pulled = {
    types: 0,
    values: 0,
    added: 0,
    changed: 0,
    gone: 0,
    unreadable: [],
    failed: [],
    changedTypes: [],
  };
  #failuresInARow = 0;

  constructor(options: PullOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
  }

  async one(type: string): Promise<void> {
    if (this.#signal.aborted) return;
    try {
      this.#keep(type, await this.#read(type));
    } catch (error) {
      // The first one ends the others; it is thrown at the end.
      this.#stop.abort(error);
    }
  }

  finish(): Pulled {
    this.#signal.throwIfAborted();
    const report = this.#report;
    const [first] = report.failed;
    if (first && report.types === 0) {
      throw new AppError(
        "offline",
        `The descriptors could not be read. ${first.reason} What was known of them stays; try again later.`,
      );
    }
    report.unreadable.sort();
    report.changedTypes.sort();
    report.failed.sort((one, other) => (one.type < other.type ? -1 : 1));
    return report;
  }

  #read(type: string): Promise<TypeReading> {
    if (this.#failuresInARow >= mostFailures) {
      return Promise.resolve({ kind: "failed", reason: "The server is in trouble: it was not asked." });
    }
    const { link, random } = this.#options;
    return readValues({ client: link.client, signal: this.#signal, ...(random && { random }) }, type);
  }

  #keep(type: string, reading: TypeReading) {
    const report = this.#report;
    if (reading.kind === "failed") {
      this.#failuresInARow += 1;
      report.failed.push({ type, reason: reading.reason });
      return;
    }
    this.#failuresInARow = 0;
    report.types += 1;
    const { stores, connection } = this.#options;
    const wasReadable = stores.descriptors.type(connection.id, type)?.readable;
    if (reading.kind === "unreadable") {
      stores.descriptors.markUnreadable(connection.id, type);
      report.unreadable.push(type);
      if (wasReadable === true) report.changedTypes.push(type);
      return;
    }
    const { added, changed, gone } = stores.descriptors.replace(connection.id, type, reading.values);
    report.values += reading.values.length;
    report.added += added;
    report.changed += changed;
    report.gone += gone;
    if (added + gone > 0 || wasReadable === false) report.changedTypes.push(type);
  }
}
