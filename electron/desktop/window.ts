import { join } from "node:path";
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from "electron";
import { appAddress } from "./protocol.ts";

/** The pages' own: so that nothing flashes before they are there. */
const ground = { light: "#f7f6f3", dark: "#191817" };

/** The security settings are Electron's defaults today; they are written out so that nobody changes them by accident. */
export function windowOptions(
  bundleFolder: string,
  bounds: Partial<Rectangle>,
  isDark: boolean,
): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    ...bounds,
    minWidth: 800,
    minHeight: 500,
    title: "Steward",
    backgroundColor: ground[isDark ? "dark" : "light"],
    show: false,
    webPreferences: {
      preload: join(bundleFolder, "preload.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  };
}

/** Brings the window to the front, wherever it is. The first time it takes the size that it was left with. */
export function createFront(window: BrowserWindow, isMaximized: boolean): () => void {
  let isFirst = true;
  return () => {
    // Steward is ending, and saves.
    if (window.isDestroyed()) return;
    // Not before: maximising shows a window that is to start hidden.
    if (isFirst && isMaximized) window.maximize();
    isFirst = false;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
}

/** Loads the pages, and shows them when there is something to see. */
export async function openWindow(window: BrowserWindow, show: () => void): Promise<void> {
  window.once("ready-to-show", show);
  await window.loadURL(appAddress);
}

/** Milliseconds: a page that goes again so soon would go for ever. */
const tooSoon = 60_000;

/** A page whose process is gone, in weeks beside the clock, is loaded anew: else somebody would open an empty window. */
export function revivePage(window: BrowserWindow, now: () => number) {
  let last = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    const isEnough = now() - last < tooSoon;
    last = now();
    if (reason !== "clean-exit" && !isEnough && !window.isDestroyed()) window.webContents.reload();
  });
}

/** Another of Steward's pages in the same window. Only what is behind the # changes: the page stays loaded, with its drafts. */
export function goTo(window: BrowserWindow, place: string) {
  if (window.isDestroyed()) return;
  // A navigation that another one overtakes is refused: then the later one is what somebody wants.
  window.loadURL(`${appAddress}#${place}`).catch(() => {});
}
