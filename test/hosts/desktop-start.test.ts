import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AppError } from "../../shared/errors.ts";
import { createFakeCore } from "./fake-core.ts";
import { defaultWorld } from "./fake-world.ts";
import { makeRendererFolder } from "./transports.ts";

/** The window host from its start to its end, over an Electron of plain objects. */

const world = vi.hoisted(() => ({
  electron: {} as Record<string, unknown>,
  thread: vi.fn(),
  pages: "",
  saved: undefined as unknown,
}));
vi.mock("electron", () => ({
  get app() {
    return world.electron.app;
  },
  get BrowserWindow() {
    return world.electron.BrowserWindow;
  },
  get dialog() {
    return world.electron.dialog;
  },
  get ipcMain() {
    return world.electron.ipcMain;
  },
  get Notification() {
    return FakeNotification;
  },
  get protocol() {
    return world.electron.protocol;
  },
  get screen() {
    return world.electron.screen;
  },
  get session() {
    return world.electron.session;
  },
  get shell() {
    return {};
  },
}));
vi.mock("electron-store", () => ({
  default: class {
    get() {
      return world.saved;
    }
    set(_: string, value: unknown) {
      world.saved = value;
    }
  },
}));
vi.mock("../../electron/core-thread.ts", () => ({ startCoreThread: world.thread }));
vi.mock("../../electron/renderer-files.ts", async (original) => ({
  ...(await original<typeof import("../../electron/renderer-files.ts")>()),
  builtRendererFolder: () => world.pages,
}));

let pages: ReturnType<typeof makeRendererFolder>;
let done: string[];

class FakeApp extends EventEmitter {
  readonly alone: boolean;
  constructor(alone: boolean) {
    super();
    this.alone = alone;
  }
  setPath(name: string, path: string) {
    done.push(`${name} is ${path}`);
  }
  setAppUserModelId() {}
  requestSingleInstanceLock() {
    return this.alone;
  }
  enableSandbox() {
    done.push("sandbox for every page");
  }
  async whenReady() {
    done.push("ready");
  }
  /** As Electron does: "will-quit" may hold it back. */
  quit() {
    let held = false;
    this.emit("will-quit", { preventDefault: () => (held = true) });
    done.push(held ? "quit held back" : "quit");
  }
  exit(status: number) {
    done.push(`exit ${status}`);
  }
}

class FakeNotification extends EventEmitter {
  static readonly all: FakeNotification[] = [];
  readonly told: Electron.NotificationConstructorOptions;
  static isSupported = () => true;
  constructor(told: Electron.NotificationConstructorOptions) {
    super();
    this.told = told;
  }
  show() {
    FakeNotification.all.push(this);
  }
}

class FakeBrowserWindow extends EventEmitter {
  static readonly opened: FakeBrowserWindow[] = [];
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = { send: vi.fn() };
  readonly loaded: string[] = [];
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    FakeBrowserWindow.opened.push(this);
  }
  isDestroyed() {
    return false;
  }
  isMinimized() {
    return true;
  }
  restore() {
    done.push("restored");
  }
  show() {
    done.push("shown");
  }
  focus() {
    done.push("focused");
  }
  getNormalBounds() {
    return { x: 40, y: 50, width: 1000, height: 700 };
  }
  async loadURL(address: string) {
    this.loaded.push(address);
    this.emit("ready-to-show");
  }
}

beforeEach(() => {
  pages = makeRendererFolder();
  world.pages = pages.folder;
  done = [];
  FakeBrowserWindow.opened.length = 0;
  FakeNotification.all.length = 0;
  world.saved = undefined;
});
afterEach(() => pages.remove());

async function start({ alone = true, refusal }: { alone?: boolean; refusal?: unknown } = {}) {
  const app = new FakeApp(alone);
  const channels = new Map<string, unknown>();
  world.electron = {
    app,
    BrowserWindow: FakeBrowserWindow,
    dialog: { showErrorBox: (title: string, sentence: string) => done.push(`${title}: ${sentence}`) },
    ipcMain: {
      handle: (name: string, handler: unknown) => channels.set(name, handler),
      removeHandler: (name: string) => channels.delete(name),
    },
    protocol: {
      registerSchemesAsPrivileged: () => done.push("scheme registered"),
      handle: (scheme: string) => done.push(`${scheme}:// served`),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: () => done.push("permissions denied"),
        setPermissionCheckHandler: () => {},
        setDevicePermissionHandler: () => {},
        webRequest: { onBeforeRequest: () => {} },
      },
    },
  };
  const stopped = Promise.withResolvers<void>();
  const ready = refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
  ready.catch(() => {});
  const stop = vi.fn(() => {
    done.push("core asked to stop");
    return refusal === undefined ? stopped.promise : Promise.resolve();
  });
  const core = createFakeCore();
  world.thread.mockReset().mockReturnValue({ ...core, ready, stop });
  const reportBug = vi.fn();
  const { runDesktop } = await import("../../electron/desktop/desktop.ts");
  await runDesktop({ home: "the data folder", bundleFolder: "dist", reportBug });
  return { app, channels, core, coreStopped: stopped.resolve, reportBug };
}

