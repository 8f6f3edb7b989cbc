import { Worker } from "node:worker_threads";
import type { AppEvent } from "../shared/contract.ts";
import { AppError } from "../shared/errors.ts";
import type { Reply, Transport } from "../shared/rpc.ts";
import type { Bug, FromCore, ToCore } from "./core-port.ts";

export interface CoreThreadOptions {
  /** The data folder: sync database, settings, journal. */
  home: string;
  credentials: "keychain" | "environment";
  /** Who starts the pushes of this core. */
  host: "window" | "browser";
  /** Language by which numbers in sentences are written; absent: American English. */
  numbers?: string | undefined;
  reportBug(error: unknown): void;
}

export interface CoreThread extends Transport {
  /** Resolves when the core answers; rejects with the AppError by which it refused to start. */
  readonly ready: Promise<void>;
  /** Asks the core to close, waits ten seconds at most, then ends the thread. */
  stop(): Promise<void>;
}

const secondsToClose = 10;
const stopped = new AppError(
  "internal",
  "Steward's core stopped unexpectedly. Nothing that was accepted is lost: start Steward again.",
);
const closed = new AppError("cancelled", "Steward is closing.");

/**
 * Megabytes. V8 lets a young generation grow to a hundred megabytes before it collects; the core's garbage is short-lived,
 * and a district's data is in SQLite, so that a small one costs nothing and keeps the memory flat.
 */
const thread = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 512 };

/** Starts the core on its own thread, so that SQLite never blocks a window or a server. */
export function startCoreThread(options: CoreThreadOptions, entry: URL = workerEntry()): CoreThread {
  const { reportBug, ...workerData } = options;
  const worker = new Worker(entry, { workerData, resourceLimits: thread });
  const calls = createWaitingCalls();
  const listeners = new Set<(event: AppEvent) => void>();
  const started = Promise.withResolvers<void>();
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  // A host that never looks at `ready` still learns of the refusal: from the reply to its first call.
  started.promise.catch(() => {});
  let stopping = false;

  const end = (reason: AppError) => {
    started.reject(reason);
    calls.endAll(reason);
  };
  worker.on("message", (message: FromCore) => {
    if (message.kind === "event") for (const listener of [...listeners]) listener(message.event);
    else if (message.kind === "reply") calls.answer(message.id, message.reply);
    else if (message.kind === "ready") started.resolve();
    else if (message.kind === "refused") end(new AppError(message.code, message.message, message.details));
    else reportBug(asError(message.bug));
  });
  worker.on("error", (error) => {
    reportBug(error);
    end(stopped);
  });
  worker.on("exit", () => end(stopping ? closed : stopped));

  return {
    ready: started.promise,
    call: (name, input) => calls.wait((id) => post(worker, { kind: "call", id, name, input })),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      stopping = true;
      post(worker, { kind: "close" });
      await closeInTime(worker, exited);
    },
  };
}

/** Calls that wait for the thread's answer. Once ended, every call is answered with the reason at once. */
function createWaitingCalls() {
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  let ended: Reply | undefined;

  return {
    wait: (send: (id: number) => void) =>
      new Promise<Reply>((resolve) => {
        if (ended) return resolve(ended);
        const id = ++lastId;
        waiting.set(id, resolve);
        send(id);
      }),
    answer: (id: number, reply: Reply) => {
      waiting.get(id)?.(reply);
      waiting.delete(id);
    },
    /** The first reason stands: an exit follows every refusal and every crash. */
    endAll: ({ code, message, details }: AppError) => {
      ended ??= { ok: false, error: details === undefined ? { code, message } : { code, message, details } };
      for (const resolve of waiting.values()) resolve(ended);
      waiting.clear();
    },
  };
}

function post(worker: Worker, message: ToCore) {
  worker.postMessage(message);
}

async function closeInTime(worker: Worker, exited: Promise<void>) {
  const timer = Promise.withResolvers<void>();
  const timeout = setTimeout(timer.resolve, secondsToClose * 1000);
  await Promise.race([exited, timer.promise]);
  clearTimeout(timeout);
  await worker.terminate();
}

/** The thread's error again, with the place where it happened. */
function asError({ name, message, stack, code }: Bug) {
  return Object.assign(new Error(message), { name, stack }, code === undefined ? {} : { code });
}

/** The source in development, the bundle in dist/. */
function workerEntry() {
  return new URL(`./core-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);
}
