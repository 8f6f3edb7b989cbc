import type { RecordState } from "../../../shared/domain/record.ts";

export interface StateRow {
  readonly state: RecordState;
  /** Content hash that the server has; see doubtful. */
  readonly accepted: Buffer | null;
  readonly cause: number | null;
  /** The cause that it had until its repair, while its outcome is not known. */
  readonly former: number | null;
}

/** A record and its state as they are now. */
export interface RecordNow extends StateRow {
  readonly hash: Buffer;
  readonly gone: number;
}

/** In place of the hash that the server has: it has the record, and nobody knows with which content. */
export const doubtful = Buffer.alloc(0);
