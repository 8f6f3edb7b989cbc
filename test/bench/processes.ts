import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A server in a process of its own. */
export interface Server {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  close(): Promise<void>;
}

export interface Usage {
  readonly cpuSeconds: number;
  /** Largest resident memory of the process, in bytes. */
  readonly peakBytes: number;
}

interface Asked {
  readonly input: object;
  readonly server?: Server;
  readonly nodeFlags?: readonly string[];
}

/** Runs a script in a fresh process; its one line of output is the answer. Throws when it fails. */
export async function runScript<Answer>(
  script: URL,
  { input, server, nodeFlags = [] }: Asked,
): Promise<Answer> {
  const argv = [...nodeFlags, fileURLToPath(script), JSON.stringify(input)];
  const { stdout } = await runNode(argv, credentialsOf(server));
  return JSON.parse(stdout);
}

/** Loaded before the command line: what the process took, told when it ends. Plain JavaScript, to add nothing to it. */
const usageAtExit = `
  import { writeFileSync } from "node:fs";
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 };
    writeFileSync(process.env.STEWARD_BENCH_USAGE, JSON.stringify(usage));
  });
`;

/** Runs the command line in a fresh process and gives its JSON, the time from start to end, and what it took. */
export async function runCommand<Answer>(
  argv: readonly string[],
  { server, nodeFlags = [] }: Omit<Asked, "input">,
): Promise<{ answer: Answer; seconds: number; usage: Usage }> {
  const folder = mkdtempSync(join(tmpdir(), "steward-bench-usage-"));
  try {
    const file = join(folder, "usage.json");
    const watch = ["--import", `data:text/javascript,${encodeURIComponent(usageAtExit)}`];
    // The bundle, as it is installed: the sources cost a third of a second to be stripped of their types.
    const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const { stdout, seconds } = await runNode(
      [...nodeFlags, ...watch, cli, ...argv, "--json", "--credentials-from-env"],
      { ...credentialsOf(server), STEWARD_BENCH_USAGE: file },
    );
    return { answer: JSON.parse(stdout), seconds, usage: JSON.parse(readFileSync(file, "utf8")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a server script: it prints its address, and ends when its standard input does. */
export async function startServer(script: URL, input: object): Promise<Server> {
  const child = spawn(process.execPath, [fileURLToPath(script), JSON.stringify(input)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const line = await Promise.race([firstLine(child), ended]);
  if (typeof line !== "string") throw new Error("The server ended before it listened.");
  return {
    ...(JSON.parse(line) as { url: string; key: string; secret: string }),
    close: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

/** Starts the browser host as a user does, and waits until it has said its address. */
export async function startWindow(
  home: string,
  server: Server,
): Promise<{ url: string; close(): Promise<void> }> {
  const cli = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
  const child = spawn(
    process.execPath,
    [cli, "serve", "--no-open", "--home", home, "--credentials-from-env"],
    { stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...credentialsOf(server) } },
  );
  const ended = once(child, "exit");
  const line = await Promise.race([firstLine(child), ended]);
  const [url] = typeof line === "string" ? (/http:\S+/.exec(line) ?? []) : [];
  if (url === undefined) throw new Error("The browser host ended before it listened.");
  return {
    url,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Gone again when the process ends, however it ends by itself. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "steward-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function runNode(argv: readonly string[], environment: NodeJS.ProcessEnv) {
  const started = performance.now();
  const child = spawn(process.execPath, argv, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const texts = Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await once(child, "exit");
  const seconds = (performance.now() - started) / 1000;
  const [stdout, stderr] = await texts;
  if (status !== 0) throw new Error(`A subject ended with status ${status}. ${stderr} ${stdout}`);
  return { stdout, seconds };
}

const credentialsOf = (server: Server | undefined): NodeJS.ProcessEnv =>
  server === undefined ? {} : { STEWARD_KEY: server.key, STEWARD_SECRET: server.secret };

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (!child.stdout) return undefined;
  for await (const line of createInterface({ input: child.stdout })) return line;
  return undefined;
}
