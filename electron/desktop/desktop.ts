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
import { keepBounds } from "./bounds.ts";
import { serveIpc } from "./ipc.ts";
import type { Notice } from "./notice-plan.ts";
import { tellWhatNeedsPerson } from "./notices.ts";
import { appPrivileges, serveAppProtocol } from "./protocol.ts";
import { lockContents, lockSession } from "./security.ts";
import { bringToFront, goTo, openWindow, windowOptions } from "./window.ts";

export interface DesktopOptions {
  /** The data folder; Chromium keeps its own files in it too, so that each folder has its own Steward. */
  home: string;
  /** The folder of the bundle: dist/. */
  bundleFolder: string;
  reportBug(error: unknown): void;
}

/** The window host, from the start of Electron to its end. Ends at once when a Steward has this data folder open. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const { home, reportBug } = options;
  app.setPath("userData", home);
  // Windows shows notifications of the application that its installer has named.
  app.setAppUserModelId("org.steward.desktop");
  if (!app.requestSingleInstanceLock()) return app.quit();
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
    await showWindow(core, options);
  } catch (error) {
    await core.stop();
    sayWhyAndExit(error, reportBug);
  }
}

async function showWindow(core: CoreThread, { home, bundleFolder }: DesktopOptions) {
  const bounds = keepBounds(home);
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow(windowOptions(bundleFolder, bounds.last(screens)));
  bounds.follow(window);
  const stopServing = serveIpc(ipcMain, window, core);
  const stopTelling = tellWhatNeedsPerson(core, {
    show: (notice) => showNotice(notice, window),
    now: Date.now,
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  app.on("second-instance", () => bringToFront(window));
  // Electron quits by itself when its last window is closed.
  window.once("closed", () => {
    stopTelling();
    stopServing();
  });
  await openWindow(window);
}

/** Those that can still be clicked: one that nobody holds may be collected, and then its click does nothing. */
const shown = new Set<Notification>();

function showNotice({ title, body, place }: Notice, window: BrowserWindow) {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  shown.add(notification);
  notification.on("click", () => {
    bringToFront(window);
    goTo(window, place);
  });
  notification.on("close", () => shown.delete(notification));
  notification.show();
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
