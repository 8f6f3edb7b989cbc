import { app, type BrowserWindow, dialog, Menu, powerMonitor, powerSaveBlocker, shell, Tray } from "electron";
import { createClient, type Transport } from "../../shared/rpc.ts";
import { planClose } from "./closing.ts";
import type { Deed } from "./deeds.ts";
import { type After, followStanding } from "./follow-standing.ts";
import type { Inbox } from "./inbox.ts";
import { tellFromWindow } from "./ipc.ts";
import { planMenu } from "./menu-plan.ts";
import { buildMenu } from "./menus.ts";
import type { Notice } from "./notice-plan.ts";
import { createPerformer } from "./perform.ts";
import { planBar } from "./progress-plan.ts";
import { openExternally } from "./security.ts";
import { causesOf, isSending, type Standing, worksAlone } from "./standing.ts";
import { trayImage } from "./tray-image.ts";
import { planTray } from "./tray-plan.ts";
import { goTo } from "./window.ts";
import type { WindowSettingsStore } from "./window-settings.ts";

export interface MannersParts {
  readonly window: BrowserWindow;
  readonly core: Transport;
  readonly settings: WindowSettingsStore;
  readonly inbox: Inbox;
  readonly bundleFolder: string;
  readonly platform: NodeJS.Platform;
  readonly hasTray: boolean;
  readonly after: After;
  /** Brings the window to the front. */
  readonly show: () => void;
  readonly notify: (notice: Notice) => boolean;
}

export interface Manners {
  /** What they are set to is another. */
  refresh(): void;
  /** Something is being sent. */
  isSending(): boolean;
  /** Steward ends: closing the window does not hide it any more. */
  letClose(): void;
  end(): void;
}

/** What an application owes the desktop around its window: menu, tray, taskbar, closing, sleep. */
export function keepManners(parts: MannersParts): Manners {
  const { core, window, after, settings } = parts;
  const perform = createPerform(parts);
  const tray = parts.hasTray ? openTray(parts, perform) : undefined;
  const stopPower = followPower(parts);
  let standing: Standing;
  const shown = new Map<string, string>();
  /** Menus that are built anew close under somebody's hand: only what has changed is. */
  const ifChanged = <T>(what: string, plan: T, show: (plan: T) => void) => {
    const text = JSON.stringify(plan);
    if (shown.get(what) === text) return;
    shown.set(what, text);
    show(plan);
  };
  const blocker = createBlocker();
  const tell = (next: Standing) => {
    standing = next;
    if (window.isDestroyed()) return;
    const { platform } = parts;
    const menu = planMenu({ platform, isPackaged: app.isPackaged, standing });
    ifChanged("menu", menu, (entries) => Menu.setApplicationMenu(buildMenu(entries, perform)));
    ifChanged("tray", planTray(standing), (plan) => tray?.show(plan));
    ifChanged("bar", planBar(standing), ({ value, mode }) => window.setProgressBar(value, { mode }));
    ifChanged("badge", causesOf(standing), (causes) => app.setBadgeCount(causes));
    blocker.set(isSending(standing) && settings.get().keepAwake);
  };
  tell(undefined);
  const follower = followStanding(core, after, tell);
  window.on("focus", follower.seen);
  const letClose = hideOnClose(parts, () => standing);
  return {
    refresh: () => tell(standing),
    isSending: () => isSending(standing),
    letClose,
    end: () => {
      follower.end();
      stopPower();
      blocker.set(false);
      tray?.end();
    },
  };
}

function createPerform({ window, core, show, notify, inbox }: MannersParts) {
  return createPerformer({
    window,
    client: createClient(core),
    show,
    go: (place) => goTo(window, place),
    openPalette: () => tellFromWindow(window, { name: "window.asked", data: { what: "palette" } }),
    chooseReview: async () => {
      show();
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: "Open a review file",
        properties: ["openFile"],
        filters: [{ name: "Review files", extensions: ["steward-review", "gz", "jsonl"] }],
      });
      const [path] = filePaths;
      if (path !== undefined) await inbox.open(path);
    },
    openExternal: (address) => openExternally(shell, address),
    notify,
    quit: () => app.quit(),
  });
}

function openTray({ bundleFolder, platform, show }: MannersParts, perform: (deed: Deed) => void) {
  const tray = new Tray(trayImage(bundleFolder, platform));
  // On a Mac a click opens the menu, as with every icon up there.
  if (platform !== "darwin") tray.on("click", show);
  return {
    show: ({ tooltip, menu }: ReturnType<typeof planTray>) => {
      tray.setToolTip(tooltip);
      tray.setContextMenu(buildMenu(menu, perform));
    },
    end: () => tray.destroy(),
  };
}

/** Keeps the computer from falling asleep by itself; a person can still send it to sleep. */
function createBlocker() {
  let id: number | undefined;
  return {
    set: (wanted: boolean) => {
      if (wanted) id ??= powerSaveBlocker.start("prevent-app-suspension");
      else if (id !== undefined) {
        powerSaveBlocker.stop(id);
        id = undefined;
      }
    },
  };
}

/** Sleep pauses what is sent and waking resumes it; when the session ends, Steward saves and ends before it. */
function followPower({ core, window }: MannersParts): () => void {
  const suspend = () => void core.call("power.suspend", {});
  const resume = () => void core.call("power.resume", {});
  /** Electron's types leave the event out. It is held back until the core has saved, and then the session goes on ending. */
  const shutDown = (event?: { preventDefault?(): void }) => {
    event?.preventDefault?.();
    app.quit();
  };
  powerMonitor.on("suspend", suspend);
  powerMonitor.on("resume", resume);
  powerMonitor.on("shutdown", shutDown);
  // Windows asks first, and may think better of it: then the core goes on by itself.
  window.on("query-session-end", suspend);
  window.on("session-end", () => app.quit());
  return () => {
    powerMonitor.off("suspend", suspend);
    powerMonitor.off("resume", resume);
    powerMonitor.off("shutdown", shutDown);
  };
}

const goesOn: Notice = {
  title: "Steward goes on sending",
  body: "Its window is closed. Its icon beside the clock opens it again, or ends it. Settings say whether it stays.",
  place: "/settings",
};

/** Returns what lets the window close. */
function hideOnClose(parts: MannersParts, standing: () => Standing): () => void {
  const { window, settings, platform, hasTray, notify } = parts;
  let isQuitting = false;
  const letClose = () => {
    isQuitting = true;
  };
  app.on("before-quit", letClose);
  window.on("close", (event) => {
    const { keepSending, toldOfHiding } = settings.get();
    const { hide, tell } = planClose({
      platform,
      isQuitting,
      hasTray,
      keepSending,
      toldOfHiding,
      worksAlone: worksAlone(standing()),
    });
    if (!hide) return;
    event.preventDefault();
    hideWindow(window);
    if (tell && notify(goesOn)) settings.set({ toldOfHiding: true });
  });
  return letClose;
}

/** On a Mac a window that fills the screen would leave it black. */
function hideWindow(window: BrowserWindow) {
  if (!window.isFullScreen()) return window.hide();
  window.once("leave-full-screen", () => window.hide());
  window.setFullScreen(false);
}