it("locks everything down before the first page is loaded", async () => {
  await start();
  const [window] = FakeBrowserWindow.opened;
  expect(done).toEqual([
    "userData is the data folder",
    "scheme registered",
    "sandbox for every page",
    "ready",
    "permissions denied",
    "app:// served",
    "shown",
  ]);
  expect(window?.loaded).toEqual(["app://steward/"]);
  expect(world.thread.mock.calls[0]?.[0]).toMatchObject({ home: "the data folder", credentials: "keychain" });
});

it("a second Steward on the same data folder ends at once, and the first comes to the front", async () => {
  await start({ alone: false });
  expect(done).toEqual(["userData is the data folder", "quit"]);
  expect(world.thread).not.toHaveBeenCalled();

  done = [];
  const { app } = await start();
  done = [];
  app.emit("second-instance");
  expect(done).toEqual(["restored", "shown", "focused"]);
});

it("tells of a cause that needs a person, and its click brings the window to the front on that cause", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: new Date(2026, 10, 24, 12) });
  try {
    const { core } = await start();
    const { id, name } = defaultWorld().statuses[0]?.connection ?? { id: "", name: "" };
    const opened = {
      connection: id,
      name,
      told: "schools: addressTypeDescriptor is not known to the server",
      needsPerson: true,
      cause: {
        id: "cause-school",
        kind: "failed-parent",
        title: "A school",
        who: "source data",
        releases: 45_012,
        ready: 0,
      },
    } as const;
    core.emit({ name: "cause.opened", data: opened });
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitUntil(() => FakeNotification.all.length > 0);
    expect(FakeNotification.all.map(({ told }) => told)).toEqual([
      {
        title: `Steward: ${name}`,
        body: "schools: addressTypeDescriptor is not known to the server. 45,012 records wait by it.",
      },
    ]);
    done = [];
    const [window] = FakeBrowserWindow.opened;
    FakeNotification.all[0]?.emit("click");
    expect(done.slice(0, 3)).toEqual(["restored", "shown", "focused"]);
    expect(window?.loaded.at(-1)).toBe(`app://steward/#/causes/all/${id}/cause-school`);

    window?.emit("closed");
    core.emit({ name: "cause.opened", data: opened });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeNotification.all).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

it("a quit waits until the core has saved, however often it is asked for", async () => {
  const { app, channels, coreStopped } = await start();
  done = [];
  FakeBrowserWindow.opened[0]?.emit("closed");
  expect(channels.size).toBe(0);
  app.quit();
  app.quit();
  expect(done).toEqual(["core asked to stop", "quit held back", "quit held back"]);
  coreStopped();
  await vi.waitUntil(() => done.length === 4);
  expect(done[3]).toBe("quit");
});

it("a core that refuses to start says why in a dialog, and ends with the refusal's status", async () => {
  const { reportBug } = await start({
    refusal: new AppError("locked", "Another Steward has this data folder open."),
  });
  expect(done.slice(-3)).toEqual([
    "core asked to stop",
    "Steward: Another Steward has this data folder open.",
    "exit 75",
  ]);
  expect(FakeBrowserWindow.opened).toEqual([]);
  expect(reportBug).not.toHaveBeenCalled();
});

it("a surprise at the start is reported, and its text stays out of the dialog", async () => {
  const { reportBug } = await start({ refusal: new Error("a path with a name in it") });
  expect(done.slice(-2)).toEqual(["Steward: Steward could not start. The log has the details.", "exit 70"]);
  expect(reportBug).toHaveBeenCalledOnce();
});

it("the window opens where it was closed, also when its settings were damaged", async () => {
  await start();
  expect(FakeBrowserWindow.opened[0]?.options).toMatchObject({ width: 1280, height: 800 });
  FakeBrowserWindow.opened[0]?.emit("close");
  await start();
  expect(FakeBrowserWindow.opened[1]?.options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
  for (const damaged of [7, "wide", { x: 1 }, { x: 0, y: 0, width: -5, height: 1e300 }]) {
    world.saved = damaged;
    await start();
    expect(FakeBrowserWindow.opened.at(-1)?.options).toMatchObject({ width: 1280, height: 800 });
  }
});
