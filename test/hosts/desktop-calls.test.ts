import { describe, expect, it, vi } from "vitest";
import { serveIpc } from "../../electron/desktop/ipc.ts";
import { createFakeCore } from "./fake-core.ts";
import { fakeIpc, noWindow } from "./fake-electron.ts";

describe("the window's calls", () => {
  const strangers = {
    "a frame inside the page": { url: "app://steward/", parent: { url: "app://steward/", parent: null } },
    "a page from the net": { url: "https://evil.example/", parent: null },
    "a page whose address begins alike": { url: "app://steward.evil.example/", parent: null },
    "a page with our name as its user": { url: "app://steward@evil/", parent: null },
    "a local file": { url: "file:///index.html", parent: null },
    "an empty page": { url: "about:blank", parent: null },
    "a frame that is gone": null,
  };

  it.each(Object.entries(strangers))("are not taken from %s", async (_, senderFrame) => {
    const { ipcMain, window, invoke } = fakeIpc();
    const core = createFakeCore();
    const call = vi.spyOn(core, "call");
    serveIpc(ipcMain, window, core, noWindow);
    const reply = await invoke("connections.list", {}, { senderFrame } as never);
    expect(reply).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    expect(call).not.toHaveBeenCalled();
  });

  it("are not taken from another window", async () => {
    const { ipcMain, window, invoke } = fakeIpc();
    serveIpc(ipcMain, window, createFakeCore(), noWindow);
    const reply = await invoke("connections.list", {}, { sender: {} } as never);
    expect(reply).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  });

  it.each([undefined, null, 7, ["connections.list"], { toString: "connections.list" }])(
    "need a name that is text: %j",
    async (name) => {
      const { ipcMain, window, invoke } = fakeIpc();
      serveIpc(ipcMain, window, createFakeCore(), noWindow);
      expect(await invoke(name, {})).toMatchObject({ ok: false, error: { code: "not-found" } });
    },
  );

  const round: Record<string, unknown> = {};
  round.round = round;
  it.each([
    ["more than 24 MB", { file: "x".repeat(24_000_000) }],
    ["a list of a hundred million nothings", new Array(100_000_000)],
    ["what refers to itself", round],
    ["bytes", new Uint8Array(1)],
    ["a map", new Map([["connection", "P"]])],
    ["a number that JSON does not have", 1n],
    ["lists in lists in lists", JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`)],
  ])("take no %s", async (_, input) => {
    const { ipcMain, window, invoke } = fakeIpc();
    const core = createFakeCore();
    const call = vi.spyOn(core, "call");
    const answer = vi.fn();
    serveIpc(ipcMain, window, core, answer);
    for (const name of ["connections.list", "window.set"])
      expect(await invoke(name, input)).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect([...call.mock.calls, ...answer.mock.calls]).toEqual([]);
  });

  it("end with the window, and events are not sent to a window that is gone", () => {
    const { ipcMain, window } = fakeIpc();
    const core = createFakeCore();
    const stop = serveIpc(ipcMain, window, core, noWindow);
    const sent = vi.fn();
    window.on("sent", sent);
    window.destroyed = true;
    core.emit({ name: "data.changed", data: { tables: ["runs"] } });
    stop();
    expect(sent).not.toHaveBeenCalled();
    expect((ipcMain as unknown as { handlers: Map<string, unknown> }).handlers.size).toBe(0);
  });
});
