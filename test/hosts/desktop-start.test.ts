import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "../../shared/errors.ts";
import { fake, saved } from "./fake-desktop.ts";
import { defaultWorld } from "./fake-world.ts";
import { type StartOptions, startDesktop } from "./start-desktop.ts";
import { makeRendererFolder } from "./transports.ts";

/** The window host from its start to its end, over an Electron of plain objects. */

const world = vi.hoisted(() => ({ thread: vi.fn(), pages: "" }));
vi.mock("electron", async () => (await import("./fake-desktop.ts")).electron);
vi.mock("electron-store", async () => ({ default: (await import("./fake-desktop.ts")).FakeStore }));
vi.mock("../../electron/core-thread.ts", () => ({ startCoreThread: world.thread }));
vi.mock("../../electron/renderer-files.ts", async (original) => ({
  ...(await original<typeof import("../../electron/renderer-files.ts")>()),
  builtRendererFolder: () => world.pages,
}));

let pages: ReturnType<typeof makeRendererFolder>;

beforeEach(() => {
  pages = makeRendererFolder();
  world.pages = pages.folder;
  fake.reset();
  for (const name of Object.keys(saved)) delete saved[name];
});
afterEach(() => pages.remove());

const start = (options?: StartOptions) => startDesktop(world.thread, options);

it("locks everything down before the first page is loaded", async () => {
  await start();
  expect(fake.done).toEqual([
    "userData is the data folder",
    "scheme registered",
    "sandbox for every page",
    "ready",
    "permissions denied",
    "app:// served",
    "restored",
    "shown",
    "focused",
  ]);
  expect(fake.windows[0]?.loaded).toEqual(["app://steward/"]);
  expect(world.thread.mock.calls[0]?.[0]).toMatchObject({
    home: "the data folder",
    credentials: "keychain",
    numbers: "en-US",
  });
});

it("a second Steward on the same data folder ends at once, and the first comes to the front", async () => {
  fake.app.alone = false;
  await start();
  expect(fake.done).toEqual(["userData is the data folder", "quit"]);
  expect(world.thread).not.toHaveBeenCalled();

  fake.reset();
  await start();
  fake.done.length = 0;
  fake.app.emit("second-instance", {}, ["Steward"], "/home", {});
  expect(fake.done).toEqual(["restored", "shown", "focused"]);
});

it("tells of a cause that needs a person, and its click brings the window to the front on that cause", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date(2026, 10, 24, 12) });
  try {
    const { core } = await start();
    const { id, name } = defaultWorld().statuses[0]?.connection ?? { id: "", name: "" };
    const opened = {
      key: "cause cause-school",
      connection: id,
      name,
      at: Date.now(),
      told: "schools: addressTypeDescriptor is not known to the server. 45,012 records wait by it.",
      cause: "cause-school",
    };
    core.needs(opened);
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitUntil(() => fake.notifications.length > 0);
    expect(fake.notifications.map(({ told }) => told)).toEqual([
      {
        title: `Steward: ${name}`,
        body: "schools: addressTypeDescriptor is not known to the server. 45,012 records wait by it.",
      },
    ]);
    fake.done.length = 0;
    const [window] = fake.windows;
    fake.notifications[0]?.emit("click");
    expect(fake.done.slice(0, 3)).toEqual(["restored", "shown", "focused"]);
    expect(window?.loaded.at(-1)).toBe(`app://steward/#/causes/all/${id}/cause-school`);

    window?.emit("closed");
    core.needs(opened);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.notifications).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

it("a quit waits until the core has saved, however often it is asked for", async () => {
  const { coreStopped } = await start();
  fake.done.length = 0;
  fake.app.quit();
  expect(fake.channels.size).toBe(0);
  fake.app.quit();
  expect(fake.done).toEqual(["core asked to stop", "quit held back", "quit held back"]);
  coreStopped();
  await vi.waitUntil(() => fake.done.length === 4);
  expect(fake.done[3]).toBe("quit");
});

it("a core that refuses to start says why in a dialog, and ends with the refusal's status", async () => {
  const { bugs } = await start({
    refusal: new AppError("locked", "Another Steward has this data folder open."),
  });
  expect(fake.done.slice(-3)).toEqual([
    "core asked to stop",
    "Steward: Another Steward has this data folder open.",
    "exit 75",
  ]);
  expect(fake.windows).toEqual([]);
  expect(bugs).toEqual([]);
});

it("a surprise at the start is reported, and its text stays out of the dialog", async () => {
  const { bugs } = await start({ refusal: new Error("a path with a name in it") });
  expect(fake.done.slice(-2)).toEqual([
    "Steward: Steward could not start. The log has the details.",
    "exit 70",
  ]);
  expect(bugs).toHaveLength(1);
});

it("the window opens where and as large as it was left, also when its settings were damaged", async () => {
  await start();
  const [first] = fake.windows;
  expect(first?.options).toMatchObject({ width: 1280, height: 800 });
  expect(fake.done).not.toContain("maximised");
  first?.maximize();
  first?.close();
  fake.reset();
  await start();
  expect(fake.windows[0]?.options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
  expect(fake.done).toContain("maximised");
  for (const damaged of [7, "wide", { x: 1 }, { x: 0, y: 0, width: -5, height: 1e300 }]) {
    saved.bounds = damaged;
    saved.isMaximized = damaged;
    fake.reset();
    await start();
    expect(fake.windows[0]?.options).toMatchObject({ width: 1280, height: 800 });
    expect(fake.done).not.toContain("maximised");
  }
});

it("a page whose process is gone is loaded anew, but not for ever", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    await start();
    const [window] = fake.windows;
    const gone = (reason: string) => window?.webContents.emit("render-process-gone", {}, { reason });
    gone("clean-exit");
    expect(window?.steps).toEqual([]);
    vi.setSystemTime(Date.now() + 60_000);
    gone("oom");
    gone("crashed");
    expect(window?.steps).toEqual(["reload"]);
    vi.setSystemTime(Date.now() + 60_000);
    gone("crashed");
    expect(window?.steps).toEqual(["reload", "reload"]);
  } finally {
    vi.useRealTimers();
  }
});
