import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from "electron";
import type { Reply, Transport } from "../../shared/rpc.ts";
import { channels } from "./channels.ts";
import { isOwnAddress } from "./protocol.ts";

const stranger: Reply = {
  ok: false,
  error: { code: "unauthorized", message: "Only Steward's own window may ask for this." },
};
const nameless: Reply = { ok: false, error: { code: "not-found", message: "There is no such command." } };

/** Carries calls of the one window in, and events out. Returns the function that ends both. */
export function serveIpc(ipcMain: IpcMain, window: BrowserWindow, core: Transport): () => void {
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) => {
    if (!isOurPage(event, window)) return stranger;
    return typeof name === "string" ? core.call(name, input) : nameless;
  });
  const stopListening = core.listen((event) => {
    if (!window.isDestroyed()) window.webContents.send(channels.event, event);
  });
  return () => {
    stopListening();
    ipcMain.removeHandler(channels.call);
  };
}

/** The top frame of our own window, while it shows one of our own pages. */
function isOurPage({ sender, senderFrame }: IpcMainInvokeEvent, window: BrowserWindow) {
  if (window.isDestroyed() || sender !== window.webContents) return false;
  return senderFrame !== null && senderFrame.parent === null && isOwnAddress(senderFrame.url);
}
