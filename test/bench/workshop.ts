import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "./plan.ts";
import { runCommand, runScript, type Server, startServer, temporaryFolder } from "./processes.ts";
import { connection, type StewardAnswer, type StewardInput } from "./steward-input.ts";

export interface BareRead {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Where the benchmark works: its temporary folder, the source files in it, and the subjects that run on them. */
export class Workshop {
  readonly plan: Plan;
  readonly folder = temporaryFolder();
  readonly #written = new Map<string, string>();
  #made = 0;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  say(what: string): void {
    process.stderr.write(`${what}\n`);
  }

  /** A name that nothing has yet. */
  fresh(name: string): string {
    this.#made += 1;
    return join(this.folder, `${name}-${this.#made}`);
  }

  /** A folder with so many enrolments of about 600 bytes; written once. */
  records(records: number): Promise<string> {
    return this.#write(`records-${records}`, { records });
  }

  /** A folder with a district of so many students, references and all; written once. */
  district(students: number): Promise<string> {
    return this.#write(`district-${students}`, { students });
  }

  accepting(latency: number): Promise<Server> {
    return startServer(new URL("accepting-server.ts", import.meta.url), { latency });
  }

  /** A server that bears so many requests at a time, and becomes ten times slower in the middle of so many records. */
  limited(input: { capacity: number; records: number }): Promise<Server> {
    return startServer(new URL("limited-server.ts", import.meta.url), input);
  }

  undici(
    server: Server,
    input: { records: number; warmUp: number; atATime: number; file?: string },
  ): Promise<{ seconds: number; cpuSeconds: number; refused: number; peakBytes: number }> {
    const script = new URL("undici.ts", import.meta.url);
    return runScript(script, { server, input: { url: server.url, ...input } });
  }

  /** What the machine needs for reading alone: see bare-read.ts. */
  async bareRead(folder: string, what: "build" | "lines" | "digest"): Promise<BareRead> {
    const file = this.fresh("bare");
    const found = await runScript<BareRead>(new URL("bare-read.ts", import.meta.url), {
      input: { folder, file, what },
    });
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    return found;
  }

  steward(server: Server, input: StewardInput): Promise<StewardAnswer> {
    const nodeFlags = ["--expose-gc", ...this.plan.nodeFlags];
    return runScript(new URL("steward.ts", import.meta.url), { server, input, nodeFlags });
  }

  /** A data folder with a connection to the server and a source folder, nothing read yet. */
  async connected(server: Server, { folder, atATime }: { folder: string; atATime: number }): Promise<string> {
    const home = this.fresh("home");
    await this.steward(server, { home, connect: { url: server.url, folder, atATime } });
    return home;
  }

  /** Everything may be sent from now on: a window asks for stages first. */
  async finishFirstSync(server: Server, home: string): Promise<void> {
    const argv = ["first-sync", connection, "--finish", "--home", home];
    await runCommand(argv, { server, nodeFlags: this.plan.nodeFlags });
  }

  async #write(name: string, input: object): Promise<string> {
    const known = this.#written.get(name);
    if (known !== undefined) return known;
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    this.say(`writing ${name}`);
    await runScript(new URL("write-records.ts", import.meta.url), { input: { folder, ...input } });
    this.#written.set(name, folder);
    return folder;
  }
}
