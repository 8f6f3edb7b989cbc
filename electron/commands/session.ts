import { AppError } from "../../shared/errors.ts";
import type { Client, Transport } from "../../shared/rpc.ts";
import type { Core, CoreOptions } from "../core/core.ts";
import { openHome } from "../home.ts";
import { type Cell, type Column, table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export type OpenCore = (options: CoreOptions) => Promise<Core>;

/** The options that every command takes. */
export interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly credentialsFromEnv?: boolean;
}

/** What a command works with, from its start to its exit status. */
export interface Session {
  readonly terminal: Terminal;
  options(): GlobalOptions;
  /** The command's result: one JSON document for scripts, or text for people. */
  answer(value: unknown, forPeople: () => string): void;
  /** A sentence beside the result, on standard error. */
  note(sentence: string): void;
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string;
  /** Opens the core of the data folder, and closes it whatever happens. */
  withCore<T>(work: (core: Desk) => Promise<T>, change?: Partial<CoreOptions>): Promise<T>;
  /** The exit status to end with. */
  end(status: number): void;
}

/** The core while a command works with it. */
export interface Desk {
  readonly core: Transport;
  readonly client: Client;
  /** Like client.call, but gives up when the command is interrupted. */
  readonly ask: Client["call"];
  /** What `work` gives, or undefined when it is not done ten seconds after an interruption. */
  readonly inTime: InTime;
}

/** Milliseconds that an interrupted command may take to save. */
const timeToSave = 10_000;

export function createSession(
  terminal: Terminal,
  options: () => GlobalOptions,
  openCore: OpenCore,
): Session & { status(): number } {
  const inTime = createDeadline(terminal.stop);
  let exitStatus = 0;
  return {
    terminal,
    options,
    answer: (value, forPeople) => {
      const text = options().json ? JSON.stringify(value ?? null, undefined, 2) : forPeople();
      if (text) terminal.stdout.write(`${text}\n`);
    },
    note: (sentence) => {
      terminal.stderr.write(`${sentence}\n`);
    },
    table: (columns, rows) => table(columns, rows, terminal.stdout.columns || Number.POSITIVE_INFINITY),
    withCore: async (work, change) => {
      const home = change?.home ?? openHome(options().home);
      const credentials = options().credentialsFromEnv ? "environment" : "keychain";
      const { reportBugsTo } = await import("../bugs.ts");
      const { createClient } = await import("../../shared/rpc.ts");
      const core = await openCore({ home, credentials, reportBug: reportBugsTo(home, terminal), ...change });
      const client = createClient(core);
      try {
        return await work({ core, client, ask: interruptible(client, terminal.stop), inTime });
      } finally {
        await inTime(core.close());
      }
    },
    end: (status) => {
      exitStatus = status;
    },
    status: () => exitStatus,
  };
}

function interruptible(client: Client, stop: AbortSignal): Client["call"] {
  return (name, input) => Promise.race([client.call(name, input), refusedWhen(stop)]);
}

function refusedWhen(stop: AbortSignal): Promise<never> {
  const cancelled = () => new AppError("cancelled", "Interrupted before the end.");
  return whenStopped(stop).then(() => Promise.reject(cancelled()));
}

/** Resolves when the command is interrupted. */
export function whenStopped(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener("abort", () => resolve(), { once: true });
  });
}

type InTime = <T>(work: Promise<T>) => Promise<T | undefined>;

/** One deadline for all that an interrupted command still does. */
function createDeadline(stop: AbortSignal): InTime {
  const late = Promise.withResolvers<undefined>();
  whenStopped(stop).then(() => setTimeout(() => late.resolve(undefined), timeToSave));
  return (work) => Promise.race([work, late.promise]);
}
