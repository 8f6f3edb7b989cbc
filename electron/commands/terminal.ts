import type { Readable, Writable } from "node:stream";

/** Where a command reads, writes, and learns that it is to stop: the process, or a test. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Answers: tables and sentences for people, or one JSON document for scripts. */
  readonly stdout: Writable & { readonly columns?: number };
  /** Progress, notes, refusals. */
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly stop: AbortSignal;
}

const interrupted = 130;

/** This process's terminal. A second signal ends the process at once. */
export function thisTerminal(): Terminal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(interrupted);
      stopping.abort();
    });
  // The reader of a pipe may leave early ("steward causes State | head"): that is no failure of ours.
  process.stdout.on("error", () => process.exit());
  return { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, stop: stopping.signal };
}
