import { homedir } from "node:os";
import { join } from "node:path";
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Notification,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
} from "electron";
import { AppError, exitStatusOf } from "../../shared/errors.ts";
import { writeNumbersAs } from "../../shared/sentence-numbers.ts";
import { type CoreThread, startCoreThread } from "../core-thread.ts";
import { builtRendererFolder, readRendererFiles } from "../renderer-files.ts";
import { followBounds, visibleBounds } from "./bounds.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { serveIpc, tellFromWindow } from "./ipc.ts";
import { loginItem } from "./login.ts";
import { keepManners, type Manners } from "./manners.ts";
import type { Notice } from "./notice-plan.ts";
import { tellWhatNeedsPerson } from "./notices.ts";
import { appPrivileges, serveAppProtocol } from "./protocol.ts";
import { stopCoreBeforeQuit } from "./quitting.ts";
import { collectOpened, readSecondStart } from "./second-start.ts";
import { lockContents, lockSession } from "./security.ts";
import { hasTrayPlace } from "./tray-place.ts";
import { readFeed } from "./update-feed.ts";
import { createUpdates, type UpdateKeeper } from "./updates.ts";
import { createFront, goTo, openWindow, revivePage, windowOptions } from "./window.ts";
import { createWindowDispatcher } from "./window-commands.ts";
import { windowHandlers } from "./window-handlers.ts";
import { openWindowSettings, type WindowSettingsStore } from "./window-settings.ts";

export interface DesktopOptions {
  /** The data folder; Chromium keeps its own files in it too, so that each folder has its own Steward. */
  home: string;
  credentials: "keychain" | "environment";
  /** The folder of the bundle: dist/. */
  bundleFolder: string;
  /** Started by the system when somebody signed in: the window stays away until it is asked for. */
  isHidden?: boolean;
  /** A review file or a folder that Steward is started with. */
  path?: string;
  reportBug(error: unknown): void;
}

