import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ConnectionStatus } from "../../shared/contract.ts";
import { choose, entryOf, fake, saved } from "./fake-desktop.ts";
import { defaultWorld } from "./fake-world.ts";
import { type StartOptions, startDesktop } from "./start-desktop.ts";
import { makeRendererFolder } from "./transports.ts";

/** Menu, tray, taskbar, closing and sleep, over an Electron of plain objects. */

const world = vi.hoisted(() => ({ thread: vi.fn(), pages: "", hasTray: true }));
vi.mock("electron", async () => (await import("./fake-desktop.ts")).electron);
vi.mock("electron-updater", async () => {
  const { fake } = await import("./fake-desktop.ts");
  return {
    default: {
      get autoUpdater() {
        return fake.updater;
      },
    },
  };
});
vi.mock("electron-store", async () => ({ default: (await import("./fake-desktop.ts")).FakeStore }));
vi.mock("../../electron/core-thread.ts", () => ({ startCoreThread: world.thread }));
vi.mock("../../electron/renderer-files.ts", async (original) => ({
  ...(await original<typeof import("../../electron/renderer-files.ts")>()),
  builtRendererFolder: () => world.pages,
}));
vi.mock("../../electron/desktop/tray-place.ts", () => ({ hasTrayPlace: async () => world.hasTray }));

const { platform } = process;
const as = (name: NodeJS.Platform) => Object.defineProperty(process, "platform", { value: name });

let pages: ReturnType<typeof makeRendererFolder>;
beforeEach(() => {
  pages = makeRendererFolder();
  Object.assign(world, { pages: pages.folder, hasTray: true });
  Object.assign(process, { resourcesPath: pages.folder });
  fake.reset();
  for (const name of Object.keys(saved)) delete saved[name];
  as("win32");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  pages.remove();
  as(platform);
  vi.useRealTimers();
});

const [state, practice] = defaultWorld().statuses as [ConnectionStatus, ConnectionStatus];
const one = { statuses: [practice] };
const id = practice.connection.id;

/** Starts, and lets the first question to the core be answered. */
async function start(options: StartOptions = {}) {
  const started = await startDesktop(world.thread, options);
  await settle();
  const [window] = fake.windows;
  if (!window) throw new Error("There is no window.");
  const asked = (name: string) => started.asked.filter(([one]) => one === name).map(([, input]) => input);
  const call = (name: string, input: unknown = {}) =>
    fake.channels.get("call")?.(
      { sender: window.webContents, senderFrame: { url: "app://steward/", parent: null } },
      name,
      input,
    );
  return { ...started, window, asked, call };
}

/** Everything that waits for its turn has had it. */
const settle = () => vi.advanceTimersByTimeAsync(5000);
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

