import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Notification,
  protocol,
  screen,
  session,
  shell,
} from "electron";
import { AppError, exitStatusOf } from "../../shared/errors.ts";
import { type CoreThread, startCoreThread } from "../core-thread.ts";
import { builtRendererFolder, readRendererFiles } from "../renderer-files.ts";
import { followBounds, visibleBounds } from "./bounds.ts";
import { serveIpc, tellFromWindow } from "./ipc.ts";
import { keepManners } from "./manners.ts";
import type { Notice } from "./notice-plan.ts";
import { tellWhatNeedsPerson } from "./notices.ts";
import { appPrivileges, serveAppProtocol } from "./protocol.ts";
import { createReviewInbox, type ReviewInbox } from "./review-inbox.ts";
import { lockContents, lockSession } from "./security.ts";
import { hasTrayPlace } from "./tray-place.ts";
import { createFront, goTo, openWindow, windowOptions } from "./window.ts";
import { createWindowDispatcher } from "./window-commands.ts";
import { windowHandlers } from "./window-handlers.ts";
import { openWindowSettings } from "./window-settings.ts";

export interface DesktopOptions {
  /** The data folder; Chromium keeps its own files in it too, so that each folder has its own Steward. */
  home: string;
  /** The folder of the bundle: dist/. */
  bundleFolder: string;
  /** A review file that Steward is started with. */
  file?: string;
  reportBug(error: unknown): void;
}

/** The window host, from the start of Electron to its end. Ends at once when a Steward has this data folder open. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { home, reportBug, file } = options;
  app.setPath("userData", home);
  // Windows shows notifications of the application that its installer has named.
  app.setAppUserModelId("org.steward.desktop");
  if (!app.requestSingleInstanceLock({ file })) return app.quit();
  const files = collectFiles(file);
  protocol.registerSchemesAsPrivileged([appPrivileges]);
  app.enableSandbox();
  lockContents(app, shell);

  await app.whenReady();
  const core = startCoreThread({ home, credentials: "keychain", host: "window", reportBug });
  try {
    await core.ready;
    lockSession(session.defaultSession);
    serveAppProtocol(protocol, readRendererFiles(builtRendererFolder()));
    stopCoreBeforeQuit(core);
    await showWindow(core, options, files);
  } catch (error) {
    await core.stop();
    sayWhyAndExit(error, reportBug);
  }
}

/** Files that somebody opens with Steward, from the start on: a Mac tells of them before there is a window. */
function collectFiles(first: string | undefined) {
  const early = first === undefined ? [] : [first];
  let inbox: ReviewInbox | undefined;
  const open = (path: unknown) => {
    if (typeof path !== "string") return;
    if (inbox) void inbox.open(path);
    else early.push(path);
  };
  app.on("open-file", (event, path) => {
    event.preventDefault();
    open(path);
  });
  app.on("second-instance", (_event, _argv, _folder, given) => open((given as { file?: unknown })?.file));
  return (opened: ReviewInbox) => {
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
  { home, bundleFolder, reportBug }: DesktopOptions,
  files: (inbox: ReviewInbox) => void,
) {
  const settings = openWindowSettings(home);
  const { platform } = process;
  const hasTray = await hasTrayPlace(platform);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { bounds, isMaximized } = settings.get();
  const window = new BrowserWindow(windowOptions(bundleFolder, visibleBounds(bounds, screens)));
  followBounds(window, settings);
  const show = createFront(window, isMaximized);
  const notify = (notice: Notice) => showNotice(notice, window, show);
  const reviews = createReviewInbox(
    () => {
      show();
      tellFromWindow(window, { name: "window.asked", data: { what: "file" } });
    },
    () => notify({ title: "Steward", body: "That file is no review file of a Steward.", place: "/" }),
  );
  const parts = { window, core, settings, reviews, bundleFolder, platform, hasTray, after, show, notify };
  const manners = keepManners(parts);
  const changed = () => {
    manners.refresh();
    tellFromWindow(window, { name: "data.changed", data: { tables: ["window"] } });
  };
  const handlers = windowHandlers({ settings, reviews, hasTray, changed });
  const stopServing = serveIpc(ipcMain, window, core, createWindowDispatcher(handlers, reportBug));
  const stopTelling = tellWhatNeedsPerson(core, { show: notify, now: Date.now, after });
  app.on("second-instance", show);
  app.on("activate", show);
  // Electron quits by itself when its last window is closed.
  window.once("closed", () => {
    manners.end();
    stopTelling();
    stopServing();
  });
  files(reviews);
  await openWindow(window, show);
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
