import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { id, one, openDesk } from "./desk.ts";
import { fake, saved } from "./fake-desktop.ts";

/** What the page, the system and updates ask of the window, over an Electron of plain objects. */

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

const { start, folder } = openDesk(world);

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
    writeFileSync(join(folder(), "app-update.yml"), "provider: generic\nurl: https://updates.example.org\n");
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
