import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";
import type { AppEvent } from "../shared/contract.ts";
import type { Transport } from "../shared/rpc.ts";
import { channels } from "./desktop/channels.ts";

/** The page gets these two functions, and nothing of Electron or Node. */
const transport: Transport = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  listen: (onEvent) => {
    const relay = (_: IpcRendererEvent, event: AppEvent) => onEvent(event);
    ipcRenderer.on(channels.event, relay);
    return () => {
      ipcRenderer.off(channels.event, relay);
    };
  },
};
contextBridge.exposeInMainWorld("transport", transport);
