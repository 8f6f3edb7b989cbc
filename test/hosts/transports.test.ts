import { afterEach, describe, expect, it } from "vitest";
import { startCoreThread } from "../../electron/core-thread.ts";
import { serveIpc } from "../../electron/desktop/ipc.ts";
import { serveOnLoopback } from "../../electron/loopback/server.ts";
import type { AppEvent } from "../../shared/contract.ts";
import { createClient, type Transport } from "../../shared/rpc.ts";
import { createFakeCore, plannedRecords } from "./fake-core.ts";
import { fakeIpc, noWindow } from "./fake-electron.ts";
import { makeRendererFolder, overHttp } from "./transports.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Started {
  transport: Transport;
  bugs: readonly unknown[];
}

const hosts: Readonly<Record<string, (byHand: boolean) => Promise<Started>>> = {
  "in process": async (byHand) => {
    const core = createFakeCore({ byHand });
    return { transport: core, bugs: core.bugs };
  },
  "worker thread": async (byHand) => {
    const bugs: unknown[] = [];
    const thread = startCoreThread(
      {
        home: byHand ? "by hand" : "",
        credentials: "environment",
        host: "window",
        reportBug: (error) => bugs.push(error),
      },
      new URL("./fake-worker.ts", import.meta.url),
    );
    ends.push(thread.stop);
    await thread.ready;
    return { transport: thread, bugs };
  },
  "loopback HTTP": async (byHand) => {
    const core = createFakeCore({ byHand });
    const pages = makeRendererFolder();
    const host = await serveOnLoopback(core, { rendererFolder: pages.folder });
    const transport = await overHttp(host.url);
    ends.push(pages.remove, host.close, transport.close);
    return { transport, bugs: core.bugs };
  },
  "Electron IPC": async (byHand) => {
    const core = createFakeCore({ byHand });
    const { ipcMain, window, transport } = fakeIpc();
    ends.push(serveIpc(ipcMain, window, core, noWindow));
    return { transport, bugs: core.bugs };
  },
};

describe.each(Object.entries(hosts))("over %s", (_, start) => {
  it("a push runs to its end, and every step of it is told in order", async () => {
    const { transport } = await start(false);
    const client = createClient(transport);
    const { heard, ended } = hear(transport);
    const run = await client.call("push.start", { connection: "Practice" });
    await ended;

    expect(heard.map(({ seq }) => seq)).toEqual(heard.map((_event, index) => index + 1));
    expect(heard.filter(({ name }) => name === "run.progress").map(({ data }) => data)).toMatchObject(
      [0.25, 0.5, 0.75, 1].map((part) => ({ run: run.id, done: part * plannedRecords })),
    );
    expect(await client.call("runs.result", { run: run.id })).toMatchObject({
      state: "done",
      sent: { created: plannedRecords },
    });
  });

  it("a running push can be cancelled", async () => {
    const { transport } = await start(true);
    const client = createClient(transport);
    const { ended } = hear(transport);
    const run = await client.call("push.start", { connection: "c-state" });
    expect(await client.call("push.cancel", { run: run.id })).toBeUndefined();
    expect(await ended).toMatchObject({ id: run.id, state: "cancelled" });
  });

  it("a listener that was taken off hears nothing more", async () => {
    const { transport } = await start(false);
    const { heard, stop } = hear(transport);
    stop();
    const { ended } = hear(transport);
    await createClient(transport).call("push.start", { connection: "Practice" });
    await ended;
    expect(heard).toEqual([]);
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty", "", "connections", "connections.list "])(
    'the command "%s" does not exist',
    async (name) => {
      const { transport } = await start(false);
      expect(await transport.call(name, {})).toMatchObject({ ok: false, error: { code: "not-found" } });
    },
  );

  it("wrong input is refused without repeating what was given", async () => {
    const { transport } = await start(false);
    const reply = await transport.call("push.start", { connection: "Practice", limit: "a secret" });
    expect(reply).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    expect(JSON.stringify(reply)).not.toContain("a secret");
  });

  it("a refusal arrives with its code and its sentence", async () => {
    const { transport } = await start(false);
    await expect(
      createClient(transport).call("connections.show", { connection: "nowhere" }),
    ).rejects.toMatchObject({
      name: "AppError",
      code: "not-found",
      message: "There is no connection of that name.",
    });
  });

  it("a surprise is told as internal, reported once, and its text stays inside", async () => {
    const { transport, bugs } = await start(false);
    const reply = await transport.call("doctor.run", {});
    expect(reply).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(JSON.stringify(reply)).not.toContain("student");
    expect(bugs).toHaveLength(1);
  });
});

function hear(transport: Transport) {
  const heard: AppEvent[] = [];
  const ending = Promise.withResolvers<AppEvent["data"]>();
  const stop = transport.listen((event) => {
    heard.push(event);
    if (event.name === "run.changed" && event.data.state !== "running") ending.resolve(event.data);
  });
  return { heard, ended: ending.promise, stop };
}
