import { rmSync } from "node:fs";
import { atLeast, atMost, type Goal, ratioOf, shown, shownSpread, spreadOf } from "./figures.ts";
import type { Server } from "./processes.ts";
import type { Section } from "./report.ts";
import type { Workshop } from "./workshop.ts";

/** Steward's push beside what undici alone can do, and undici with the least bookkeeping. */

interface Run {
  readonly records: number;
  readonly perSecond: number;
  /** For 10,000 records. */
  readonly cpuSeconds: number;
}
interface Cell {
  readonly latency: number;
  readonly atATime: number;
  readonly records: number;
  readonly warmUp: number;
  readonly mix: "records" | "district";
  readonly plain: Run[];
  readonly bookkeeping: Run[];
  readonly steward: Run[];
  /** What a push takes before its first record: discovery, metadata, a look at the files. */
  readonly before: number[];
}

export async function comparePush(workshop: Workshop): Promise<Section> {
  const cells: Cell[] = [];
  for (const latency of workshop.plan.latencies) {
    const server = await workshop.accepting(latency);
    try {
      for (const atATime of workshop.plan.atATime)
        cells.push(await fill(workshop, server, emptyCell(workshop, latency, atATime)));
      if (latency === 0) cells.push(await fill(workshop, server, districtCell(workshop)));
    } finally {
      await server.close();
    }
  }
  return {
    name: "push",
    title: "Push: records a second, median (min–max); each ratio is between runs of the same round",
    columns: [
      "latency x at a time",
      "records",
      "undici",
      "with bookkeeping",
      "Steward",
      "of undici",
      "of bookkeeping",
      "CPU s/10k: undici",
      "bookkeeping",
      "Steward",
      "s before 1st",
    ],
    rows: cells.map(rowOf),
    goals: cells.flatMap(goalsOf),
    data: cells,
  };
}

function emptyCell({ plan }: Workshop, latency: number, atATime: number): Cell {
  // Timers and the way there and back take a millisecond more.
  const records =
    latency === 0 ? plan.records : Math.ceil((plan.secondsWithLatency * 1000 * atATime) / (latency + 1));
  const warmUp = latency === 0 ? plan.warmUp : 0;
  return {
    latency,
    atATime,
    records,
    warmUp,
    mix: "records",
    plain: [],
    bookkeeping: [],
    steward: [],
    before: [],
  };
}

const districtCell = (workshop: Workshop): Cell => ({ ...emptyCell(workshop, 0, 32), mix: "district" });

async function fill(workshop: Workshop, server: Server, cell: Cell): Promise<Cell> {
  const subjects = [sendPlain, sendWithBookkeeping, sendWithSteward];
  for (let round = 0; round < workshop.plan.repeats; round += 1) {
    workshop.say(`push: ${nameOf(cell)}, round ${round + 1} of ${workshop.plan.repeats}`);
    // Another one begins each round: none has the colder machine every time.
    for (let turn = 0; turn < subjects.length; turn += 1)
      await subjects[(round + turn) % subjects.length]?.(workshop, server, cell);
  }
  return cell;
}

const runOf = (records: number, { seconds, cpuSeconds }: { seconds: number; cpuSeconds: number }): Run => ({
  records,
  perSecond: records / seconds,
  cpuSeconds: (cpuSeconds * 10_000) / records,
});

async function sendPlain(workshop: Workshop, server: Server, { records, warmUp, atATime, plain }: Cell) {
  plain.push(runOf(records, await workshop.undici(server, { records, warmUp, atATime })));
}

async function sendWithBookkeeping(
  workshop: Workshop,
  server: Server,
  { records, warmUp, atATime, bookkeeping }: Cell,
) {
  const file = workshop.fresh("outcomes");
  bookkeeping.push(runOf(records, await workshop.undici(server, { records, warmUp, atATime, file })));
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
}

async function sendWithSteward(workshop: Workshop, server: Server, cell: Cell) {
  const { mix, records, warmUp, atATime, steward, before } = cell;
  const folder =
    mix === "records"
      ? await workshop.records(records + warmUp)
      : await workshop.district(workshop.plan.districtStudents);
  const home = await workshop.connected(server, { folder, atATime });
  const { scan } = await workshop.steward(server, { home, scan: true });
  const { push } = await workshop.steward(server, { home, push: { warmUp } });
  if (!push || push.failed > 0 || push.accepted + warmUp !== scan?.records)
    throw new Error("Steward did not send every record: its figures would mean nothing.");
  steward.push(runOf(push.accepted, push));
  before.push(push.emptySeconds);
  rmSync(home, { recursive: true, force: true });
}

const nameOf = ({ latency, atATime, mix }: Cell) =>
  `${latency} ms x ${atATime}${mix === "district" ? ", district" : ""}`;
const speeds = (runs: readonly Run[]) => runs.map(({ perSecond }) => perSecond);
const processor = (runs: readonly Run[]) => spreadOf(runs.map(({ cpuSeconds }) => cpuSeconds));

function rowOf(cell: Cell): readonly string[] {
  const { plain, bookkeeping, steward, before } = cell;
  return [
    nameOf(cell),
    shown(steward[0]?.records ?? 0),
    ...[plain, bookkeeping, steward].map((runs) => shownSpread(spreadOf(speeds(runs)))),
    shownSpread(ratioOf(speeds(steward), speeds(plain))),
    shownSpread(ratioOf(speeds(steward), speeds(bookkeeping))),
    ...[plain, bookkeeping, steward].map((runs) => shown(processor(runs).median)),
    shown(spreadOf(before).median),
  ];
}

function goalsOf(cell: Cell): Goal[] {
  const { latency, mix, plain, bookkeeping, steward } = cell;
  if (mix === "district" || latency === 5) return [];
  const ofPlain = ratioOf(speeds(steward), speeds(plain)).median;
  const at = nameOf(cell);
  if (latency > 0) return [atLeast(`${at}: of undici`, ofPlain, 0.95)];
  return [
    atLeast(`${at}: of undici`, ofPlain, 0.6),
    atLeast(`${at}: of bookkeeping`, ratioOf(speeds(steward), speeds(bookkeeping)).median, 0.8),
    atMost(`${at}: CPU for 10,000 records`, processor(steward).median, 0.6, "s"),
  ];
}
