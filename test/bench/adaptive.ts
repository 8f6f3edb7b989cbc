import { rmSync } from "node:fs";
import { atLeast, atMost, shown, shownSpread, spreadOf } from "./figures.ts";
import type { Section } from "./report.ts";
import type { Workshop } from "./workshop.ts";

/** Steward at a server with a limit that it does not know, beside senders who were told how many to send at a time. */

interface Run {
  readonly perSecond: number;
  /** Share of all requests. */
  readonly refused: number;
}

const capacity = 16;
const allowed = 32;
const settings = [8, 12, 16, 20, 24];

export async function compareAdaptive(workshop: Workshop): Promise<Section> {
  const { adaptive, repeats } = workshop.plan;
  const fixed = new Map<number, Run[]>(settings.map((atATime) => [atATime, []]));
  const found: Run[] = [];
  for (let round = 0; round < repeats; round += 1) {
    workshop.say(`adaptive: round ${round + 1} of ${repeats}`);
    for (const [atATime, runs] of fixed) runs.push(await sendFixed(workshop, adaptive.sweep, atATime));
    found.push(await sendWithSteward(workshop, adaptive.records));
  }
  const ratios = found.map(({ perSecond }, round) => {
    const sweep = [...fixed.values()].map((runs) => runs[round]?.perSecond ?? 0);
    return perSecond / Math.max(...sweep);
  });
  const refused = Math.max(...found.map((run) => run.refused));
  return {
    name: "adaptive",
    title: `Adaptive: ${shown(adaptive.records)} records to a server that takes ${capacity} requests at a time, 20 to 200 to 20 ms`,
    columns: ["at a time", "records a second", "refused"],
    rows: [
      ...[...fixed].map(([atATime, runs]) => rowOf(`${atATime}, fixed`, runs)),
      rowOf(`Steward, at most ${allowed}`, found),
      ["Steward, of the best fixed one", shownSpread(spreadOf(ratios)), ""],
    ],
    goals: [
      atLeast("of the best fixed setting", spreadOf(ratios).median, 0.9),
      atMost("refused", refused * 100, 1, "%"),
    ],
    data: { capacity, ...adaptive, fixed: Object.fromEntries(fixed), found, ratios },
  };
}

const rowOf = (name: string, runs: readonly Run[]): readonly string[] => [
  name,
  shownSpread(spreadOf(runs.map(({ perSecond }) => perSecond))),
  `${shownSpread(spreadOf(runs.map(({ refused }) => refused * 100)))} %`,
];

async function sendFixed(workshop: Workshop, records: number, atATime: number): Promise<Run> {
  const server = await workshop.limited({ capacity, records });
  try {
    const { seconds, refused } = await workshop.undici(server, { records, warmUp: 0, atATime });
    return { perSecond: records / seconds, refused: refused / (records + refused) };
  } finally {
    await server.close();
  }
}

async function sendWithSteward(workshop: Workshop, records: number): Promise<Run> {
  const folder = await workshop.records(records);
  const server = await workshop.limited({ capacity, records });
  try {
    const home = await workshop.connected(server, { folder, atATime: allowed });
    await workshop.steward(server, { home, scan: true });
    const { push } = await workshop.steward(server, { home, push: { warmUp: 0 } });
    if (push?.accepted !== records) throw new Error("Steward did not send every record.");
    rmSync(home, { recursive: true, force: true });
    return { perSecond: records / push.seconds, refused: 1 - records / push.requests };
  } finally {
    await server.close();
  }
}
