import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type CoreThread, startCoreThread } from "../../electron/core-thread.ts";

const fakeWorker = new URL("./fake-worker.ts", import.meta.url);
const threads: CoreThread[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.stop();
});

function start(home: string) {
  const bugs: unknown[] = [];
  const options = {
    home,
    credentials: "environment",
    host: "window",
    reportBug: (error: unknown) => bugs.push(error),
  } as const;
  const thread = startCoreThread(options, fakeWorker);
  threads.push(thread);
  return { thread, bugs };
}

describe("the core thread", () => {
  it("tells a refusal at the start as the same AppError, and answers every later call with it", async () => {
    const { thread, bugs } = start("locked");
    const refusal = {
      code: "locked",
      message: "Another Steward has this data folder open.",
      details: { holder: 4711 },
    };
    await expect(thread.ready).rejects.toMatchObject({ name: "AppError", ...refusal });
    expect(await thread.call("connections.list", {})).toEqual({ ok: false, error: refusal });
    await thread.stop();
    expect(await thread.call("connections.list", {})).toEqual({ ok: false, error: refusal });
    expect(bugs).toEqual([]);
  });

  it("answers a call that was made before the refusal with the refusal", async () => {
    const { thread } = start("locked");
    expect(await thread.call("connections.list", {})).toMatchObject({ ok: false, error: { code: "locked" } });
  });

  it.each(["broken at start", "crashes", "exits"])(
    'a thread that is "%s" answers the waiting calls with a sentence',
    async (home) => {
      const { thread } = start(home);
      const replies = await Promise.all([
        thread.call("connections.list", {}),
        thread.call("status.show", {}),
      ]);
      for (const reply of [...replies, await thread.call("connections.list", {})]) {
        expect(reply).toMatchObject({ ok: false, error: { code: "internal" } });
        expect(JSON.stringify(reply)).toContain("start Steward again");
      }
    },
  );

  it("reports why it crashed", async () => {
    const { thread, bugs } = start("crashes");
    await thread.call("connections.list", {});
    expect(bugs).toMatchObject([{ message: "out of luck" }]);
  });

  it("answers the calls that wait when it is stopped, and those that come after", async () => {
    const { thread } = start("silent");
    await thread.ready;
    const waiting = thread.call("connections.list", {});
    await thread.stop();
    expect(await waiting).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(await thread.call("connections.list", {})).toMatchObject({
      ok: false,
      error: { code: "cancelled" },
    });
  });

  it("stops also when the core cannot close, and reports it", async () => {
    const { thread, bugs } = start("broken at close");
    await thread.ready;
    await thread.stop();
    expect(bugs).toMatchObject([{ message: "cannot save" }]);
  });

  it("can be stopped twice", async () => {
    const { thread } = start("");
    await thread.stop();
    await expect(thread.stop()).resolves.toBeUndefined();
  });
});

describe("the core itself on its thread", () => {
  it("answers from its own database, and holds the data folder until it is stopped", async () => {
    const home = mkdtempSync(join(tmpdir(), "steward-thread-"));
    const begin = () => {
      const thread = startCoreThread({
        home,
        credentials: "environment",
        host: "window",
        reportBug: () => {},
      });
      threads.push(thread);
      return thread;
    };
    const first = begin();
    await first.ready;
    expect(await first.call("connections.list", {})).toEqual({ ok: true, value: [] });
    await expect(begin().ready).rejects.toMatchObject({ name: "AppError", code: "locked" });
    await first.stop();
    await expect(begin().ready).resolves.toBeUndefined();
    await Promise.all(threads.splice(0).map((thread) => thread.stop()));
    rmSync(home, { recursive: true, force: true });
  });
});
