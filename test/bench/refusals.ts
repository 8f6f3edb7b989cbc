import { rmSync } from "node:fs";
import { atMost, ratioOf, shown, shownSpread, spreadOf } from "./figures.ts";
import { type Server, startServer } from "./processes.ts";
import type { Section } from "./report.ts";
import type { Workshop } from "./workshop.ts";

/** How long refusals take when all say the same, and when each says something else. */

const kinds = [
  { texts: "one", title: "one text for all" },
  { texts: "values", title: "a value of its own in each" },
  { texts: "words", title: "a text of its own each" },
] as const;

interface Series {
  readonly kind: (typeof kinds)[number];
  readonly seconds: number[];
  /** That a steward sees, of at most a hundred. */
  causes: number;
}

const atATime = 32;

export async function compareRefusals(workshop: Workshop): Promise<Section> {
  const { refusals: records, repeats } = workshop.plan;
  const series: Series[] = kinds.map((kind) => ({ kind, seconds: [], causes: 0 }));
  for (let round = 0; round < repeats; round += 1) {
    workshop.say(`refusals: round ${round + 1} of ${repeats}`);
    for (const one of series) await refuseAll(workshop, one);
  }
  const [same] = series;
  const ratios = series.map(({ seconds }) => ratioOf(seconds, same?.seconds ?? []));
  return {
    name: "refusals",
    title: `${shown(records)} refusals, 0 ms x ${atATime}: seconds of the push`,
    columns: ["", "seconds", "times one text", "causes listed"],
    rows: series.map(({ kind, seconds, causes }, index) => {
      const ratio = ratios[index];
      return [kind.title, shownSpread(spreadOf(seconds)), ratio ? shownSpread(ratio) : "", shown(causes)];
    }),
    goals: series
      .slice(1)
      .map(({ kind }, index) =>
        atMost(`${kind.title}: times one text`, ratios[index + 1]?.median ?? Number.NaN, 1.2),
      ),
    data: { records, series },
  };
}

async function refuseAll(workshop: Workshop, series: Series) {
  const { texts } = series.kind;
  const server: Server = await startServer(new URL("refusing-server.ts", import.meta.url), { texts });
  try {
    const records = workshop.plan.refusals;
    const folder = await workshop.records(records);
    const home = await workshop.connected(server, { folder, atATime });
    await workshop.steward(server, { home, scan: true });
    const { push } = await workshop.steward(server, { home, push: { warmUp: 0 } });
    if (push?.failed !== records) throw new Error("Not every record was refused.");
    series.seconds.push(push.seconds);
    series.causes = push.causes;
    rmSync(home, { recursive: true, force: true });
  } finally {
    await server.close();
  }
}
