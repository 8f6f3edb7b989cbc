import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from "electron";
import type { AppEvent } from "../shared/contract.ts";
import type { WindowBridge } from "../shared/window.ts";
import { channels } from "./desktop/channels.ts";

/** The page gets these three functions, and nothing of Electron or Node. */
const transport: WindowBridge<File> = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  listen: (onEvent) => {
    const relay = (_: IpcRendererEvent, event: AppEvent) => onEvent(event);
    ipcRenderer.on(channels.event, relay);
    return () => {
      ipcRenderer.off(channels.event, relay);
    };
  },
  // Only of a file that a person has dropped or chosen: one that a page makes itself has no path.
  pathOf: (file) => webUtils.getPathForFile(file),
};
contextBridge.exposeInMainWorld("transport", transport);
