import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";

/** The acceptance test's own sizes, for a run by hand: STEWARD_FULL_SIZE=1. */
const full = process.env.STEWARD_FULL_SIZE === "1";
const concurrency = 32;

async function withDistrict(faults: string, students: number): Promise<{ bench: Bench; records: number }> {
  const bench = await setUp({ faults, latency: 2 });
  const { records } = await generateDistrict(bench.source, { students, seed: 1 });
  return { bench, records };
}

const show = (figures: object) => {
  if (full) console.log(JSON.stringify(figures));
};

/** Answers that were told of single records, and speak of the server: a steward would look for the fault in the record. */
function toldOfRecords({ home }: Bench): number {
  const db = new Database(join(home, "steward.db"), { readonly: true });
  try {
    const trouble = "status IS NULL OR status >= 500 OR status IN (401, 408, 429)";
    return Number(db.prepare(`SELECT count(*) FROM answers WHERE ${trouble}`).pluck().get());
  } finally {
    db.close();
  }
}

describe("a server with faults", () => {
  const uses = full ? 5000 : 500;
  const faults = `503:2%,429:1%@retry-after=1,reset:0.5%,cut-after-write:0.5%,html502:1%,401-after:${uses}`;

  test("gets everything in one push; nothing of it is told of a record, and a token that ends costs one token", {
    timeout: 600_000,
  }, async () => {
    const { bench, records } = await withDistrict(faults, full ? 295 : 22);
    const before = bench.practice.counts();
    const result = await bench.push({ concurrency });
    const { dataRequests, tokenRequests, unauthorized, byStatus } = bench.practice.counts();
    const tokens = tokenRequests - before.tokenRequests;
    // A token is good for so many requests: each after that is one episode.
    const episodes = Math.floor((dataRequests - before.dataRequests) / uses);
    show({
      records,
      requests: dataRequests,
      tokens,
      episodes,
      unauthorized,
      byStatus,
      seconds: result.seconds,
    });
    expect(result).toMatchObject({
      state: "done",
      exitStatus: 0,
      failed: 0,
      blocked: 0,
      waiting: 0,
      unknown: 0,
      left: 0,
      causes: [],
    });
    expect(result.sent.created + result.sent.updated).toBe(records);
    expect(toldOfRecords(bench)).toBe(0);
    expect(tokens).toBeLessThanOrEqual(1 + episodes);
    expect(unauthorized).toBeLessThanOrEqual(episodes * concurrency);
    expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
  });

  test("is asked as often as the push says, also where a token ended on the way", async () => {
    const bench = await setUp({ faults: "401-after:70,503:10%" });
    const ids = Array.from({ length: 90 }, (_, index) => String(index));
    write(bench.source, { "students.jsonl": ids.map((id) => student(id)) });
    const before = bench.practice.counts();
    const result = await bench.push();
    const { writes, unauthorized, byStatus } = bench.practice.counts();
    expect(result).toMatchObject({ exitStatus: 0, sent: { created: 90 } });
    expect(unauthorized).toBeGreaterThan(0);
    expect(byStatus[503]).toBeGreaterThan(0);
    expect(result.requests).toBe(writes - before.writes);
  });

  test("that is down for a while is asked now and then, and gets everything when it is back", {
    timeout: 600_000,
  }, async () => {
    const outage = full ? "down:60s@1000" : "down:3s@200";
    const { bench, records } = await withDistrict(outage, full ? 295 : 12);
    const seen: (string | undefined)[] = [];
    bench.client.listen((event) => {
      if (event.name === "run.progress") seen.push(event.data.downSince);
    });
    const before = bench.practice.counts().writes;
    const result = await bench.push({ concurrency });
    const cost = bench.practice.counts().writes - before - records;
    show({ records, outage, cost, seconds: result.seconds });
    expect(result).toMatchObject({
      state: "done",
      exitStatus: 0,
      failed: 0,
      unknown: 0,
      left: 0,
      causes: [],
    });
    expect(toldOfRecords(bench)).toBe(0);
    expect(cost).toBeLessThan(100);
    expect(seen.some((since) => since !== undefined)).toBe(true);
    expect(seen.at(-1)).toBeUndefined();
  });

  test("that never comes back ends the push with 4, and nothing is told of a record", async () => {
    const bench = await setUp({ faults: "down:60s@20" }, { patience: 500 });
    await generateDistrict(bench.source, { students: 3, seed: 1 });
    const result = await bench.push({ concurrency });
    expect(result).toMatchObject({ state: "stopped", exitStatus: 4, failed: 0, causes: [] });
    expect(result.reason).toContain("has not answered since");
    expect(toldOfRecords(bench)).toBe(0);
    expect(result.left + result.unknown).toBeGreaterThan(0);
  });

  test("that never answers some requests gets them again after the time-out", async () => {
    const bench = await setUp({ faults: "hang:3@10" });
    await bench.client.call("connections.add", {
      name: "Impatient",
      settings: { url: bench.practice.url, requestTimeout: 300 },
    });
    await bench.client.call("sources.add", { connection: "Impatient", folder: bench.source });
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1)],
      "students.jsonl": ids.map((id) => student(id)),
      "studentSchoolAssociations.jsonl": ids.map((id) => enrollment(id, 1)),
    });
    const before = bench.practice.counts().writes;
    const result = await bench.push({ connection: "Impatient" });
    expect(result).toMatchObject({ state: "done", exitStatus: 0, failed: 0, unknown: 0, causes: [] });
    expect(bench.practice.counts().writes - before).toBe(42 + 3);
    expect(toldOfRecords(bench)).toBe(0);
  });
});
