import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { feedOf, readFeed } from "../../electron/desktop/update-feed.ts";
import { createUpdates, type UpdatesParts } from "../../electron/desktop/updates.ts";
import { updateWords } from "../../renderer/update-words.ts";
import { handClock } from "../core/hand-clock.ts";

/** The updater as electron-updater behaves: it tells by events, and a check answers with the download. */
class FakeUpdater extends EventEmitter {
  checks = 0;
  installed: unknown[] = [];
  /** What the next check meets. */
  next: () => Promise<object | null> = async () => {
    this.emit("update-not-available", { version: "0.1.0" });
    return {};
  };
  logger: unknown = console;
  autoInstallOnAppQuit = true;
  autoDownload = false;
  async checkForUpdates() {
    this.checks += 1;
    this.emit("checking-for-update");
    return this.next();
  }
  quitAndInstall(...how: unknown[]) {
    this.installed.push(how);
  }
}

function setUp(more: Partial<UpdatesParts> = {}) {
  const updater = new FakeUpdater();
  const { clock, pass, moveBy } = handClock("2026-11-30T08:00:00Z");
  const done: string[] = [];
  const updates = createUpdates({
    feed: { kind: "feed" },
    load: async () => {
      done.push("loaded");
      return updater as never;
    },
    after: clock.after,
    now: clock.now,
    isSending: () => false,
    leave: async () => void done.push("saved"),
    startAgain: () => done.push("started again"),
    changed: () => {},
    ...more,
  });
  return { updater, updates, pass, moveBy, done };
}

const finds = (updater: FakeUpdater, version: string) => async () => {
  updater.emit("update-available", { version });
  updater.emit("download-progress", { percent: 41.7 });
  return { downloadPromise: new Promise(() => {}) };
};

describe("updates", () => {
  it("are off without a feed: nothing is loaded and nobody is asked", async () => {
    const { updates, done } = setUp({ feed: { kind: "none" } });
    updates.begin();
    await updates.check();
    expect(updates.show()).toEqual({ kind: "none" });
    expect(updateWords(updates.show())).toContain("Updates are not configured in this build");
    expect(done).toEqual([]);
  });

  it("are looked for at the start and once a day, also where the machine slept meanwhile", async () => {
    const { updates, updater, pass, moveBy } = setUp();
    updates.begin();
    await expect.poll(() => updates.show().kind).toBe("newest");
    for (let hour = 1; hour < 24; hour += 1) await pass(3_600_000);
    expect(updater.checks).toBe(1);
    await pass(3_600_000);
    await expect.poll(() => updater.checks).toBe(2);
    await pass(50 * 3_600_000);
    await expect.poll(() => updater.checks).toBe(3);
    updates.end();
    moveBy(50 * 3_600_000);
    expect(updater.checks).toBe(3);
    expect([updater.logger, updater.autoInstallOnAppQuit, updater.autoDownload]).toEqual([null, false, true]);
  });

  it("are loaded by themselves, told as they come, and installed only when somebody says so, after all is saved", async () => {
    const { updates, updater, done } = setUp();
    updater.next = finds(updater, "0.2.0");
    void updates.check();
    await expect.poll(() => updates.show()).toEqual({ kind: "loading", version: "0.2.0", percent: 41 });
    await expect(updates.restart()).rejects.toMatchObject({ code: "conflict" });
    // It is being loaded: nobody asks beside it.
    await updates.check();
    expect(updater.checks).toBe(1);
    updater.emit("update-downloaded", { version: "0.2.0" });
    expect(updateWords(updates.show())).toBe(
      "Version 0.2.0 is loaded. It is installed when you restart, and not before.",
    );
    expect(updater.installed).toEqual([]);
    const wasSaved: boolean[] = [];
    updater.quitAndInstall = () => void wasSaved.push(done.includes("saved"));
    await updates.restart();
    expect(wasSaved).toEqual([true]);
  });

  it("are never installed while something is sent", async () => {
    const { updates, updater, done } = setUp({ isSending: () => true });
    updater.next = finds(updater, "0.2.0");
    void updates.check();
    await expect.poll(() => updates.show().kind).toBe("loading");
    updater.emit("update-downloaded", { version: "0.2.0" });
    await expect(updates.restart()).rejects.toMatchObject({
      code: "conflict",
      message: "Something is being sent. Restart when it is done, or cancel it first.",
    });
    expect([updater.installed, done]).toEqual([[], ["loaded"]]);
    expect(updates.show().kind).toBe("ready");
  });

  it.each([
    [
      "a server that is away",
      async (): Promise<never> => Promise.reject(new Error("getaddrinfo internal.example")),
    ],
    ["an installation that cannot be updated", async () => null],
    [
      "a download that breaks off",
      async () => ({ downloadPromise: Promise.reject(new Error("sha512 mismatch")) }),
    ],
  ])("that cannot be had are told without why, and asked for again: %s", async (_, next) => {
    const { updates, updater } = setUp();
    updater.next = next;
    await updates.check();
    expect(updates.show()).toEqual({ kind: "failed", at: "2026-11-30T08:00:00.000Z" });
    expect(updateWords(updates.show())).not.toMatch(/internal|sha512/);
    await updates.check();
    expect(updater.checks).toBe(2);
  });

  it("that cannot be installed after all leave this Steward running", async () => {
    const { updates, updater, done } = setUp();
    updater.next = finds(updater, "0.2.0");
    void updates.check();
    await expect.poll(() => updates.show().kind).toBe("loading");
    updater.emit("update-downloaded", { version: "0.2.0" });
    await updates.restart();
    updater.emit("error", new Error("the installer is gone"));
    expect(done).toEqual(["loaded", "saved", "started again"]);
  });
});

describe("the place for updates", () => {
  it.each([
    ["provider: generic\nurl: https://updates.example.org/steward\nupdaterCacheDirName: steward\n", "feed"],
    ["provider: generic\nurl: 'https://updates.example.org'\n", "feed"],
    ["provider: github\nowner: someone\nrepo: steward\n", "feed"],
    ["provider: generic\nurl: http://updates.example.org/\n", "none"],
    ["provider: generic\nurl: https://key:secret@updates.example.org/\n", "none"],
    ["provider: generic\nurl: file:///updates\n", "none"],
    ["provider: generic\n", "none"],
    ["provider: github\nowner: a\nrepo: b\nprotocol: http\n", "none"],
    ["provider: github\nowner: a\nrepo: b\nhost: evil.example\n", "none"],
    ["provider: s3\nendpoint: http://s3.example\n", "none"],
    ["", "none"],
  ])("is reached by https alone: %j", (text, kind) => {
    const feed = feedOf(text);
    expect(feed.kind).toBe(kind);
    if (feed.kind === "none") expect(feed.why).toContain("https");
  });

  it("is the one in the package, and none in a checkout", () => {
    const folder = mkdtempSync(join(tmpdir(), "steward-feed-"));
    try {
      const file = join(folder, "app-update.yml");
      expect(readFeed(file)).toEqual({ kind: "none" });
      expect(readFeed(undefined)).toEqual({ kind: "none" });
      writeFileSync(file, "provider: generic\nurl: https://updates.example.org\n");
      expect(readFeed(file)).toEqual({ kind: "feed" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