/** The window host, from the start of Electron to its end. Ends at once when a Steward has this data folder open. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { home, credentials, reportBug, isHidden = false, path } = options;
  app.setPath("userData", home);
  // Windows shows notifications of the application that its installer has named.
  app.setAppUserModelId("org.steward.desktop");
  if (!app.requestSingleInstanceLock({ path, isHidden })) return app.quit();
  const collectInto = collectOpened(app, path);
  protocol.registerSchemesAsPrivileged([appPrivileges]);
  app.enableSandbox();
  lockContents(app, shell);

  await app.whenReady();
  // As its pages write them.
  const [numbers] = app.getPreferredSystemLanguages();
  writeNumbersAs(numbers);
  const core = startCoreThread({ home, credentials, host: "window", numbers, reportBug });
  try {
    await core.ready;
    lockSession(session.defaultSession);
    serveAppProtocol(protocol, readRendererFiles(builtRendererFolder()));
    const stopCore = stopCoreBeforeQuit(app, core);
    await showWindow({ core, stopCore, collectInto }, options);
  } catch (error) {
    await core.stop();
    sayWhyAndExit(error, reportBug);
  }
}

const after = (milliseconds: number, act: () => void) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

interface Running {
  readonly core: CoreThread;
  readonly stopCore: () => Promise<void>;
  readonly collectInto: (inbox: Inbox) => void;
}

async function showWindow({ core, stopCore, collectInto }: Running, options: DesktopOptions) {
  const { home, bundleFolder, isHidden = false, reportBug } = options;
  const settings = openWindowSettings(home);
  const { platform, env, execPath } = process;
  const login = loginItem(app, home, { platform, env, execPath, homedir: homedir() });
  const hasTray = await hasTrayPlace(platform);
  const window = createWindow(bundleFolder, settings);
  const show = createFront(window, settings.get().isMaximized);
  const notify = (notice: Notice) => showNotice(notice, window, show);
  const inbox = openInbox(window, show, notify);
  const parts = { window, core, settings, inbox, bundleFolder, platform, hasTray, after, show, notify };
  const manners = keepManners(parts);
  const changed = () => {
    applyTheme(settings);
    manners.refresh();
    tellFromWindow(window, { name: "data.changed", data: { tables: ["window"] } });
  };
  const updates = openUpdates(manners, stopCore, changed);
  const chooseHere = () => chooseFolder(window);
  const handlers = windowHandlers({
    settings,
    inbox,
    login,
    updates,
    hasTray,
    changed,
    chooseFolder: chooseHere,
  });
  const stopServing = serveIpc(ipcMain, window, core, createWindowDispatcher(handlers, reportBug));
  const stopTelling = tellWhatNeedsPerson(core, { show: notify, now: Date.now, after });
  app.on("second-instance", (_event, _argv, _folder, given) => {
    // The system that starts Steward at a sign-in asks for no window.
    if (!readSecondStart(given).isHidden) show();
  });
  app.on("activate", show);
  // Electron quits by itself when its last window is closed.
  window.once("closed", () => {
    updates.end();
    manners.end();
    stopTelling();
    stopServing();
  });
  collectInto(inbox);
  const staysAway = (isHidden && (hasTray || platform === "darwin")) || wasStartedAtLogin(platform);
  await openWindow(window, staysAway ? () => {} : show);
  updates.begin();
}

function openInbox(window: BrowserWindow, show: () => void, notify: (notice: Notice) => void): Inbox {
  const arrived = () => {
    show();
    tellFromWindow(window, { name: "window.asked", data: { what: "opened" } });
  };
  const body = "That is no review file of a Steward, and no folder.";
  return createInbox(arrived, () => notify({ title: "Steward", body, place: "/" }));
}

function openUpdates(manners: Manners, stopCore: () => Promise<void>, changed: () => void): UpdateKeeper {
  const file = app.isPackaged ? join(process.resourcesPath, "app-update.yml") : undefined;
  return createUpdates({
    feed: readFeed(file),
    load: async () => (await import("electron-updater")).default.autoUpdater,
    after,
    now: Date.now,
    isSending: manners.isSending,
    leave: () => {
      manners.letClose();
      return stopCore();
    },
    startAgain: () => {
      app.relaunch();
      app.quit();
    },
    changed,
  });
}

function createWindow(bundleFolder: string, settings: WindowSettingsStore): BrowserWindow {
  applyTheme(settings);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const bounds = visibleBounds(settings.get().bounds, screens);
  const window = new BrowserWindow(windowOptions(bundleFolder, bounds, nativeTheme.shouldUseDarkColors));
  followBounds(window, settings);
  revivePage(window, Date.now);
  return window;
}

/** Menus, dialogs and the title bar follow it, and the pages by their colour scheme. */
function applyTheme(settings: WindowSettingsStore) {
  const { theme } = settings.get();
  nativeTheme.themeSource = theme === "auto" ? "system" : theme;
}

/** A Mac starts an application without any words, and says afterwards why. */
const wasStartedAtLogin = (platform: NodeJS.Platform) =>
  platform === "darwin" && app.getLoginItemSettings().wasOpenedAtLogin;

async function chooseFolder(window: BrowserWindow): Promise<string | undefined> {
  const title = "Choose the folder that your records are in";
  const { filePaths } = await dialog.showOpenDialog(window, { title, properties: ["openDirectory"] });
  return filePaths[0];
}

/** Those that can still be clicked: one that nobody holds may be collected, and then its click does nothing. */
const shown = new Set<Notification>();

/** False where the system shows none. */
function showNotice({ title, body, place }: Notice, window: BrowserWindow, show: () => void): boolean {
  if (!Notification.isSupported()) return false;
  const notification = new Notification({ title, body });
  shown.add(notification);
  notification.on("click", () => {
    show();
    goTo(window, place);
  });
  notification.on("close", () => shown.delete(notification));
  notification.show();
  return true;
}

function sayWhyAndExit(error: unknown, reportBug: (error: unknown) => void) {
  if (!(error instanceof AppError)) reportBug(error);
  const known = error instanceof AppError;
  dialog.showErrorBox("Steward", known ? error.message : "Steward could not start. The log has the details.");
  app.exit(exitStatusOf[known ? error.code : "internal"]);
}
