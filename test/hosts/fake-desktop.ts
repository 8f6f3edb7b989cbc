import { EventEmitter } from "node:events";

/** Electron's main process as plain objects: what a desktop does to it is done by hand, and what it is told is written down. */

type Entry = Electron.MenuItemConstructorOptions;

class FakeApp extends EventEmitter {
  isPackaged = false;
  /** Another Steward has this data folder open. */
  alone = true;
  badge = 0;
  languages = ["en-US"];
  login = { openAtLogin: false, wasOpenedAtLogin: false };
  getPreferredSystemLanguages() {
    return this.languages;
  }
  getLoginItemSettings() {
    return this.login;
  }
  setLoginItemSettings({ openAtLogin }: { openAtLogin: boolean }) {
    this.login.openAtLogin = openAtLogin;
  }
  setPath(name: string, path: string) {
    fake.done.push(`${name} is ${path}`);
  }
  setAppUserModelId() {}
  requestSingleInstanceLock() {
    return this.alone;
  }
  enableSandbox() {
    fake.done.push("sandbox for every page");
  }
  async whenReady() {
    fake.done.push("ready");
  }
  setBadgeCount(count: number) {
    this.badge = count;
  }
  /** As Electron does: windows are closed first, and "will-quit" may hold it back. */
  quit() {
    this.emit("before-quit", {});
    for (const window of fake.windows) window.close();
    let held = false;
    this.emit("will-quit", { preventDefault: () => (held = true) });
    fake.done.push(held ? "quit held back" : "quit");
  }
  exit(status: number) {
    fake.done.push(`exit ${status}`);
  }
}

class FakeNotification extends EventEmitter {
  static isSupported = () => true;
  readonly told: Electron.NotificationConstructorOptions;
  constructor(told: Electron.NotificationConstructorOptions) {
    super();
    this.told = told;
  }
  show() {
    fake.notifications.push(this);
  }
}

class FakeBrowserWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly sent: unknown[][] = [];
  /** Steps through what was visited. */
  readonly steps: string[] = [];
  readonly webContents = Object.assign(new EventEmitter(), {
    send: (...sent: unknown[]) => this.sent.push(sent),
    reload: () => this.steps.push("reload"),
    navigationHistory: {
      goBack: () => this.steps.push("back"),
      goForward: () => this.steps.push("forward"),
    },
  });
  readonly loaded: string[] = [];
  readonly bar: unknown[] = [];
  isGone = false;
  isHidden = true;
  isFull = false;
  isLarge = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    fake.windows.push(this);
  }
  /** As somebody does, or a quit: it may be prevented. */
  close() {
    if (this.isGone) return;
    let prevented = false;
    this.emit("close", { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.isGone = true;
    this.emit("closed");
  }
  isDestroyed() {
    return this.isGone;
  }
  isMinimized() {
    return true;
  }
  isMaximized() {
    return this.isLarge;
  }
  isFullScreen() {
    return this.isFull;
  }
  setFullScreen(wanted: boolean) {
    this.isFull = wanted;
    this.emit("leave-full-screen");
  }
  maximize() {
    this.isLarge = true;
    this.isHidden = false;
    fake.done.push("maximised");
  }
  restore() {
    fake.done.push("restored");
  }
  show() {
    this.isHidden = false;
    fake.done.push("shown");
  }
  hide() {
    this.isHidden = true;
    fake.done.push("hidden");
  }
  focus() {
    fake.done.push("focused");
  }
  setProgressBar(value: number, { mode }: Electron.ProgressBarOptions) {
    this.bar.push([value, mode]);
  }
  getNormalBounds() {
    return { x: 40, y: 50, width: 1000, height: 700 };
  }
  async loadURL(address: string) {
    this.loaded.push(address);
    this.emit("ready-to-show");
  }
}

class FakeTray extends EventEmitter {
  tooltip = "";
  menu: readonly Entry[] = [];
  isGone = false;
  readonly image: unknown;
  constructor(image: unknown) {
    super();
    this.image = image;
    fake.trays.push(this);
  }
  setToolTip(text: string) {
    this.tooltip = text;
  }
  setContextMenu(menu: { template: readonly Entry[] }) {
    this.menu = menu.template;
  }
  destroy() {
    this.isGone = true;
  }
}

function freshState() {
  return {
    done: [] as string[],
    app: new FakeApp(),
    windows: [] as FakeBrowserWindow[],
    notifications: [] as FakeNotification[],
    trays: [] as FakeTray[],
    /** Each menu that the application got, the last one last. */
    menus: [] as (readonly Entry[])[],
    channels: new Map<string, (...given: unknown[]) => unknown>(),
    powerMonitor: new EventEmitter(),
    /** Ids of the blockers that hold sleep off. */
    blockers: new Set<number>(),
    /** What somebody chooses in the dialog that comes next. */
    chosen: [] as string[],
    opened: [] as string[],
    updater: Object.assign(new EventEmitter(), {
      checkForUpdates: async () => ({ downloadPromise: new Promise(() => {}) }),
      quitAndInstall: () => fake.done.push("installed"),
    }),
    theme: { themeSource: "", shouldUseDarkColors: false },
  };
}

export const fake = { ...freshState(), reset: () => void Object.assign(fake, freshState()) };

let lastBlocker = 0;

/** In the place of the module "electron". */
export const electron = {
  get app() {
    return fake.app;
  },
  BrowserWindow: FakeBrowserWindow,
  Notification: FakeNotification,
  Tray: FakeTray,
  dialog: {
    showErrorBox: (title: string, sentence: string) => fake.done.push(`${title}: ${sentence}`),
    showOpenDialog: async () => ({ canceled: fake.chosen.length === 0, filePaths: fake.chosen }),
  },
  ipcMain: {
    handle: (name: string, handler: (...given: unknown[]) => unknown) => fake.channels.set(name, handler),
    removeHandler: (name: string) => fake.channels.delete(name),
  },
  Menu: {
    buildFromTemplate: (template: readonly Entry[]) => ({ template }),
    setApplicationMenu: ({ template }: { template: readonly Entry[] }) => fake.menus.push(template),
  },
  nativeImage: { createFromPath: (path: string) => path },
  get nativeTheme() {
    return fake.theme;
  },
  get powerMonitor() {
    return fake.powerMonitor;
  },
  powerSaveBlocker: {
    start: (type: string) => {
      if (type !== "prevent-app-suspension") throw new Error("The screen may go dark.");
      lastBlocker += 1;
      fake.blockers.add(lastBlocker);
      return lastBlocker;
    },
    stop: (id: number) => fake.blockers.delete(id),
  },
  protocol: {
    registerSchemesAsPrivileged: () => fake.done.push("scheme registered"),
    handle: (scheme: string) => fake.done.push(`${scheme}:// served`),
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
  session: {
    defaultSession: {
      setPermissionRequestHandler: () => fake.done.push("permissions denied"),
      setPermissionCheckHandler: () => {},
      setDevicePermissionHandler: () => {},
      setSpellCheckerEnabled: () => {},
      webRequest: { onBeforeRequest: () => {} },
    },
  },
  shell: { openExternal: async (address: string) => void fake.opened.push(address) },
};

/** In the place of the module "electron-store": one file, which lasts until a test forgets it. */
export const saved: Record<string, unknown> = {};
export class FakeStore {
  get store() {
    return { ...saved };
  }
  set(changes: object) {
    // What the real one writes has to be JSON.
    Object.assign(saved, JSON.parse(JSON.stringify(changes)));
  }
}

/** The entry of this label, wherever it stands in a menu. */
export function entryOf(menu: readonly Entry[] | undefined, label: string): Entry | undefined {
  for (const entry of menu ?? []) {
    if (entry.label === label) return entry;
    const inner = Array.isArray(entry.submenu) ? entryOf(entry.submenu, label) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** Chooses an entry, as somebody does. */
export function choose(menu: readonly Entry[] | undefined, label: string) {
  const entry = entryOf(menu, label);
  if (!entry?.click || entry.enabled === false) throw new Error(`Nobody can choose "${label}".`);
  (entry.click as () => void)();
}
