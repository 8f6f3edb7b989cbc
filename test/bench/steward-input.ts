/** What steward.ts is told, and what it answers. */

export interface StewardInput {
  readonly home: string;
  readonly connect?: { readonly url: string; readonly folder: string; readonly atATime: number };
  readonly scan?: boolean;
  /** `warmUp`: so many records are sent before the clock starts. */
  readonly push?: { readonly warmUp: number };
}

export interface StewardAnswer {
  readonly scan?: { seconds: number; cpuSeconds: number; records: number };
  readonly push?: {
    seconds: number;
    cpuSeconds: number;
    accepted: number;
    failed: number;
    requests: number;
    causes: number;
    /** A push with nothing to send: what each of them takes before its first record. */
    emptySeconds: number;
  };
  readonly peakBytes: number;
  /** In bytes, at the end: what the heap held before and after a collection, and what lay outside of it. */
  readonly memory: {
    heapUsed: number;
    heapTotal: number;
    external: number;
    arrayBuffers: number;
    live: number;
  };
}

/** The name that every subject gives its connection. */
export const connection = "Bench";
