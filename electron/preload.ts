import { contextBridge, type IpcRendererEvent, ipcRenderer } from "electron";
import type { AppEvent } from "../shared/contract.ts";
import type { Transport } from "../shared/rpc.ts";

/** The page gets these two functions, and nothing of Electron or Node. */
const transport: Transport = {
  call: (name, input) => ipcRenderer.invoke("call", name, input),
  listen: (onEvent) => {
    const relay = (_: IpcRendererEvent, event: AppEvent) => onEvent(event);
    ipcRenderer.on("event", relay);
    return () => {
      ipcRenderer.off("event", relay);
    };
  },
};
contextBridge.exposeInMainWorld("transport", transport);
