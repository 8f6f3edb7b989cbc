import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { handClock } from "./hand-clock.ts";
import { setUp } from "./harness.ts";
import { causesOf } from "./small-district.ts";
import { ended } from "./submitting.ts";

const isFull = process.env.STEWARD_FULL_SIZE === "1";
const students = isFull ? 5000 : 10;

test("after the school is mended all that waited for it goes by itself with the next batch, in order, and its cause is cleared with history", {
  timeout: isFull ? 3_600_000 : 60_000,
}, async () => {
  const { clock, moveTo } = handClock("2026-11-23T15:03:00Z");
  const bench = await setUp({}, { host: "window", clock });
  await generateDistrict(join(bench.folder, "planted"), { students, seed: 7 });
  const folder = join(bench.folder, "planted");
  await bench.client.call("sources.add", { connection: "P", folder });
  const file = join(folder, "schools.jsonl");
  const right = readFileSync(file, "utf8");
  const [first = "", ...others] = right.split("\n");
  const wrong = JSON.stringify({ ...JSON.parse(first), nameOfInstitution: "x".repeat(80) });
  writeFileSync(file, [wrong, ...others].join("\n"));

  const broken = await bench.push();
  expect(broken).toMatchObject({ failed: 1, waiting: 0, unknown: 0, left: 0 });
  const [cause, ...more] = await causesOf(bench);
  expect(more).toEqual([]);
  const releases = 1 + broken.blocked;
  expect(cause).toMatchObject({ kind: "validation", resources: ["/ed-fi/schools"], records: 1, releases });
  expect(releases).toBeGreaterThan(students);

  const schedule = { timing: { kind: "every" as const, minutes: 10 }, timeZone: "America/Chicago" };
  await bench.client.call("schedule.set", { connection: "P", schedule });
  const nothing = ended(bench, "done");
  moveTo("2026-11-23T15:10:00Z");
  expect(await nothing, "time alone sends nothing again").toMatchObject({ data: { sent: 0 } });

  writeFileSync(file, right);
  const sent = ended(bench, "done");
  moveTo("2026-11-23T15:20:00Z");
  // In order: a child that came before its parent would have been refused.
  expect(await sent).toMatchObject({ data: { startedBy: "schedule", sent: releases, refused: 0 } });
  expect(await causesOf(bench)).toEqual([]);
  const { history, clearedAt } = await bench.client.call("causes.show", {
    connection: "P",
    cause: cause?.id ?? "",
  });
  expect(clearedAt).toBeDefined();
  expect(history.map(({ before, after, accepted, mended }) => ({ before, after, accepted, mended }))).toEqual(
    [
      { before: releases, after: 0, accepted: releases, mended: 0 },
      { before: releases, after: releases, accepted: 0, mended: 1 },
      { before: 0, after: releases, accepted: 0, mended: 0 },
    ],
  );
  if (isFull) console.log(`One school mended: ${releases} records went with the next batch.`);
});
