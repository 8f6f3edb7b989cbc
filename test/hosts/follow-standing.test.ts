import { expect, it } from "vitest";
import { followStanding } from "../../electron/desktop/follow-standing.ts";
import type { Standing } from "../../electron/desktop/standing.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { handClock } from "../core/hand-clock.ts";
import { createFakeCore } from "./fake-core.ts";
import { defaultWorld } from "./fake-world.ts";

/** Everything that was asked has been answered. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

function setUp() {
  const world = defaultWorld();
  const core = createFakeCore({ world, byHand: true });
  const { clock, moveBy } = handClock("2026-11-30T08:00:00Z");
  let asked = 0;
  const call = async (name: string, input: unknown): Promise<Reply> => {
    if (name === "status.show") asked += 1;
    if (name === "schedule.show") return { ok: true, value: {} };
    return core.call(name, input);
  };
  const transport: Transport = { call, listen: core.listen };
  const told: Standing[] = [];
  const follower = followStanding(transport, clock.after, (standing) => told.push(standing));
  return { world, core, moveBy, told, follower, asked: () => asked };
}

it("however much changes, the core is asked each two seconds at most, and what changed last is told in the end", async () => {
  const { world, core, moveBy, told, asked } = setUp();
  await answered();
  expect(asked()).toBe(1);
  for (let causes = 1; causes <= 50; causes += 1) {
    world.statuses = world.statuses.map((status) => ({ ...status, causes }));
    core.emit({ name: "data.changed", data: { tables: ["causes"] } });
    await answered();
  }
  expect(asked()).toBe(1);
  moveBy(2000);
  await answered();
  expect(asked()).toBe(2);
  expect(told.at(-1)?.map(({ causes }) => causes)).toEqual([50, 50]);
  core.emit({ name: "data.changed", data: { tables: ["records", "sources"] } });
  moveBy(60_000);
  await answered();
  expect(asked()).toBe(2);
});

it("progress is told once a second, the last of it too, and nothing after the end", async () => {
  const { world, core, moveBy, told, follower } = setUp();
  await answered();
  world.statuses = world.statuses.map((status, at) => ({ ...status, running: at === 0 }));
  await core.call("push.start", { connection: "c-state" });
  moveBy(2000);
  await answered();
  const before = told.length;
  for (let done = 1; done <= 10; done += 1) core.advance(done * 100);
  await answered();
  expect(told.length).toBe(before + 1);
  moveBy(1000);
  await answered();
  expect(told.length).toBe(before + 2);
  expect(told.at(-1)?.[0]?.progress?.done).toBe(1000);
  follower.end();
  core.advance(1);
  core.emit({ name: "data.changed", data: { tables: ["runs"] } });
  moveBy(60_000);
  await answered();
  expect(told.length).toBe(before + 2);
});
