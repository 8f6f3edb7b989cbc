import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { AppEvent } from "../../shared/contract.ts";
import type { Transport } from "../../shared/rpc.ts";

const electron = vi.hoisted(() => ({ exposed: new Map<string, unknown>(), ipc: undefined as unknown }));

vi.mock("electron", () => {
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: vi.fn(async (...asked: unknown[]) => ({ ok: true, value: asked })),
  });
  electron.ipc = ipcRenderer;
  return {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  };
});

it("the page gets two functions and nothing else, and each reaches one channel only", async () => {
  await import("../../electron/preload.ts");
  const ipc = electron.ipc as EventEmitter;
  expect([...electron.exposed.keys()]).toEqual(["transport"]);
  const transport = electron.exposed.get("transport") as Transport;
  expect(Object.keys(transport)).toEqual(["call", "listen"]);
  expect(await transport.call("connections.list", { a: 1 })).toEqual({
    ok: true,
    value: ["call", "connections.list", { a: 1 }],
  });

  const heard: AppEvent[] = [];
  const stop = transport.listen((event) => heard.push(event));
  ipc.emit("event", { sender: "Electron's own object" }, { seq: 1 });
  expect(stop()).toBeUndefined();
  ipc.emit("event", {}, { seq: 2 });
  expect(heard).toEqual([{ seq: 1 }]);
});
