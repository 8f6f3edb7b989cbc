import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { AppEvent } from "../../shared/contract.ts";
import type { WindowBridge } from "../../shared/window.ts";

const electron = vi.hoisted(() => ({ exposed: new Map<string, unknown>(), ipc: undefined as unknown }));

vi.mock("electron", () => {
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: vi.fn(async (...asked: unknown[]) => ({ ok: true, value: asked })),
  });
  electron.ipc = ipcRenderer;
  return {
    ipcRenderer,
    webUtils: { getPathForFile: (file: { at: string }) => file.at },
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  };
});

it("the page gets three functions and nothing else, and those that reach out have one channel each", async () => {
  await import("../../electron/preload.ts");
  const ipc = electron.ipc as EventEmitter;
  expect([...electron.exposed.keys()]).toEqual(["transport"]);
  const transport = electron.exposed.get("transport") as WindowBridge<unknown>;
  expect(Object.keys(transport)).toEqual(["call", "listen", "pathOf"]);
  expect(await transport.call("connections.list", { a: 1 })).toEqual({
    ok: true,
    value: ["call", "connections.list", { a: 1 }],
  });

  expect(transport.pathOf({ at: "D:\\Exports" })).toBe("D:\\Exports");

  const heard: AppEvent[] = [];
  const stop = transport.listen((event) => heard.push(event));
  ipc.emit("event", { sender: "Electron's own object" }, { seq: 1 });
  expect(stop()).toBeUndefined();
  ipc.emit("event", {}, { seq: 2 });
  expect(heard).toEqual([{ seq: 1 }]);
});
