import type { Profile } from "../../../shared/domain/profile.ts";
import type { PushRequest, RunProgress } from "../../../shared/domain/run.ts";
import type { ApiClient } from "../api/types.ts";
import type { Dependency, Model } from "../model/types.ts";
import type { CompleteLists } from "./deletes/delete-facts.ts";
import type { RunsStore } from "./runs-store.ts";
import type { SharedLimits } from "./shared-limit.ts";
import type { SyncStores } from "./world.ts";

/** A connection, ready to be sent to. */
export interface Link {
  readonly client: ApiClient;
  readonly model: Model;
  readonly dependencies: readonly Dependency[] | undefined;
  /** Requests at a time, at most. */
  readonly concurrency: number;
  /** How many at a time suited the server best in an earlier run. */
  readonly best: number | undefined;
  /** What somebody else changed on the server is not overwritten. */
  readonly keepOthersChanges: boolean;
  /** Ids of the only schools that are sent; empty: all of them. */
  readonly schools: readonly string[];
  /** Keeps what was best in this one. */
  readonly remember: (best: number) => void;
  /** Brings up to date what the server has of descriptors, before anything is sent. */
  readonly learnValues: (types: "as needed" | readonly string[], signal: AbortSignal) => Promise<void>;
}

export interface PushOptions {
  readonly stores: SyncStores;
  readonly runs: RunsStore;
  readonly connection: number;
  readonly run: number;
  readonly request: PushRequest;
  readonly profile: Profile;
  readonly connect: (signal: AbortSignal) => Promise<Link>;
  /** Reads the connection's sources, and returns their record sets. */
  readonly read: (
    model: Model,
    signal: AbortSignal,
    progress: (lines: number) => void,
  ) => Promise<readonly number[]>;
  /** What its folders are complete lists of. */
  readonly lists: () => CompleteLists;
  /** Of all pushes of this process. */
  readonly limits: SharedLimits;
  readonly onProgress: (progress: RunProgress) => void;
  /** Milliseconds without any answer after which a run gives up. */
  readonly patience: number;
}
