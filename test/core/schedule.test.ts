import { describe, expect, test } from "vitest";
import { handClock } from "./hand-clock.ts";
import { setUp, student, write } from "./harness.ts";
import { district } from "./small-district.ts";
import { ended, submissions } from "./submitting.ts";

describe("a schedule", () => {
  const everyTen = { timing: { kind: "every" as const, minutes: 10 }, timeZone: "America/Chicago" };

  test("sends what was collected when it is due, and again after a restart; a closed connection sends nothing", async () => {
    const { clock, moveTo } = handClock("2026-11-23T15:03:00Z");
    const bench = await setUp({}, { host: "window", clock });
    write(bench.source, district(["1", "2"]));
    expect(await bench.client.call("schedule.set", { connection: "P", schedule: everyTen })).toMatchObject({
      next: "2026-11-23T15:10:00.000Z",
      waits: "time",
      kept: true,
    });
    const [status] = await bench.client.call("status.show", { connection: "P" });
    expect(status).toMatchObject({ nextBatch: "2026-11-23T15:10:00.000Z", running: false });
    moveTo("2026-11-23T15:09:59Z");
    expect(await submissions(bench)).toEqual([]);
    const sent = ended(bench, "done");
    moveTo("2026-11-23T15:10:00Z");
    expect(await sent).toMatchObject({ data: { startedBy: "schedule", sent: 7 } });

    const next = await bench.restart();
    write(next.source, { "students.jsonl": [student("1"), student("2"), student("3")] });
    expect(await next.client.call("schedule.show", { connection: "P" })).toMatchObject({
      lastStart: "2026-11-23T15:10:00.000Z",
      next: "2026-11-23T15:20:00.000Z",
    });
    const again = ended(next, "done");
    // It slept over several times: one batch.
    moveTo("2026-11-23T18:01:00Z");
    expect(await again).toMatchObject({ data: { sent: 1 } });
    moveTo("2026-11-23T18:01:30Z");
    expect(await submissions(next)).toHaveLength(2);

    await next.client.call("schedule.pause", { connection: "P" });
    moveTo("2026-11-23T18:11:00Z");
    expect(await next.client.call("schedule.show", { connection: "P" })).toMatchObject({ waits: "paused" });
    const [paused] = await next.client.call("status.show", { connection: "P" });
    expect(paused).toMatchObject({ pausedAt: expect.any(String) });
    expect(paused).not.toHaveProperty("nextBatch");
    await next.client.call("connections.close", { connection: "P" });
    await next.client.call("schedule.resume", { connection: "P" });
    moveTo("2026-11-23T18:31:00Z");
    expect(await next.client.call("schedule.show", { connection: "P" })).toMatchObject({ waits: "closed" });
    expect(await submissions(next)).toHaveLength(2);
  });

  test("sends all records once more at times of its own, one after the other with the batches", async () => {
    // 01:55 in Chicago, on a Sunday.
    const { clock, moveTo } = handClock("2026-11-22T07:55:00Z");
    const bench = await setUp({}, { host: "window", clock });
    write(bench.source, district(["1"]));
    await bench.push();
    const resync = { cron: "0 2 * * 0", force: true };
    const set = { connection: "P", schedule: { ...everyTen, resync } };
    expect(await bench.client.call("schedule.set", set)).toMatchObject({
      next: "2026-11-22T08:00:00.000Z",
      nextResync: "2026-11-22T08:00:00.000Z",
    });
    const sent = ended(bench, "done");
    moveTo("2026-11-22T08:00:00Z");
    await sent;
    const resent = ended(bench, "done");
    moveTo("2026-11-22T08:00:01Z");
    await resent;
    const [again, batch] = await submissions(bench);
    expect(batch).toMatchObject({ startedBy: "schedule", sent: 0 });
    expect(batch).not.toHaveProperty("purpose");
    expect(again).toMatchObject({
      startedBy: "schedule",
      purpose: { kind: "resync" },
      request: { force: true },
    });
    expect(again?.sent).toBeGreaterThanOrEqual(5);
    expect(Date.parse(again?.startedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(batch?.endedAt ?? ""));
    expect(await bench.client.call("schedule.show", { connection: "P" })).toMatchObject({
      nextResync: "2026-11-29T08:00:00.000Z",
    });
  });

  test("sends once more what was refused, and nothing that was accepted, by a resync that is not forced", async () => {
    const { clock, moveTo } = handClock("2026-11-22T07:58:00Z");
    const bench = await setUp({}, { host: "window", clock });
    write(bench.source, {
      ...district(["1"]),
      "students.jsonl": [student("1", { lastSurname: "x".repeat(80) })],
    });
    expect(await bench.push()).toMatchObject({ failed: 1 });
    const timing = { kind: "at" as const, cron: "0 12 * * *" };
    const schedule = { timing, timeZone: "America/Chicago", resync: { cron: "0 2 * * 0" } };
    await bench.client.call("schedule.set", { connection: "P", schedule });
    const done = ended(bench, "done");
    moveTo("2026-11-22T08:00:00Z");
    expect(await done).toMatchObject({ data: { purpose: { kind: "resync" }, sent: 0, refused: 1 } });
  });

  test("is not kept by a command", async () => {
    const { clock, moveTo } = handClock("2026-11-23T15:03:00Z");
    const bench = await setUp({}, { clock });
    write(bench.source, district(["1"]));
    expect(await bench.client.call("schedule.set", { connection: "P", schedule: everyTen })).toMatchObject({
      kept: false,
    });
    moveTo("2026-11-23T16:00:00Z");
    expect(await submissions(bench)).toEqual([]);
  });

  test.each([
    ["a pattern that is none", { ...everyTen, timing: { kind: "at" as const, cron: "soon" } }],
    ["a time zone that is none", { ...everyTen, timeZone: "America/Gotham" }],
    ["a resync every hour", { ...everyTen, resync: { cron: "0 * * * *" } }],
    ["every 3 minutes", { ...everyTen, timing: { kind: "every" as const, minutes: 3 } }],
  ])("with %s is refused, and the one before stays", async (_, wrong) => {
    const bench = await setUp();
    await bench.client.call("schedule.set", { connection: "P", schedule: everyTen });
    await expect(
      bench.client.call("schedule.set", { connection: "P", schedule: wrong }),
    ).rejects.toMatchObject({ code: "invalid-input" });
    const { schedule } = await bench.client.call("schedule.show", { connection: "P" });
    expect(schedule).toEqual(everyTen);
    const [entry] = await bench.client.call("audit.list", { connection: "P" });
    expect(entry).toMatchObject({ what: "set the schedule", changes: [{ field: "schedule" }] });
  });
});
