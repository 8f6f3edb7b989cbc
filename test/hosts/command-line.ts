import { type ChildProcess, spawn } from "node:child_process";
import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { runCli } from "../../electron/commands/run.ts";
import type { Terminal } from "../../electron/commands/terminal.ts";
import type { Core } from "../../electron/core/core.ts";

interface Typed {
  readonly core?: Core;
  readonly stop?: AbortSignal;
  readonly stdin?: Terminal["stdin"];
  readonly terminal?: boolean;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with a core of the test's own. */
export async function runHere(argv: readonly string[], typed: Typed = {}): Promise<Outcome> {
  const stdout = collector();
  const stderr = Object.assign(collector(), { isTTY: typed.terminal ?? false });
  const terminal: Terminal = {
    stdin: typed.stdin ?? Object.assign(Readable.from([]), { isTTY: false }),
    stdout,
    stderr,
    stop: typed.stop ?? new AbortController().signal,
  };
  const openCore = async () => {
    if (!typed.core) throw new Error("this command opened a core");
    return typed.core;
  };
  const status = await runCli(argv, terminal, openCore);
  return { status, stdout: textOf(stdout), stderr: textOf(stderr) };
}

const collector = () => new PassThrough({ highWaterMark: 1 << 24 });
const textOf = (stream: PassThrough) => String(stream.read() ?? "");

export interface Started {
  readonly child: ChildProcess;
  /** Resolves when this text has appeared on standard output or standard error. */
  sees(text: string): Promise<void>;
  /** What it has written so far. */
  seen(): { readonly stdout: string; readonly stderr: string };
  readonly outcome: Promise<Outcome>;
}

/** The program itself. */
export const program = new URL("../../electron/cli.ts", import.meta.url);

/** Starts a program of this repository in a process of its own, as a person would. */
export function start(file: URL, argv: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  return watch(process.execPath, [fileURLToPath(file), ...argv], env);
}

/** Like start, but behind a shell that keeps its signals to itself. */
export function startThroughShell(file: URL, argv: readonly string[], env: NodeJS.ProcessEnv): Started {
  return watch("sh", ["-c", '"$@"; exit $?', "sh", process.execPath, fileURLToPath(file), ...argv], env);
}

function watch(command: string, argv: readonly string[], env: NodeJS.ProcessEnv): Started {
  // Numbers in what it says are then those that tests expect, whatever this machine is set to.
  const all = { ...process.env, LC_ALL: "en_US.UTF-8", ...env };
  const child = spawn(command, argv, { env: all, stdio: ["ignore", "pipe", "pipe"] });
  const seen = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      seen[name] += text;
    });
  const outcome = new Promise<Outcome>((resolve) => {
    child.on("close", (status) => resolve({ status, ...seen }));
  });
  const sees = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (seen.stdout.includes(text) || seen.stderr.includes(text)) resolve();
      };
      look();
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      child.on("close", () => reject(new Error(`ended without "${text}": ${seen.stdout}${seen.stderr}`)));
    });
  return { child, sees, seen: () => ({ ...seen }), outcome };
}
