import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { type Bench, setUp, student, write } from "./harness.ts";
import { district } from "./small-district.ts";
import { accepted, ended, start, submissions } from "./submitting.ts";

const many = Array.from({ length: 300 }, (_, index) => String(index));

/** Newest first in the list; here in their order. */
const states = async (bench: Bench) => (await submissions(bench)).map(({ state }) => state).reverse();

describe("a submission", () => {
  test("is recorded: who and what started it, when, what was asked for, and what came of it", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1", "2"]),
      "students.jsonl": [student("1"), student("2", { birthDate: "never" })],
    });
    const run = await start(bench, { concurrency: 3 });
    const [first] = await submissions(bench);
    expect(first).toMatchObject({ startedBy: "command line", runs: [run.id], request: { concurrency: 3 } });
    const result = await bench.client.call("submissions.result", { submission: first?.id ?? "" });
    expect(result).toMatchObject({ state: "done", refused: 1, sent: 5 });
    expect(result.who).not.toBe("");
    expect(Date.parse(result.endedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(result.at));
    expect(await bench.client.call("submissions.show", { submission: result.id })).toEqual(result);
  });

  test("waits for those before it, and a cancelled one in the queue never runs", async () => {
    const bench = await setUp({ latency: 5 });
    write(bench.source, district(many));
    const [first, second, third] = [await start(bench), await start(bench), await start(bench)];
    expect([first.state, second.state, third.state]).toEqual(["running", "queued", "queued"]);
    await bench.client.call("push.cancel", { run: second.id });
    expect(await bench.client.call("runs.result", { run: second.id })).toMatchObject({
      state: "cancelled",
      exitStatus: 130,
      requests: 0,
    });
    await expect(bench.client.call("push.cancel", { run: second.id })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await bench.client.call("runs.result", { run: third.id })).toMatchObject({ state: "done" });
    expect(await states(bench)).toEqual(["done", "cancelled", "done"]);
    const log = await bench.client.call("runs.list", { connection: "P" });
    expect(log.map(({ state }) => state)).toEqual(["done", "cancelled", "done"]);
  });

  test("that fails stops none of those after it", async () => {
    const bench = await setUp({ latency: 5 });
    write(bench.source, district(["1", "2"]));
    const first = await start(bench, { resources: ["pupils"] });
    const second = await start(bench);
    expect(await bench.client.call("runs.result", { run: first.id })).toMatchObject({ state: "stopped" });
    expect(await bench.client.call("runs.result", { run: second.id })).toMatchObject({ exitStatus: 0 });
    const [done, stopped] = await submissions(bench);
    expect(stopped).toMatchObject({ state: "stopped", reason: expect.stringContaining("pupils") });
    expect(done).toMatchObject({ state: "done", sent: 7 });
  });

  test("larger than its packet goes in several runs, and is done when all of them are", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3", "4", "5"]));
    const { id } = await start(bench, { packet: 4 });
    const [submission] = await submissions(bench);
    const result = await bench.client.call("submissions.result", { submission: submission?.id ?? "" });
    expect(result).toMatchObject({ state: "done", sent: 13, refused: 0 });
    expect(result.runs[0]).toBe(id);
    const runs = (await bench.client.call("runs.list", { connection: "P" })).reverse();
    expect(runs.map((run) => run.result?.requests)).toEqual([4, 4, 4, 1]);
    expect(runs.map((run) => run.id)).toEqual(result.runs);
    expect(bench.practice.items("/ed-fi/studentSchoolAssociations")).toHaveLength(5);
  });

  test("is cut by bytes where it is told to", async () => {
    const bench = await setUp();
    const files = district(["1", "2", "3", "4", "5"]);
    write(bench.source, files);
    const students = files["students.jsonl"].map((one) => JSON.stringify(one).length);
    await start(bench, { resources: ["students"], packetBytes: 2 * Math.max(...students) });
    const [submission] = await submissions(bench);
    const result = await bench.client.call("submissions.result", { submission: submission?.id ?? "" });
    expect(result).toMatchObject({ state: "done", sent: 5 });
    const runs = (await bench.client.call("runs.list", { connection: "P" })).reverse();
    expect(runs.map((run) => run.result?.requests)).toEqual([2, 2, 1]);
  });

  test("cut into packets keeps to the limit that was asked for", async () => {
    const bench = await setUp();
    write(bench.source, district(["1", "2", "3", "4", "5"]));
    await start(bench, { packet: 4, limit: 6 });
    const [submission] = await submissions(bench);
    const result = await bench.client.call("submissions.result", { submission: submission?.id ?? "" });
    expect(result).toMatchObject({ state: "done", sent: 6 });
  });

  test("that waited when Steward ended is taken up by the next one that stays", async () => {
    const bench = await setUp({ latency: 5 }, { host: "window" });
    write(bench.source, district(many));
    const seen = accepted(bench, 20);
    const first = await start(bench);
    const second = await start(bench);
    await seen;
    const waiting = bench.client.call("runs.result", { run: second.id });
    const told = expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    const next = await bench.restart();
    await told;
    expect(await next.client.call("runs.result", { run: first.id })).toMatchObject({ state: "cancelled" });
    expect(await next.client.call("runs.result", { run: second.id })).toMatchObject({ exitStatus: 0 });
    expect(next.practice.items("/ed-fi/studentSchoolAssociations")).toHaveLength(many.length);
    expect(await states(next)).toEqual(["cancelled", "done"]);
  });

  test("that waits is left to wait by a command, until that command sends: then it goes first", async () => {
    const bench = await setUp({ latency: 5 });
    write(bench.source, district(many));
    const seen = accepted(bench, 20);
    await start(bench);
    await start(bench, { limit: 3 });
    await seen;
    const next = await bench.restart();
    expect(await states(next)).toEqual(["cancelled", "accepted"]);
    expect(await next.push()).toMatchObject({ exitStatus: 0 });
    expect(await states(next)).toEqual(["cancelled", "done", "done"]);
    const [, second] = await submissions(next);
    expect(second).toMatchObject({ sent: 3 });
  });

  test("that was cut off in the middle is marked as crashed, and what waited behind it goes on", async () => {
    const bench = await setUp({ latency: 5 }, { host: "window" });
    write(bench.source, district(["1"]));
    await bench.client.call("runs.result", { run: (await start(bench)).id });
    await bench.core.close();
    // As a process leaves it that ends the hard way.
    const db = new Database(join(bench.home, "steward.db"));
    db.exec(`UPDATE runs SET state = 'running', result = NULL, ended_at = NULL;
      UPDATE submissions SET state = 'running', ended_at = NULL;
      INSERT INTO submissions (connection_id, started_by, who, at, request, state)
        SELECT connection_id, 'schedule', who, at, request, 'accepted' FROM submissions`);
    db.close();
    const next = await bench.restart();
    const [second, first] = await submissions(next);
    expect(first).toMatchObject({ state: "crashed", endedAt: expect.any(String) });
    expect(await next.client.call("submissions.result", { submission: second?.id ?? "" })).toMatchObject({
      state: "done",
    });
  });
});

