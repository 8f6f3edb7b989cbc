import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { id, one, openDesk, practice, settle, state } from "./desk.ts";
import { choose, entryOf, fake } from "./fake-desktop.ts";

/** Menu, tray and taskbar, over an Electron of plain objects. */

const world = vi.hoisted(() => ({ thread: vi.fn(), pages: "", hasTray: true }));
vi.mock("electron", async () => (await import("./fake-desktop.ts")).electron);
vi.mock("electron-store", async () => ({ default: (await import("./fake-desktop.ts")).FakeStore }));
vi.mock("../../electron/core-thread.ts", () => ({ startCoreThread: world.thread }));
vi.mock("../../electron/renderer-files.ts", async (original) => ({
  ...(await original<typeof import("../../electron/renderer-files.ts")>()),
  builtRendererFolder: () => world.pages,
}));
vi.mock("../../electron/desktop/tray-place.ts", () => ({ hasTrayPlace: async () => world.hasTray }));

const { start } = openDesk(world);
const menu = () => fake.menus.at(-1);

describe("the menu", () => {
  it("goes to pages, back and forth, finds everything and sends, and each does what it says", async () => {
    const { window, asked } = await start(one);
    choose(menu(), "Causes");
    expect(window.loaded.at(-1)).toBe("app://steward/#/causes");
    choose(menu(), "About Steward");
    expect(window.loaded.at(-1)).toBe("app://steward/#/settings/about");
    choose(menu(), "Back");
    choose(menu(), "Forward");
    expect(window.steps).toEqual(["back", "forward"]);
    choose(menu(), "Go to, or do…");
    expect(window.sent.at(-1)).toEqual([
      "event",
      { name: "window.asked", data: { what: "palette" }, seq: 0 },
    ]);
    choose(menu(), "Ed-Fi documentation");
    expect(fake.opened).toEqual(["https://docs.ed-fi.org/"]);
    choose(menu(), "Send now");
    await settle();
    expect(asked("push.start")).toEqual([{ connection: id }]);
    choose(menu(), "Check without sending");
    await settle();
    expect(window.loaded.at(-1)).toBe(`app://steward/#/sync/${id}`);
    expect(asked("check.run")).toEqual([{ connection: id }]);
  });

  it("is built anew when a connection comes, is paused or sends, and not with every step of a push", async () => {
    const { core, world } = await start(one);
    const built = fake.menus.length;
    expect(entryOf(menu(), "Send now")).toMatchObject({ enabled: true });
    world.statuses = [{ ...practice, running: true }];
    core.emit({ name: "data.changed", data: { tables: ["runs"] } });
    await settle();
    expect(fake.menus).toHaveLength(built + 1);
    expect(entryOf(menu(), "Send now (sending)")).toMatchObject({ enabled: false });
    core.emit({ name: "data.changed", data: { tables: ["records", "runs"] } });
    await settle();
    expect(fake.menus).toHaveLength(built + 1);
    world.statuses = [practice, state];
    core.emit({ name: "data.changed", data: { tables: ["connections"] } });
    await settle();
    expect(entryOf(menu(), "To all connections")).toBeDefined();
  });

  it("tells where a command was refused, without the reason, which a screen may not show", async () => {
    const { world } = await start(one);
    // Removed by somebody else a moment ago.
    world.statuses = [];
    choose(menu(), "Send now");
    await settle();
    expect(fake.notifications.map(({ told }) => told.body)).toEqual([
      "Nothing was sent. Open Steward to see why.",
    ]);
  });

  it("opens a review file that somebody chooses: the page takes it once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steward-review-"));
    try {
      const file = join(folder, "autumn.steward-review");
      writeFileSync(file, "what a Steward has seen");
      fake.chosen = [file];
      const { window, call } = await start(one);
      expect(await call("window.takeOpened")).toEqual({ ok: true, value: {} });
      choose(menu(), "Open a review file…");
      await vi.waitUntil(() => JSON.stringify(window.sent).includes('"what":"opened"'));
      const content = Buffer.from("what a Steward has seen").toString("base64");
      expect(await call("window.takeOpened")).toEqual({
        ok: true,
        value: { file: { name: "autumn.steward-review", content } },
      });
      expect(await call("window.takeOpened")).toEqual({ ok: true, value: {} });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the tray", () => {
  it("says how all stands, sends, pauses and resumes, opens the window and quits", async () => {
    const { core, world, asked, window } = await start(one);
    const [tray] = fake.trays;
    expect(tray?.image).toBe(join("dist", "icons", "tray.png"));
    expect(tray?.tooltip).toBe("Steward: in step");
    choose(tray?.menu, "Pause sending");
    choose(tray?.menu, "Send now");
    await settle();
    expect(asked("schedule.pause")).toEqual([{ connection: id }]);
    expect(asked("push.start")).toEqual([{ connection: id }]);
    world.statuses = [{ ...practice, pausedAt: "2026-11-24T10:00:00Z" }];
    core.emit({ name: "data.changed", data: { tables: ["schedules"] } });
    await settle();
    expect(tray?.tooltip).toBe("Steward: paused");
    choose(tray?.menu, "Resume sending");
    expect(asked("schedule.resume")).toEqual([{ connection: id }]);
    world.statuses = [state, practice];
    core.emit({ name: "data.changed", data: { tables: ["causes"] } });
    await settle();
    expect(tray?.tooltip).toBe("Steward: 3 causes need you");
    fake.done.length = 0;
    tray?.emit("click");
    expect(fake.done).toEqual(["restored", "shown", "focused"]);
    choose(tray?.menu, "Quit Steward");
    expect(window.isGone).toBe(true);
    expect(tray?.isGone).toBe(true);
  });
});

describe("the taskbar", () => {
  it("shows how far a push is, in red when it failed until somebody looks, and nothing afterwards", async () => {
    const { core, world, window } = await start(one);
    const run = { id: "1", connection: id, startedAt: "2026-11-24T10:00:00Z" };
    world.statuses = [{ ...practice, running: true }];
    await core.call("push.start", { connection: id });
    await settle();
    expect(window.bar.at(-1)).toEqual([2, "indeterminate"]);
    core.advance(250);
    await settle();
    expect(window.bar.at(-1)).toEqual([0.25, "normal"]);
    expect(fake.trays[0]?.tooltip).toMatch(/^Steward: sending .+: 250 of 1,000$/);
    core.advance(300, { downSince: "2026-11-24T10:42:00Z" });
    await settle();
    expect(window.bar.at(-1)).toEqual([0.3, "paused"]);
    expect(fake.trays[0]?.tooltip).toBe("Steward: the server does not answer");
    world.statuses = [practice];
    core.emit({ name: "run.changed", data: { ...run, state: "stopped" } });
    await settle();
    expect(window.bar.at(-1)).toEqual([1, "error"]);
    window.emit("focus");
    expect(window.bar.at(-1)).toEqual([-1, "none"]);
  });

  it("has the number of open causes at the icon", async () => {
    await start();
    expect(fake.app.badge).toBe(3);
  });
});
