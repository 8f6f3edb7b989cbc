import type { Page } from "@playwright/test";
import type { CheckProgress } from "../../../shared/domain/check.ts";
import type { Transport } from "../../../shared/rpc.ts";
import { causeHandlers } from "../../hosts/fake-causes.ts";
import type { FakeCore } from "../../hosts/fake-core.ts";
import { defaultWorld } from "../../hosts/fake-world.ts";
import { createSyncWorld, type SyncWorld, someFirstSync, somePreview } from "../sync-world.ts";
import { office } from "./office.ts";
import { press, type Stage } from "./scene.ts";

/** What is under way, what waits for a word, and what is ready to go. */

const core = (world: Transport) => (world as SyncWorld).core;
/** A push that is under way. */
const send = (more: Parameters<FakeCore["advance"]>[1]) => async (page: Page, world: Transport) => {
  await page.evaluate(() =>
    fetch("/call", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "push.start", input: { connection: "c-state" } }),
    }),
  );
  core(world).advance(250, { latencyMs: 41, inFlight: 12, concurrency: 16, ...more });
};

const sending: Stage = {
  name: "while it is sent",
  world: office,
  scenes: [
    { name: "overview-sending", place: "/", shows: "text=250 of 1,000", act: send({}) },
    { name: "sync-sending", place: "/sync/c-state", shows: "text=12 of 16", act: async () => {} },
    {
      name: "sync-down",
      place: "/sync/c-state",
      shows: "text=The API has not answered since",
      act: async (_, world) =>
        core(world).advance(400, { downSince: "2026-11-22T07:12:00Z", perSecond: 0, inFlight: 1 }),
    },
    {
      name: "overview-down",
      place: "/",
      shows: "[aria-label=Connections] >> text=The API has not answered since",
    },
  ],
};

const checking: CheckProgress = {
  connection: "c-state",
  of: "check",
  phase: "checking",
  linesRead: 100_000,
  checked: 41_250,
  planned: 100_000,
};

const paused: Stage = {
  name: "paused, and checked",
  world: () =>
    office({
      "check.last": () => ({ running: checking }),
      "practice.show": () => ({
        making: { phase: "district", done: 21_000, of: 52_000, startedAt: "2026-11-22T07:40:00.000Z" },
      }),
    }),
  scenes: [
    { name: "practice-making", place: "/practice", shows: "main h1" },
    { name: "sync-checking", place: "/sync/c-state", shows: "text=41,250 of 100,000" },
    {
      name: "sync-paused",
      place: "/sync/c-state",
      shows: "text=Nothing goes to State 2026-27",
      act: press("Pause"),
    },
  ],
};

const firstSync = (advice: "go" | "stop"): Stage => ({
  name: `a first sync: ${advice}`,
  world: () => createSyncWorld({ more: { "firstSync.show": () => someFirstSync(advice) } }),
  scenes: [
    { name: `first-sync-${advice}`, place: "/sync/c-state", shows: "text=Foundation" },
    {
      name: `dialog-finish-first-sync-${advice}`,
      place: "/sync/c-state",
      shows: "[role=dialog]",
      act: press("Send without stages…"),
    },
  ],
});

const ready: Stage = {
  name: "what is ready, what is narrowed to nothing",
  world: () => {
    const world = defaultWorld();
    const causes = (world.causes["c-state"] ?? []).map((cause) =>
      cause.id === "cause-school" ? { ...cause, records: 0, repaired: 1, ready: 45_012 } : cause,
    );
    return office({
      ...causeHandlers({ ...world, causes: { "c-state": causes } }),
      "push.preview": () => ({ ...somePreview(), planned: 45_012, selection: [] }),
    });
  },
  scenes: [
    { name: "cause-ready", place: "/causes/all/c-state/cause-school", shows: "text=records are ready" },
    {
      name: "dialog-send-ready",
      place: "/causes/all/c-state/cause-school",
      shows: "[role=dialog]",
      act: press("Send 45,012 now…"),
    },
  ],
};

export const underWay: readonly Stage[] = [sending, paused, firstSync("go"), firstSync("stop"), ready];
