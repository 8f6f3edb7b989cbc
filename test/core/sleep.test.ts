import { describe, expect, test } from "vitest";
import { handClock } from "./hand-clock.ts";
import { setUp, student, write } from "./harness.ts";
import { district } from "./small-district.ts";
import { accepted, ended, start, submissions } from "./submitting.ts";

const many = Array.from({ length: 300 }, (_, index) => String(index));
const everyTen = { timing: { kind: "every" as const, minutes: 10 }, timeZone: "America/Chicago" };

describe("a machine that sleeps", () => {
  test("ends what is sent at once, begins nothing, and goes on where it was when it wakes: nothing is lost or sent twice", async () => {
    const { clock, moveTo } = handClock("2026-11-23T15:03:00Z");
    const bench = await setUp({ latency: 5 }, { host: "window", clock });
    write(bench.source, district(many));
    await bench.client.call("schedule.set", { connection: "P", schedule: everyTen });
    const seen = accepted(bench, 20);
    const first = await start(bench);
    await seen;
    const stopped = ended(bench, "accepted");
    await bench.client.call("power.suspend", {});
    // Some systems tell it twice.
    await bench.client.call("power.suspend", {});
    await stopped;
    expect(await bench.client.call("runs.result", { run: first.id })).toMatchObject({
      state: "cancelled",
      reason: expect.stringContaining("went to sleep"),
    });
    const second = await start(bench, { resources: ["students"] });
    expect(second.state).toBe("queued");
    expect(await bench.client.call("runs.progress", {})).toEqual([]);
    expect(await bench.client.call("schedule.show", { connection: "P" })).not.toHaveProperty("pausedAt");

    const woken = new Promise<void>((resolve) => {
      const stop = bench.client.listen((event) => {
        if (event.name !== "submission.changed" || event.data.startedBy !== "schedule") return;
        if (event.data.state !== "done") return;
        stop();
        resolve();
      });
    });
    await bench.client.call("power.resume", {});
    await bench.client.call("runs.result", { run: second.id });
    // Of two times of the schedule that have passed one batch is left.
    moveTo("2026-11-23T15:25:00Z");
    await woken;
    const [batch, asked, one, ...more] = await submissions(bench);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ state: "done", sent: 603 });
    expect(asked).toMatchObject({ state: "done", sent: 0 });
    expect(batch).toMatchObject({ startedBy: "schedule", sent: 0 });
    expect(bench.practice.items("/ed-fi/studentSchoolAssociations")).toHaveLength(many.length);
  });

  test("that does not tell when it woke is taken to be awake after a minute of work", async () => {
    const { clock, moveBy } = handClock("2026-11-23T15:03:00Z");
    const bench = await setUp({}, { host: "window", clock });
    write(bench.source, district(["1"]));
    await bench.client.call("schedule.set", { connection: "P", schedule: everyTen });
    await bench.client.call("power.suspend", {});
    moveBy(59_000);
    expect((await start(bench)).state).toBe("queued");
    const sent = ended(bench, "done");
    moveBy(1_000);
    expect(await sent).toMatchObject({ data: { sent: 5 } });
    write(bench.source, { "students.jsonl": [student("1"), student("2")] });
    const batch = ended(bench, "done");
    moveBy(600_000);
    expect(await batch).toMatchObject({ data: { startedBy: "schedule", sent: 1 } });
  });

  test("is shut down in its sleep, and the next Steward goes on", async () => {
    const bench = await setUp({ latency: 5 }, { host: "window" });
    write(bench.source, district(many));
    const seen = accepted(bench, 20);
    await start(bench);
    await seen;
    const stopped = ended(bench, "accepted");
    await bench.client.call("power.suspend", {});
    await stopped;
    const next = await bench.restart();
    const [one] = await submissions(next);
    expect(await next.client.call("submissions.result", { submission: one?.id ?? "" })).toMatchObject({
      state: "done",
      sent: 603,
    });
  });

  test("a command line keeps no schedule because it was woken", async () => {
    const { clock, moveTo } = handClock("2026-11-23T15:03:00Z");
    const bench = await setUp({}, { clock });
    write(bench.source, district(["1"]));
    await bench.client.call("schedule.set", { connection: "P", schedule: everyTen });
    await bench.client.call("power.suspend", {});
    await bench.client.call("power.resume", {});
    moveTo("2026-11-23T16:00:00Z");
    expect(await submissions(bench)).toEqual([]);
  });
});

test("what Steward is made of is told, with its data folder", async () => {
  const bench = await setUp({}, { version: "1.2.3" });
  expect(await bench.client.call("about.show", {})).toEqual({
    version: "1.2.3",
    home: bench.home,
    versions: { node: process.versions.node },
  });
});
