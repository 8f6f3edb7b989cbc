import type { Db } from "../db/open.ts";
import type { CodesStore } from "../mapping/codes-store.ts";
import type { CompleteListsStore } from "./complete-lists-store.ts";
import type { KeyChangesStore } from "./key-changes-store.ts";
import type { RecordsStore } from "./records-store.ts";
import type { SetsStore } from "./sets-store.ts";
import type { SourceIdsStore } from "./source-ids-store.ts";

/** What the sync state has to hear of a record. Called inside the transaction that changes the record. */
export interface RecordListener {
  /** The content is another than before, or the record is back. */
  changed(record: number, hash: Buffer): void;
  /** No longer in the files. False: nobody needs the record any more. */
  gone(record: number): boolean;
}

export interface Reading {
  readonly db: Db;
  readonly sets: SetsStore;
  readonly records: RecordsStore;
  readonly codes: CodesStore;
  readonly keyChanges: KeyChangesStore;
  readonly sourceIds: Pick<SourceIdsStore, "of">;
  readonly completeLists: Pick<CompleteListsStore, "isComplete">;
  readonly listener: RecordListener;
  readonly signal: AbortSignal;
  /** Called for every few hundred lines. */
  readonly progress: (lines: number) => void;
  /** A first reading, while the database keeps no index of keys: each collection watches over its own. */
  readonly unindexed: boolean;
}