describe("what the page asks of its window", () => {
  it("is checked as what it asks of the core is, and never reaches the core", async () => {
    const { call, asked, bugs } = await start(one);
    for (const wrong of [{ keepSending: "yes" }, { keepAwake: null }, 7])
      expect(await call("window.set", wrong)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    await call(
      "window.set",
      JSON.parse('{ "__proto__": { "keepSending": false }, "bounds": { "x": -9999 } }'),
    );
    expect(saved).not.toHaveProperty("bounds");
    expect(await call("window.show")).toEqual({
      ok: true,
      value: {
        choices: { keepSending: true, keepAwake: true, startAtLogin: false, theme: "auto" },
        tray: true,
        canStartAtLogin: false,
        updates: { kind: "none" },
      },
    });
    expect(asked("window.show")).toEqual([]);
    expect(await call("window.constructor")).toMatchObject({ ok: false, error: { code: "not-found" } });
    expect(bugs).toEqual([]);
  });

  it("is not answered to a stranger", async () => {
    const { window } = await start(one);
    const senderFrame = { url: "https://evil.example/", parent: null };
    const reply = await fake.channels.get("call")?.(
      { sender: window.webContents, senderFrame },
      "window.set",
      { keepAwake: false },
    );
    expect(reply).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    expect(saved).toEqual({});
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

describe("an update", () => {
  it("is not looked for where no place for it is configured, and nothing is loaded for it", async () => {
    fake.app.isPackaged = true;
    const { call } = await start(one);
    expect(await call("window.checkUpdates")).toMatchObject({
      ok: true,
      value: { updates: { kind: "none" } },
    });
    expect(await call("window.restartToUpdate")).toMatchObject({ ok: false, error: { code: "conflict" } });
  });

  it("that is ready is installed when all is saved, and the window is let close", async () => {
    fake.app.isPackaged = true;
    writeFileSync(
      join(pages.folder, "app-update.yml"),
      "provider: generic\nurl: https://updates.example.org\n",
    );
    const { call, window, coreStopped } = await start({ ...one, scheduled: [id] });
    await vi.waitUntil(() => fake.updater.listenerCount("update-downloaded") > 0);
    fake.updater.emit("update-downloaded", { version: "0.2.0" });
    expect(await call("window.show")).toMatchObject({
      value: { updates: { kind: "ready", version: "0.2.0" } },
    });
    const restarted = call("window.restartToUpdate");
    await vi.waitUntil(() => fake.done.includes("core asked to stop"));
    expect(fake.done).not.toContain("installed");
    coreStopped();
    expect(await restarted).toMatchObject({ ok: true });
    expect(fake.done).toContain("installed");
    // As the installer does it.
    fake.app.quit();
    expect([window.isGone, fake.done.at(-1)]).toEqual([true, "quit"]);
  });
});

describe("a folder", () => {
  it("is told only where somebody chose one in the system's dialog", async () => {
    const { call } = await start(one);
    expect(await call("window.chooseFolder", { folder: "C:\\" })).toEqual({ ok: true, value: {} });
    fake.chosen = ["D:\\Exports"];
    expect(await call("window.chooseFolder")).toEqual({ ok: true, value: { folder: "D:\\Exports" } });
  });
});

describe("a file or folder that the system opens with Steward", () => {
  it("is opened when it comes with the start, with a second start, or on a Mac by itself", async () => {
    const folder = mkdtempSync(join(tmpdir(), "steward-review-"));
    try {
      const [first, second, third] = ["a", "b", "c"].map((name) => {
        const file = join(folder, `${name}.steward-review`);
        writeFileSync(file, name);
        return file;
      }) as [string, string, string];
      const { call, window } = await start({ ...one, path: first });
      const taken = async () => {
        await vi.waitUntil(() => JSON.stringify(window.sent).includes('"what":"opened"'));
        window.sent.length = 0;
        const { value } = (await call("window.takeOpened")) as { value: { file?: { name: string } } };
        return value.file?.name;
      };
      expect(await taken()).toBe("a.steward-review");
      fake.app.emit("second-instance", {}, ["Steward"], "/", { path: second });
      expect(await taken()).toBe("b.steward-review");
      const preventDefault = vi.fn();
      fake.app.emit("open-file", { preventDefault }, third);
      expect(await taken()).toBe("c.steward-review");
      expect(preventDefault).toHaveBeenCalledOnce();

      fake.app.emit("second-instance", {}, ["Steward"], "/", { path: folder });
      await vi.waitUntil(() => JSON.stringify(window.sent).includes('"what":"opened"'));
      expect(await call("window.takeOpened")).toEqual({ ok: true, value: { folder } });

      fake.app.emit("second-instance", {}, ["Steward"], "/", { path: join(folder, "none.steward-review") });
      await vi.waitUntil(() => fake.notifications.length > 0);
      expect(fake.notifications[0]?.told.body).toBe("That is no review file of a Steward, and no folder.");
      fake.app.emit("second-instance", {}, ["Steward"], "/", { path: { path: 7 } });
      fake.app.emit("second-instance", {}, ["Steward"], "/", null);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