describe("a pause", () => {
  test("ends what runs at once and survives a restart; resumed, it goes on before what came later", async () => {
    const bench = await setUp({ latency: 5 }, { host: "window" });
    write(bench.source, district(many));
    const seen = accepted(bench, 20);
    const first = await start(bench);
    await start(bench);
    await seen;
    const stopped = ended(bench, "accepted");
    expect(await bench.client.call("schedule.pause", { connection: "P" })).toMatchObject({
      pausedAt: expect.any(String),
    });
    await stopped;
    expect(await bench.client.call("runs.result", { run: first.id })).toMatchObject({
      state: "cancelled",
      reason: expect.stringContaining("paused"),
    });
    await expect(start(bench)).rejects.toMatchObject({ code: "conflict" });

    const next = await bench.restart();
    expect(await next.client.call("schedule.show", { connection: "P" })).toMatchObject({ waits: "off" });
    expect(await states(next)).toEqual(["accepted", "accepted"]);
    expect(await next.client.call("runs.progress", {})).toEqual([]);
    await next.client.call("schedule.resume", { connection: "P" });
    const [second, one] = await submissions(next);
    expect(await next.client.call("submissions.result", { submission: one?.id ?? "" })).toMatchObject({
      state: "done",
      sent: 603,
    });
    expect(await next.client.call("submissions.result", { submission: second?.id ?? "" })).toMatchObject({
      state: "done",
      sent: 0,
    });
  });
});
