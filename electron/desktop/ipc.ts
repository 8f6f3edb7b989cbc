import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from "electron";
import type { AppEvent, Emitted } from "../../shared/contract.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { isCallable } from "../call-size.ts";
import { channels } from "./channels.ts";
import { isOwnAddress } from "./protocol.ts";
import { type AnswerWindow, isWindowCommand } from "./window-commands.ts";

const stranger: Reply = {
  ok: false,
  error: { code: "unauthorized", message: "Only Steward's own window may ask for this." },
};
const nameless: Reply = { ok: false, error: { code: "not-found", message: "There is no such command." } };
const unspeakable: Reply = {
  ok: false,
  error: { code: "invalid-input", message: "A call holds at most 24 MB, and only what JSON has." },
};

/**
 * Carries calls of the one window in, and events out: to the core, but for those that are about the window itself. Returns the
 * function that ends both.
 */
export function serveIpc(
  ipcMain: IpcMain,
  window: BrowserWindow,
  core: Transport,
  answerWindow: AnswerWindow,
): () => void {
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, window)) return stranger;
    if (typeof name !== "string") return nameless;
    // What a page sends arrives as a copy of anything; the core takes what the loopback host could bring it, too.
    if (!isCallable(input)) return unspeakable;
    return isWindowCommand(name) ? answerWindow(name, input) : core.call(name, input);
  });
  const stopListening = core.listen((event) => tellPage(window, event));
  return () => {
    stopListening();
    ipcMain.removeHandler(channels.call);
  };
}

function tellPage(window: BrowserWindow, event: AppEvent) {
  if (!window.isDestroyed()) window.webContents.send(channels.event, event);
}

/** What the window itself tells its page: numbered below all that the core tells. */
export function tellFromWindow(window: BrowserWindow, event: Emitted) {
  tellPage(window, { ...event, seq: 0 } as AppEvent);
}

/** The top frame of our own window, while it shows one of our own pages. */
function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow) {
  if (window.isDestroyed() || sender !== window.webContents) return false;
  return senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);
}
