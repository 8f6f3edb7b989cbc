import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { agency, type Bench, school, setUp, student, write } from "./harness.ts";

const day = 24 * 60 * 60 * 1000;

/** A push of which one student was refused. */
async function pushed(): Promise<Bench> {
  const bench = await setUp();
  write(bench.source, {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "students.jsonl": [student("1"), student("2", { firstName: "x".repeat(100) })],
  });
  expect((await bench.push()).failed).toBe(1);
  return bench;
}

/** Writes past the core what a year of pushes would have. */
function besides({ home }: Bench, write: (db: Database.Database) => void) {
  const db = new Database(join(home, "steward.db"));
  write(db);
  db.close();
}

/** So many more refusals, the first of them so many days ago, a minute apart. */
const addRefusals = (bench: Bench, count: number, daysAgo: number) =>
  besides(bench, (db) => {
    db.prepare(
      `INSERT INTO answers (id, connection_id, record_id, run_id, at, status, message)
       SELECT value - @count, connection_id, record_id, run_id, @from + 60000 * value, status, message
       FROM answers a, json_each(@numbers) WHERE a.id = (SELECT min(id) FROM answers)`,
    ).run({
      count,
      // Between two of them: how long the test takes does not matter.
      from: Date.now() - daysAgo * day + 30_000,
      numbers: JSON.stringify(Array.from({ length: count }, (_, n) => n)),
    });
  });

/** Runs and refusals were forgotten since this was called. */
const forgotten = ({ core }: Bench) =>
  new Promise<void>((resolve) => {
    const stop = core.listen((event) => {
      if (event.name !== "data.changed" || event.data.tables.join() !== "runs,records,causes") return;
      stop();
      resolve();
    });
  });

const refusalsOf = async ({ client }: Bench) => (await client.call("journal.retention", {})).held.refusals;

test("what is older than is kept goes at the start, in the order of its age, and states of records stay", async () => {
  const bench = await pushed();
  const before = await bench.client.call("status.show", {});
  expect(await bench.client.call("journal.retention", {})).toMatchObject({ days: 400, refusals: 2_000_000 });
  addRefusals(bench, 1200, 401);
  const again = await bench.restart();
  await forgotten(again);
  // A minute apart: of 1,200 in 20 hours all are too old.
  expect(await refusalsOf(again)).toBe(1);
  const [{ lastRun: _, ...known } = {}] = before;
  expect(await again.client.call("status.show", {})).toMatchObject([known]);
  expect((await again.client.call("journal.list", { kind: "refusal" })).lines).toHaveLength(1);
});

test("for how long it is kept is changed after a look at what would go, is noted, and outlives the process", async () => {
  const bench = await pushed();
  addRefusals(bench, 2500, 100);
  const { client } = bench;
  const byAge = await client.call("journal.retain", { days: 99, dryRun: true });
  // 24 hours of a refusal a minute.
  expect(byAge).toEqual({ answers: 1440, runs: 0, causeEvents: 0 });
  const bySize = await client.call("journal.retain", { refusals: 1000, dryRun: true });
  expect(bySize).toEqual({ answers: 1501, runs: 0, causeEvents: 0 });
  expect(await refusalsOf(bench)).toBe(2501);
  const done = forgotten(bench);
  expect(await client.call("journal.retain", { days: 99, refusals: 1000 })).toEqual(bySize);
  await done;
  expect(await refusalsOf(bench)).toBe(1000);
  // Those that are left are the newest.
  const { lines } = await client.call("journal.list", { kind: "refusal", limit: 1000 });
  expect(lines[0]?.at.slice(0, 10)).toBe(new Date().toISOString().slice(0, 10));
  expect(Date.parse(lines.at(-1)?.at ?? "")).toBeGreaterThan(Date.now() - 99 * day);
  const [noted] = await client.call("audit.list", { limit: 1 });
  expect(noted).toMatchObject({
    what: "changed how long the journal is kept",
    changes: [
      { field: "days kept", from: "400", to: "99" },
      { field: "refusals kept", from: "2000000", to: "1000" },
    ],
  });
  const again = await bench.restart();
  expect(await again.client.call("journal.retention", {})).toMatchObject({ days: 99, refusals: 1000 });
});

test("a run that was answered more than is kept ends, and the oldest answers go", async () => {
  const bench = await pushed();
  await bench.client.call("journal.retain", { refusals: 1000 });
  addRefusals(bench, 999, 30);
  expect(await refusalsOf(bench)).toBe(1000);
  const done = forgotten(bench);
  expect((await bench.push({ force: true, resources: ["students"] })).failed).toBe(1);
  await done;
  expect(await refusalsOf(bench)).toBe(1000);
  const { lines } = await bench.client.call("journal.list", { kind: "run" });
  expect(lines).toHaveLength(2);
});

test("what a purge would forget is counted as it is forgotten: old runs with it, and of causes what is over", async () => {
  const bench = await pushed();
  const { client, source } = bench;
  write(source, { "students.jsonl": [student("1"), student("2")] });
  await bench.push();
  addRefusals(bench, 700, 50);
  besides(bench, (db) => {
    const at = Date.now() - 40 * day;
    db.prepare("UPDATE cause_events SET at = @at, until = @at").run({ at });
    db.prepare("UPDATE submissions SET ended_at = @at WHERE id = 1").run({ at: new Date(at).toISOString() });
  });
  const before = new Date(Date.now() - 30 * day).toISOString();
  const { lines: all } = await client.call("journal.list", { kind: "cause-change" });
  expect(all.map((line) => line.kind === "cause-change" && line.what)).toEqual(["cleared", "opened"]);
  const would = await client.call("journal.purge", { before, dryRun: true });
  expect(would).toMatchObject({ answers: 700, runs: 1 });
  expect(would.causeEvents).toBeGreaterThanOrEqual(2);
  expect(await client.call("journal.purge", { before })).toEqual(would);
  expect((await client.call("journal.list", { kind: "cause-change" })).lines).toEqual([]);
  expect((await client.call("journal.list", { kind: "run" })).lines).toHaveLength(1);
  expect(await client.call("journal.purge", { before })).toEqual({ answers: 0, runs: 0, causeEvents: 0 });
});
