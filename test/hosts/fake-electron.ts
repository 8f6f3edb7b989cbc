import { EventEmitter } from "node:events";
import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from "electron";
import type { AppEvent } from "../../shared/contract.ts";
import type { Reply, Transport } from "../../shared/rpc.ts";

/** The little of Electron that the window host touches, as plain objects that tests can attack. */

type Listener = (event: unknown, ...rest: unknown[]) => unknown;

class FakeIpcMain {
  readonly handlers = new Map<string, Listener>();
  handle(channel: string, listener: Listener) {
    this.handlers.set(channel, listener);
  }
  removeHandler(channel: string) {
    this.handlers.delete(channel);
  }
}

interface FakeFrame {
  url: string;
  parent: FakeFrame | null;
}

class FakeWindow extends EventEmitter {
  readonly webContents = {
    send: (channel: string, value: unknown) => this.emit("sent", channel, structuredClone(value)),
  };
  destroyed = false;
  isDestroyed() {
    return this.destroyed;
  }
}

/** A renderer behind the fake: values are cloned on their way, as Electron does. */
export function fakeIpc() {
  const ipcMain = new FakeIpcMain();
  const window = new FakeWindow();
  const ownFrame: FakeFrame = { url: "app://steward/", parent: null };

  const invoke = async (
    name: unknown,
    input: unknown,
    from: Partial<IpcMainInvokeEvent> = {},
  ): Promise<Reply> => {
    const event = { sender: window.webContents, senderFrame: ownFrame, ...from };
    const handler = ipcMain.handlers.get("call");
    if (!handler) throw new Error("No handler registered for 'call'");
    return structuredClone(await handler(event, structuredClone(name), structuredClone(input))) as Reply;
  };
  const transport: Transport = {
    call: invoke,
    listen: (listener) => {
      const relay = (_channel: string, event: AppEvent) => listener(event);
      window.on("sent", relay);
      return () => window.off("sent", relay);
    },
  };
  return {
    ipcMain: ipcMain as unknown as IpcMain,
    window: window as unknown as BrowserWindow & FakeWindow,
    invoke,
    transport,
  };
}

/** A window that answers nothing itself. */
export const noWindow = async (): Promise<Reply> => {
  throw new Error("The core was meant.");
};
