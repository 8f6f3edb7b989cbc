import { expect, test } from "vitest";
import { enrollment, setUp, write } from "./harness.ts";

/** The acceptance test's own sizes, for a run by hand: STEWARD_FULL_SIZE=1. */
const full = process.env.STEWARD_FULL_SIZE === "1";
const records = full ? 100_000 : 10_000;
const capacity = 16;

/** Latency that rises to ten times what it was, and falls again: by how much of the work is done. */
function latencyOf(answered: number): number {
  const usual = full ? 20 : 8;
  const done = answered / records;
  const rise = Math.max(0, 1 - Math.max(0, Math.abs(done - 0.45) - 0.02) / 0.05);
  return usual * (1 + 9 * rise);
}

const enrollments = (count: number) => ({
  "studentSchoolAssociations.jsonl": Array.from({ length: count }, (_, index) =>
    enrollment(String(index), 1),
  ),
});

test("a server with a limit of its own gets few requests too many, and what suited it is kept, shown and begun with", {
  timeout: 600_000,
}, async () => {
  const bench = await setUp({ acceptOnly: true, load: { capacity, latency: latencyOf } });
  write(bench.source, enrollments(records));
  const result = await bench.push();
  const { writes, byStatus } = bench.practice.counts();
  const refused = byStatus[503] ?? 0;
  if (full) console.log(JSON.stringify({ records, writes, refused, perSecond: result.perSecond }));
  expect(result).toMatchObject({ exitStatus: 0, sent: { created: records }, causes: [] });
  expect(writes).toBe(records + refused);
  expect(refused).toBeLessThan(records / 100);

  const [status] = await bench.client.call("status.show", { connection: "P" });
  const best = status?.connection.bestConcurrency;
  expect(best?.requests).toBeGreaterThanOrEqual(8);
  expect(Date.parse(best?.at ?? "")).toBeGreaterThan(0);
  const begun: number[] = [];
  bench.client.listen((event) => {
    if (event.name === "run.progress" && event.data.phase === "ended") begun.push(event.data.concurrency);
  });
  expect(await bench.push({ force: true, limit: 1 })).toMatchObject({ sent: { updated: 0, created: 1 } });
  expect(begun).toEqual([best?.requests]);
});

test("two connections to one host have its limit together", async () => {
  const bench = await setUp({ acceptOnly: true, load: { capacity: 8, latency: () => 5 } });
  write(bench.source, enrollments(400));
  for (const name of ["One", "Other"]) {
    await bench.client.call("connections.add", {
      name,
      settings: { url: bench.practice.url, concurrency: 8 },
    });
    await bench.client.call("sources.add", { connection: name, folder: bench.source });
  }
  const results = await Promise.all(["One", "Other"].map((connection) => bench.push({ connection })));
  for (const result of results) expect(result).toMatchObject({ exitStatus: 0, sent: { created: 400 } });
  expect(bench.practice.counts().byStatus).toMatchObject({ 201: 800 });
  expect(bench.practice.counts().byStatus[503]).toBeUndefined();
});
