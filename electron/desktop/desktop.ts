import { homedir } from "node:os";
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
import { type CoreThread, startCoreThread } from "../core-thread.ts";
import { builtRendererFolder, readRendererFiles } from "../renderer-files.ts";
import { followBounds, visibleBounds } from "./bounds.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import { serveIpc, tellFromWindow } from "./ipc.ts";
import { loginItem } from "./login.ts";
import { keepManners } from "./manners.ts";
import type { Notice } from "./notice-plan.ts";
import { tellWhatNeedsPerson } from "./notices.ts";
import { appPrivileges, serveAppProtocol } from "./protocol.ts";
import { lockContents, lockSession } from "./security.ts";
import { hasTrayPlace } from "./tray-place.ts";
import { createFront, goTo, openWindow, windowOptions } from "./window.ts";
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
  const opened = collectOpened(path);
  protocol.registerSchemesAsPrivileged([appPrivileges]);
  app.enableSandbox();
  lockContents(app, shell);

  await app.whenReady();
  const core = startCoreThread({ home, credentials, host: "window", reportBug });
  try {
    await core.ready;
    lockSession(session.defaultSession);
    serveAppProtocol(protocol, readRendererFiles(builtRendererFolder()));
    stopCoreBeforeQuit(core);
    await showWindow(core, options, opened);
  } catch (error) {
    await core.stop();
    sayWhyAndExit(error, reportBug);
  }
}

/** What a second start hands to the first one. */
type SecondStart = { readonly path?: unknown; readonly isHidden?: unknown } | null | undefined;

/** What somebody opens with Steward, from the start on: a Mac tells of it before there is a window. */
function collectOpened(first: string | undefined) {
  const early = first === undefined ? [] : [first];
  let inbox: Inbox | undefined;
  const open = (path: unknown) => {
    if (typeof path !== "string") return;
    if (inbox) void inbox.open(path);
    else early.push(path);
  };
  app.on("open-file", (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on("second-instance", (_event, _argv, _folder, given) => open((given as SecondStart)?.path));
  return (opened: Inbox) => {
    inbox = opened;
    const last = early.at(-1);
    if (last !== undefined) open(last);
  };
}

const after = (milliseconds: number, act: () => void) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

async function showWindow(
  core: CoreThread,
  { home, bundleFolder, isHidden = false, reportBug }: DesktopOptions,
  collectInto: (inbox: Inbox) => void,
) {
  const settings = openWindowSettings(home);
  const { platform, env, execPath } = process;
  const login = loginItem(app, home, { platform, env, execPath, homedir: homedir() });
  const hasTray = await hasTrayPlace(platform);
  const window = createWindow(bundleFolder, settings);
  const show = createFront(window, settings.get().isMaximized);
  const notify = (notice: Notice) => showNotice(notice, window, show);
  const inbox = createInbox(
    () => {
      show();
      tellFromWindow(window, { name: "window.asked", data: { what: "opened" } });
    },
    () =>
      notify({ title: "Steward", body: "That is no review file of a Steward, and no folder.", place: "/" }),
  );
  const parts = { window, core, settings, inbox, bundleFolder, platform, hasTray, after, show, notify };
  const manners = keepManners(parts);
  const changed = () => {
    applyTheme(settings);
    manners.refresh();
    tellFromWindow(window, { name: "data.changed", data: { tables: ["window"] } });
  };
  const handlers = windowHandlers({
    settings,
    inbox,
    login,
    hasTray,
    changed,
    chooseFolder: () => chooseFolder(window),
  });
  const stopServing = serveIpc(ipcMain, window, core, createWindowDispatcher(handlers, reportBug));
  const stopTelling = tellWhatNeedsPerson(core, { show: notify, now: Date.now, after });
  app.on("second-instance", (_event, _argv, _folder, given) => {
    // The system that starts Steward at a sign-in asks for no window.
    if ((given as SecondStart)?.isHidden !== true) show();
  });
  app.on("activate", show);
  // Electron quits by itself when its last window is closed.
  window.once("closed", () => {
    manners.end();
    stopTelling();
    stopServing();
  });
  collectInto(inbox);
  const staysAway = (isHidden && (hasTray || platform === "darwin")) || wasStartedAtLogin(platform);
  await openWindow(window, staysAway ? () => {} : show);
}

function createWindow(bundleFolder: string, settings: WindowSettingsStore): BrowserWindow {
  applyTheme(settings);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const bounds = visibleBounds(settings.get().bounds, screens);
  const window = new BrowserWindow(windowOptions(bundleFolder, bounds, nativeTheme.shouldUseDarkColors));
  followBounds(window, settings);
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

/** Electron does not wait for promises: every quit is held back until the core has saved what is in flight. */
function stopCoreBeforeQuit(core: CoreThread) {
  let state: "running" | "stopping" | "stopped" = "running";
  app.on("will-quit", (event) => {
    if (state === "stopped") return;
    event.preventDefault();
    if (state === "stopping") return;
    state = "stopping";
    core.stop().finally(() => {
      state = "stopped";
      app.quit();
    });
  });
}

function sayWhyAndExit(error: unknown, reportBug: (error: unknown) => void) {
  if (!(error instanceof AppError)) reportBug(error);
  const known = error instanceof AppError;
  dialog.showErrorBox("Steward", known ? error.message : "Steward could not start. The log has the details.");
  app.exit(exitStatusOf[known ? error.code : "internal"]);
}
