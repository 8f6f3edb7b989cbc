import { describe, expect, it, vi } from "vitest";
import { as, id, one, openDesk, practice, settle } from "./desk.ts";
import { choose, fake, saved } from "./fake-desktop.ts";

/** Closing, sleep, signing in and colours, over an Electron of plain objects. */

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

describe("closing the window", () => {
  it("hides it while a schedule is kept, says so once, and its icon brings it back; quitting ends it", async () => {
    const { window, core, coreStopped } = await start({ ...one, scheduled: [id] });
    window.close();
    window.close();
    expect(window.isGone).toBe(false);
    expect(window.isHidden).toBe(true);
    expect(fake.notifications.map(({ told }) => told.title)).toEqual(["Steward goes on sending"]);
    fake.trays[0]?.emit("click");
    expect(window.isHidden).toBe(false);
    expect(saved).toMatchObject({ toldOfHiding: true, bounds: { x: 40 } });

    fake.done.length = 0;
    choose(fake.trays[0]?.menu, "Quit Steward");
    expect(window.isGone).toBe(true);
    expect(fake.done).toContain("core asked to stop");
    // While it saves there is no window to bring back.
    const { length } = fake.done;
    fake.app.emit("second-instance", {}, ["Steward"], "/", {});
    fake.notifications[0]?.emit("click");
    expect(fake.done).toHaveLength(length);
    coreStopped();
    await vi.waitUntil(() => fake.done.at(-1) === "quit");
    expect(core.bugs).toEqual([]);
  });

  it("hides it while something is sent, and ends it where nothing goes on", async () => {
    const { window } = await start({ statuses: [{ ...practice, running: true }] });
    window.close();
    expect(window.isGone).toBe(false);
    fake.reset();
    const idle = await start(one);
    idle.window.close();
    expect(idle.window.isGone).toBe(true);
    expect(fake.notifications).toEqual([]);
  });

  it("ends it where its settings say so, and where no icon would be left", async () => {
    const { window, call } = await start({ ...one, scheduled: [id] });
    expect(await call("window.set", { keepSending: false })).toMatchObject({
      ok: true,
      value: {
        choices: { keepSending: false, keepAwake: true },
        tray: true,
        canStartAtLogin: false,
        updates: { kind: "none" },
      },
    });
    expect(window.sent.at(-1)?.[1]).toMatchObject({ name: "data.changed", data: { tables: ["window"] } });
    window.close();
    expect(window.isGone).toBe(true);

    fake.reset();
    for (const name of Object.keys(saved)) delete saved[name];
    world.hasTray = false;
    const bare = await start({ ...one, scheduled: [id] });
    expect(fake.trays).toEqual([]);
    bare.window.close();
    expect(bare.window.isGone).toBe(true);
  });

  it("on a Mac leaves the application in the dock, out of full screen, and a click there brings it back", async () => {
    as("darwin");
    const { window } = await start(one);
    window.isFull = true;
    window.close();
    expect([window.isGone, window.isHidden, window.isFull]).toEqual([false, true, false]);
    expect(fake.notifications).toEqual([]);
    fake.app.emit("activate");
    expect(window.isHidden).toBe(false);
  });
});

describe("sleep", () => {
  it("pauses and resumes what is sent", async () => {
    const { asked } = await start(one);
    fake.powerMonitor.emit("suspend");
    expect(asked("power.suspend")).toHaveLength(1);
    expect(asked("power.resume")).toHaveLength(0);
    fake.powerMonitor.emit("resume");
    expect(asked("power.resume")).toHaveLength(1);
  });

  it("is held off while something is sent, where settings say so, and only then", async () => {
    const { core, world, call } = await start(one);
    expect(fake.blockers.size).toBe(0);
    world.statuses = [{ ...practice, running: true }];
    core.emit({ name: "data.changed", data: { tables: ["runs"] } });
    await settle();
    expect(fake.blockers.size).toBe(1);
    await call("window.set", { keepAwake: false });
    expect(fake.blockers.size).toBe(0);
    await call("window.set", { keepAwake: true });
    expect(fake.blockers.size).toBe(1);
    world.statuses = [practice];
    core.emit({ name: "data.changed", data: { tables: ["runs"] } });
    await settle();
    expect(fake.blockers.size).toBe(0);
  });

  it("of the whole session waits until all is saved", async () => {
    const { asked, window } = await start(one);
    fake.done.length = 0;
    const preventDefault = vi.fn();
    fake.powerMonitor.emit("shutdown", { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(fake.done).toContain("core asked to stop");

    fake.reset();
    const windows = await start(one);
    windows.window.emit("query-session-end", {});
    expect(windows.asked("power.suspend")).toHaveLength(1);
    windows.window.emit("session-end", {});
    expect(fake.done).toContain("core asked to stop");
    expect([asked("power.suspend").length, window.isGone]).toEqual([0, true]);
  });
});

describe("a start at a sign-in", () => {
  it("leaves the window away until it is asked for, by the tray or by a second start that somebody makes", async () => {
    saved.isMaximized = true;
    const { window } = await start({ ...one, isHidden: true });
    expect([window.isHidden, window.isLarge]).toEqual([true, false]);
    expect(window.loaded).toEqual(["app://steward/"]);
    fake.app.emit("second-instance", {}, ["Steward"], "/", { isHidden: true });
    expect(window.isHidden).toBe(true);
    fake.trays[0]?.emit("click");
    expect([window.isHidden, window.isLarge]).toEqual([false, true]);

    fake.reset();
    world.hasTray = false;
    expect((await start({ ...one, isHidden: true })).window.isHidden).toBe(false);
  });

  it("on a Mac is known by what the system says, and is set as it is asked for", async () => {
    as("darwin");
    fake.app.login.wasOpenedAtLogin = true;
    fake.app.isPackaged = true;
    const { window, call } = await start(one);
    expect(window.isHidden).toBe(true);
    expect(await call("window.set", { startAtLogin: true })).toMatchObject({ ok: true });
    // This Steward has a data folder of its own, which a Mac would not start it on.
    expect(fake.app.login.openAtLogin).toBe(false);
  });
});

describe("light and dark", () => {
  it("are the system's until somebody chooses, and then stay chosen", async () => {
    const { call } = await start(one);
    expect(fake.theme.themeSource).toBe("system");
    expect(fake.windows[0]?.options.backgroundColor).toBe("#f7f6f3");
    await call("window.set", { theme: "dark" });
    expect(fake.theme.themeSource).toBe("dark");
    fake.reset();
    fake.theme.shouldUseDarkColors = true;
    await start(one);
    expect(fake.theme.themeSource).toBe("dark");
    expect(fake.windows[0]?.options.backgroundColor).toBe("#191817");
  });
});
