import { describe, expect, test, vi } from "vitest";
import type { Db, openDatabase } from "../../electron/core/db/open.ts";
import { type Bench, setUp, write } from "./harness.ts";
import { district } from "./small-district.ts";

/** The connections that cores have opened, newest last: to break what one of them stores. */
const opened: Db[] = [];
vi.mock("../../electron/core/db/open.ts", async (original) => {
  const real = await original<typeof import("../../electron/core/db/open.ts")>();
  const open: typeof openDatabase = (...given) => {
    const found = real.openDatabase(...given);
    opened.push(found.db);
    return found;
  };
  return { ...real, openDatabase: open };
});

const many = Array.from({ length: 300 }, (_, index) => String(index));

/** Starts a push, and comes back once so many records are accepted. */
async function startAndWait({ client }: Bench, accepted: number): Promise<string> {
  const seen = new Promise<void>((resolve) => {
    const stop = client.listen((event) => {
      if (event.name !== "run.progress" || event.data.accepted < accepted) return;
      stop();
      resolve();
    });
  });
  const { id } = await client.call("push.start", { connection: "P", concurrency: 4 });
  await seen;
  return id;
}

describe("the end of a push", () => {
  test("one push of a connection at a time: the next one waits for it", async () => {
    const bench = await setUp({ latency: 20 });
    write(bench.source, district(["1", "2", "3"]));
    const first = await bench.client.call("push.start", { connection: "P" });
    const second = await bench.client.call("push.start", { connection: "P" });
    expect([first.state, second.state]).toEqual(["running", "queued"]);
    await expect(bench.client.call("connections.remove", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await bench.client.call("runs.progress", {})).toMatchObject([{ run: first.id }]);
    expect(await bench.client.call("runs.result", { run: second.id })).toMatchObject({
      state: "done",
      requests: 0,
    });
    expect(await bench.client.call("runs.result", { run: first.id })).toMatchObject({
      state: "done",
      requests: 9,
    });
  });

  test("a cancelled push keeps what it knows, and the next one goes on from there", async () => {
    const bench = await setUp({ latency: 5 });
    write(bench.source, district(many));
    const run = await startAndWait(bench, 20);
    await bench.client.call("push.cancel", { run });
    const cancelled = await bench.client.call("runs.result", { run });
    expect(cancelled).toMatchObject({ state: "cancelled", exitStatus: 130, failed: 0, unknown: 0 });
    const rest = await bench.push();
    expect(rest).toMatchObject({ exitStatus: 0, requests: 603 - cancelled.requests });
  });

  test("that was cancelled and cannot be stored is told as what it is, and nothing is lost by it", async () => {
    const surprises: unknown[] = [];
    const bench = await setUp({ latency: 5 }, { reportBug: (error) => surprises.push(error) });
    write(bench.source, district(many));
    const run = await startAndWait(bench, 20);
    opened
      .at(-1)
      ?.exec("CREATE TEMP TRIGGER broken BEFORE INSERT ON states BEGIN SELECT RAISE(FAIL, 'no'); END");
    await bench.client.call("push.cancel", { run });
    await expect(bench.client.call("runs.result", { run })).rejects.toMatchObject({ code: "internal" });
    expect(surprises).toHaveLength(1);
    opened.at(-1)?.exec("DROP TRIGGER broken");
    expect(await bench.client.call("runs.list", { connection: "P" })).toMatchObject([{ state: "crashed" }]);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, unknown: 0, left: 0 });
    expect(bench.practice.items("/ed-fi/studentSchoolAssociations")).toHaveLength(many.length);
  });

  test("of Steward lets no other push begin", async () => {
    const bench = await setUp();
    write(bench.source, district(["1"]));
    const closing = bench.core.close();
    await expect(bench.client.call("push.start", { connection: "P" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Steward is ending"),
    });
    await closing;
  });
});
