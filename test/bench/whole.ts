import { rmSync } from "node:fs";
import type { PushResult } from "../../shared/domain/run.ts";
import { atLeast, ratioOf, shown, shownSpread, spreadOf } from "./figures.ts";
import { runCommand, type Server } from "./processes.ts";
import type { Section } from "./report.ts";
import { connection } from "./steward-input.ts";
import type { Workshop } from "./workshop.ts";

/** The whole job, from the start of the command line's process to its end: read new lines, send them, record. */

interface Run {
  readonly seconds: number;
  readonly perSecond: number;
  readonly cpuSeconds: number;
}

const atATime = 32;

export async function compareWhole(workshop: Workshop): Promise<Section> {
  const { records, warmUp, repeats } = workshop.plan;
  const plain: number[] = [];
  const whole: Run[] = [];
  const folder = await workshop.records(records);
  const server = await workshop.accepting(0);
  try {
    for (let round = 0; round < repeats; round += 1) {
      workshop.say(`whole: round ${round + 1} of ${repeats}`);
      const { seconds } = await workshop.undici(server, { records, warmUp, atATime });
      plain.push(records / seconds);
      whole.push(await pushOnce(workshop, server, folder));
    }
  } finally {
    await server.close();
  }
  const speeds = whole.map(({ perSecond }) => perSecond);
  const ratio = ratioOf(speeds, plain);
  return {
    name: "whole",
    title: `Whole job: steward push of ${shown(records)} new lines, process start to end, 0 ms x ${atATime}`,
    columns: ["", "records a second", "seconds", "CPU s/10k", "of undici"],
    rows: [
      ["undici, sending alone", shownSpread(spreadOf(plain)), "", "", ""],
      [
        "steward push",
        shownSpread(spreadOf(speeds)),
        shown(spreadOf(whole.map(({ seconds }) => seconds)).median),
        shown(spreadOf(whole.map(({ cpuSeconds }) => cpuSeconds)).median),
        shownSpread(ratio),
      ],
    ],
    goals: [atLeast("whole job: of undici's sending alone", ratio.median, 0.465)],
    data: { records, plain, whole },
  };
}

async function pushOnce(workshop: Workshop, server: Server, folder: string): Promise<Run> {
  const { plan } = workshop;
  const home = await workshop.connected(server, { folder, atATime });
  const { seconds, usage, answer } = await runCommand<PushResult>(["push", connection, "--home", home], {
    server,
    nodeFlags: plan.nodeFlags,
  });
  if (answer.sent.created !== plan.records) throw new Error("Steward did not send every record.");
  rmSync(home, { recursive: true, force: true });
  return {
    seconds,
    perSecond: plan.records / seconds,
    cpuSeconds: (usage.cpuSeconds * 10_000) / plan.records,
  };
}
