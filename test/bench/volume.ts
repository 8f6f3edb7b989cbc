import { rmSync } from "node:fs";
import { join } from "node:path";
import type { PushResult } from "../../shared/domain/run.ts";
import { lengthenLastLine, respellLine } from "./one-line.ts";
import { runCommand, type Server } from "./processes.ts";
import { enrollmentFile } from "./records.ts";
import { connection, type StewardAnswer } from "./steward-input.ts";
import type { BareRead, Workshop } from "./workshop.ts";

/** What depends on the number of records: memory, the first reading, and a push with nothing changed. */

export interface Job {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly requests: number;
  /** Of the push itself, without the process's start and end. */
  readonly pushSeconds: number;
}
export interface Volume {
  readonly records: number;
  readonly read?: StewardAnswer;
  /** The limit of the first reading. */
  readonly build?: BareRead;
  readonly whole?: Job;
  readonly rerun?: Rerun;
}
interface Rerun {
  readonly unchanged: Job[];
  /** One line more spaced than before: the file is longer. */
  readonly longer: Job[];
  /** One line spelled differently in the same length. */
  readonly sameLength: Job[];
  /** The limits of finding that nothing changed: by the digest of the file, and by those of its lines. */
  readonly bare: { readonly digest: BareRead[]; readonly lines: BareRead[] };
}

const atATime = 32;

/** Each size once, but for the repeated pushes. */
export async function measureVolumes(workshop: Workshop): Promise<Volume[]> {
  const { plan } = workshop;
  const memory = plan.parts.has("memory") ? plan.sizes : [];
  const read = plan.parts.has("read") ? plan.sizes.slice(-1) : [];
  const rerun = plan.parts.has("rerun") ? plan.rerunSizes : [];
  const sizes = [...new Set([...memory, ...read, ...rerun])].sort((one, other) => one - other);
  const server = await workshop.accepting(0);
  const volumes: Volume[] = [];
  try {
    for (const records of sizes) {
      const size = { records, folder: await workshop.records(records) };
      const isRead = memory.includes(records) || read.includes(records);
      const found = isRead ? await readBoth(workshop, server, size) : {};
      const isSent = memory.includes(records) || rerun.includes(records);
      const repeats = rerun.includes(records) ? plan.repeats : 0;
      const sent = isSent ? await send(workshop, server, { ...size, repeats }) : {};
      volumes.push({ records, ...found, ...sent });
    }
  } finally {
    await server.close();
  }
  return volumes;
}

/** Steward's first reading, and the bare work of it. */
async function readBoth(workshop: Workshop, server: Server, size: { records: number; folder: string }) {
  const read = await readFirst(workshop, server, size);
  return { read, build: await workshop.bareRead(size.folder, "build") };
}

async function readFirst(workshop: Workshop, server: Server, size: { records: number; folder: string }) {
  workshop.say(`first reading of ${size.records}`);
  const home = await workshop.connected(server, { folder: size.folder, atATime });
  const answer = await workshop.steward(server, { home, scan: true });
  if (answer.scan?.records !== size.records) throw new Error("Steward did not read every record.");
  rmSync(home, { recursive: true, force: true });
  return answer;
}

async function send(
  workshop: Workshop,
  server: Server,
  { records, folder, repeats }: { records: number; folder: string; repeats: number },
): Promise<Pick<Volume, "whole" | "rerun">> {
  workshop.say(`whole job of ${records}`);
  const home = await workshop.connected(server, { folder, atATime });
  const push = () => pushOnce(workshop, server, home);
  const whole = await push();
  if (whole.requests !== records) throw new Error("Steward did not send every record.");
  const rerun: Rerun = { unchanged: [], longer: [], sameLength: [], bare: { digest: [], lines: [] } };
  const file = join(folder, enrollmentFile);
  for (let round = 0; round < repeats; round += 1) {
    workshop.say(`nothing changed in ${records}, round ${round + 1} of ${repeats}`);
    rerun.bare.digest.push(await workshop.bareRead(folder, "digest"));
    rerun.unchanged.push(await push());
    rerun.bare.lines.push(await workshop.bareRead(folder, "lines"));
    lengthenLastLine(file);
    rerun.longer.push(await push());
    respellLine(file, Math.floor(records / 2));
    rerun.sameLength.push(await push());
  }
  rmSync(home, { recursive: true, force: true });
  return repeats > 0 ? { whole, rerun } : { whole };
}

async function pushOnce({ plan }: Workshop, server: Server, home: string): Promise<Job> {
  const { answer, seconds, usage } = await runCommand<PushResult>(["push", connection, "--home", home], {
    server,
    nodeFlags: plan.nodeFlags,
  });
  return { seconds, ...usage, requests: answer.requests, pushSeconds: answer.seconds };
}
