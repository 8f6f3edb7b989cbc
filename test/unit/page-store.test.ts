import { expect, it, vi } from "vitest";
import { connectStore } from "../../renderer/store.ts";
import { createClient } from "../../shared/client.ts";
import type { Transport } from "../../shared/rpc.ts";
import { createFakeCore } from "../hosts/fake-core.ts";

/** The store over a fake core, with every question counted, and pauses that the test ends. */
function open(change: (core: Transport) => Partial<Transport> = () => ({})) {
  const core = createFakeCore({ byHand: true });
  const pauses: (() => void)[] = [];
  const pause = () => new Promise<void>((resolve) => pauses.push(resolve));
  const watchers: ((connected: boolean) => void)[] = [];
  const transport = { ...core, ...change(core) };
  const call = vi.fn(transport.call);
  const watch = (watcher: (connected: boolean) => void) => {
    watchers.push(watcher);
    return () => {};
  };
  const page = connectStore(createClient({ ...transport, call }), watch, pause);
  const questions = () => call.mock.calls.filter(([name]) => name === "status.show").length;
  const watched = (connected: boolean) => {
    for (const watcher of watchers) watcher(connected);
  };
  return { core, page, state: page.store.getState, pauses, questions, watched };
}

const here = (page: ReturnType<typeof open>) => vi.waitUntil(() => page.state().statuses !== undefined);

it("asks once for everything, and sorts causes by what one repair releases", async () => {
  const page = open();
  await here(page);
  expect(
    page
      .state()
      .causes.get("c-state")
      ?.map(({ releases }) => releases),
  ).toEqual([45_012, 27_000, 7_004]);
  expect(page.questions()).toBe(1);
});

it("asks again after a change, once for many of them, and not before the pause is over", async () => {
  const page = open();
  await here(page);
  for (let told = 0; told < 50; told++)
    page.core.emit({ name: "data.changed", data: { tables: ["records"] } });
  await vi.waitUntil(() => page.pauses.length === 1);
  expect(page.questions()).toBe(2);
  page.pauses[0]?.();
  await vi.waitUntil(() => page.questions() === 3);
});

it("asks again when the connection to the core is back", async () => {
  const page = open();
  await here(page);
  page.watched(false);
  expect(page.state().connected).toBe(false);
  page.watched(true);
  expect(page.state().connected).toBe(true);
  await vi.waitUntil(() => page.questions() === 2);
});

it("a doubt that comes while an answer is on its way is not lost with the answer", async () => {
  const page = open();
  page.watched(true);
  await here(page);
  await vi.waitUntil(() => page.pauses.length === 1);
  page.pauses[0]?.();
  await vi.waitUntil(() => page.questions() === 2);
});

it("keeps what it shows when an answer fails, says why, and goes on when asked to", async () => {
  let broken = false;
  const page = open((core) => ({
    call: async (name, input) =>
      broken
        ? { ok: false, error: { code: "storage", message: "The disk is full." } }
        : core.call(name, input),
  }));
  await here(page);
  broken = true;
  await page.page.refresh();
  expect(page.state()).toMatchObject({ failure: "The disk is full.", statuses: [{}, {}] });
  broken = false;
  await page.page.refresh();
  expect(page.state().failure).toBeUndefined();
});

it("hears nothing more when it has ended", async () => {
  const page = open();
  await here(page);
  page.page.end();
  page.core.emit({ name: "data.changed", data: { tables: ["records"] } });
  expect(page.state().seq).toBe(0);
});
