import type { Readable, Writable } from "node:stream";
import { exitStatusOf } from "../../shared/errors.ts";
import { surpriseSentence } from "../surprise.ts";

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

/** npm passes a Ctrl-C on that the terminal has sent already: signals so close together, in milliseconds, are one. */
const sameSignal = 500;
const starterLookEvery = 250;

/** This process's terminal. A second signal ends the process at once. */
export function thisTerminal(): Terminal {
  const stopping = new AbortController();
  let first = 0;
  const interrupt = () => {
    if (!stopping.signal.aborted) first = performance.now();
    else if (performance.now() - first > sameSignal) process.exit(interrupted);
    stopping.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  if (process.env.npm_lifecycle_event !== undefined) whenStarterIsGone(() => stopping.abort());
  // The reader of a pipe may leave early ("steward causes State | head"): a push goes on all the same.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  process.on("uncaughtException", endWithSurprise);
  return { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, stop: stopping.signal };
}

/** Node would print the error's text, which may hold a student's data. */
function endWithSurprise(error: unknown) {
  process.stderr.write(`${surpriseSentence(error)}\n`);
  process.exit(exitStatusOf.internal);
}

/** npm starts a command through a shell that keeps SIGTERM to itself: without its shell, the command is to stop too. */
function whenStarterIsGone(stop: () => void) {
  const starter = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watch);
    stop();
  }, starterLookEvery);
  watch.unref();
}
