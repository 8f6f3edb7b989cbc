import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Cause } from "../../shared/domain/cause.ts";
import { AppError } from "../../shared/errors.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { cause } from "./fake-cli-figures.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const at = (...argv: string[]) => [...argv, "--home", home];

describe("every command with --json", () => {
  test.each([
    [["connection", "list"]],
    [["connection", "show", "State"]],
    [["connection", "test", "State"]],
    [["connection", "remove", "State"]],
    [["connection", "edit", "State", "--concurrency", "8"]],
    [["connection", "clone", "State", "Next", "--without-key"]],
    [["connection", "close", "State"]],
    [["connection", "reopen", "State"]],
    [["connection", "permissions", "State"]],
    [["connection", "differences", "State"]],
    [["connection", "history", "State"]],
    [["profile", "State"]],
    [["profile", "State", "--off", "grades"]],
    [["profile", "--list"]],
    [["profile", "--remove", "K12"]],
    [["descriptors", "State"]],
    [["descriptors", "State", "--unmapped"]],
    [["descriptors", "State", "--suggest"]],
    [["descriptors", "State", "--values", "gradeLevel"]],
    [["descriptors", "State", "--map", "gradeLevel", "09", "uri://x#y"]],
    [["descriptors", "State", "--pull"]],
    [["source", "add", "State", "data"]],
    [["source", "list", "State"]],
    [["source", "preview", "State", "data"]],
    [["source", "scan", "State"]],
    [["source", "remove", "State"]],
    [["push", "State"]],
    [["push", "State", "--dry-run"]],
    [["status"]],
    [["causes", "State"]],
    [["causes", "State", "--cause", "c1"]],
    [["runs", "State"]],
    [["record", "State", "0"]],
    [["doctor"]],
  ])("prints exactly one JSON document on standard output: %j", async (argv) => {
    const core = fakeCore();
    const { stdout } = await runHere(at(...argv, "--json"), { core });
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(core.closed()).toBe(true);
  });

  test("takes --json and --home before the command too", async () => {
    const { stdout } = await runHere(["--json", "--home", home, "status"], { core: fakeCore() });
    expect(JSON.parse(stdout)).toHaveLength(1);
  });
});

describe("a refusal of the core", () => {
  test.each([
    ["locked", 75],
    ["unusable", 3],
    ["unauthorized", 3],
    ["offline", 4],
    ["conflict", 2],
  ] as const)("ends with its own exit status: %s", async (code, expected) => {
    const core = fakeCore({ refuse: { "push.start": new AppError(code, "A sentence.") } });
    const { status, stdout, stderr } = await runHere(at("push", "State", "--json"), { core });
    expect(status).toBe(expected);
    expect(stderr).toBe("A sentence.\n");
    expect(JSON.parse(stdout)).toEqual({ error: { code, message: "A sentence." } });
  });

  test("that is a surprise ends with 70 and says nothing of its text, which may be personal", async () => {
    const core = { ...fakeCore(), call: () => Promise.reject(new Error("planted student name")) };
    const { status, stdout, stderr } = await runHere(at("status", "--json"), { core });
    expect(status).toBe(70);
    expect(stdout + stderr).not.toContain("planted");
  });
});

describe("push", () => {
  const push = (...argv: string[]) => at("push", "State", ...argv);

  test("says that nothing is to be sent when all is unchanged", async () => {
    const sent = { created: 0, updated: 0, unchanged: 17_215, deleted: 0, keyChanged: 0 };
    const { status, stdout } = await runHere(push(), { core: fakeCore({ result: { sent } }) });
    expect(status).toBe(0);
    expect(stdout).toBe("Nothing to send: 17,215 records are unchanged.\n");
  });

  test("ends with figures, causes and what to do next, and with the result's exit status", async () => {
    const result = {
      exitStatus: 1,
      planned: 1_250,
      sent: { created: 1_200, updated: 43, unchanged: 16_000, deleted: 0, keyChanged: 0 },
      failed: 4,
      blocked: 3,
      causes: [cause],
    };
    const { status, stdout } = await runHere(push(), { core: fakeCore({ result }) });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Accepted +1,243 {2}1,200 created, 43 updated$/m);
    expect(stdout).toMatch(/^Unchanged +16,000 /m);
    expect(stdout).toMatch(/^Refused +4 /m);
    expect(stdout).toMatch(/^Blocked +3 /m);
    expect(stdout).toContain("1 cause keeps back 7 records:");
    expect(stdout).toMatch(/LATE-MEDEXC" is not mapped +mapping +4 +7 +c1$/m);
    expect(stdout).toContain("'steward causes State --cause c1'");
    expect(stdout).toContain("'steward descriptors State --map attendanceEventCategory CODE URI' maps one");
  });

  test("says whom to call where another system sends what is missing", async () => {
    const missing: Cause = { ...cause, kind: "missing-parent", who: "source data", contact: "HR, 555-0100" };
    const core = fakeCore({
      result: { exitStatus: 1, planned: 7, blocked: 7, causes: [missing] },
      causes: [missing],
    });
    const { stdout } = await runHere(push(), { core });
    expect(stdout).toContain("call HR, 555-0100 about the first cause.");
    const listed = await runHere(at("causes", "State"), { core: fakeCore({ causes: [missing] }) });
    expect(listed.stdout).toContain("call HR, 555-0100 about cause c1.");
  });

  test("asks the core for exactly what was typed", async () => {
    const core = fakeCore();
    const typed = ["--resource", "students,schools", "--resource", "students", "--limit", "9"];
    await runHere(push(...typed, "--force", "--concurrency", "4"), { core });
    expect(core.asked.find(({ name }) => name === "push.start")?.input).toEqual({
      connection: "State",
      resources: ["students", "schools"],
      limit: 9,
      force: true,
      concurrency: 4,
    });
  });

  test("sends nothing with --dry-run", async () => {
    const core = fakeCore();
    const { status, stdout } = await runHere(push("--dry-run"), { core });
    expect(status).toBe(0);
    expect(stdout).toContain("5 records would be sent, 17,210 records unchanged. Nothing was sent.");
    expect(core.asked.map(({ name }) => name)).toEqual(["push.preview"]);
  });

  test("shows rate, time left and requests at a time on a terminal, and nothing of it on standard output", async () => {
    const { stdout, stderr } = await runHere(push("--json"), { core: fakeCore(), terminal: true });
    expect(stderr).toContain("sending grades, 12,480 of 27,000 · 118/s · 2 min 3 s left · 12 at a time");
    expect(JSON.parse(stdout)).toMatchObject({ run: "r1" });
  });

  test("cancels the run when interrupted, waits for its end, and ends with 130", async () => {
    const core = fakeCore({ endless: true });
    const stopping = new AbortController();
    core.listen(() => stopping.abort());
    const { status, stdout } = await runHere(push(), { core, stop: stopping.signal });
    expect(status).toBe(130);
    expect(stdout).toContain("Interrupted. 8,112 records are left.");
    expect(core.asked.map(({ name }) => name)).toContain("push.cancel");
    expect(core.closed()).toBe(true);
  });

  test("waits ten seconds in all for a core that does not save, then says what the next push does", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      const core = fakeCore({ endless: "deaf" });
      const stopping = new AbortController();
      const interrupted = new Promise<void>((resolve) => {
        core.listen(() => resolve());
      });
      const ended = runHere(push("--json"), { core, stop: stopping.signal });
      await interrupted;
      stopping.abort();
      await vi.advanceTimersByTimeAsync(9_999);
      expect(core.closed()).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      const { status, stdout } = await ended;
      expect(status).toBe(130);
      expect(JSON.parse(stdout)).toMatchObject({ error: { code: "cancelled" } });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("commands for people", () => {
  test("status shows a table with separators, without columns that are nought", async () => {
    const { stdout } = await runHere(at("status"), { core: fakeCore() });
    expect(stdout).toContain("State: in step except 1 cause");
    expect(stdout).toMatch(/^\/ed-fi\/students +17,215 +17,208 +4 +3$/m);
    expect(stdout).not.toContain("Unknown");
  });

  test("causes --cause pages through all records up to the limit", async () => {
    const core = fakeCore({ causeRecords: 2_500 });
    const { stdout } = await runHere(at("causes", "State", "--cause", "c1", "--limit", "2100", "--json"), {
      core,
    });
    const records: { id: string }[] = JSON.parse(stdout);
    expect(new Set(records.map(({ id }) => id)).size).toBe(2_100);
  });

  test("record shows content and history, and lets no text steer the terminal", async () => {
    const { stdout } = await runHere(at("record", "State", "0"), { core: fakeCore() });
    expect(stdout).toContain('"studentUniqueId": "604822"');
    expect(stdout).toMatch(/refused +400 +Code .*LATE/);
    expect(stdout).not.toContain("\u001b");
  });

  test("source add makes the folder absolute", async () => {
    const core = fakeCore();
    await runHere(at("source", "add", "State", "data"), { core });
    expect(core.asked[0]?.input).toEqual({ connection: "State", folder: resolve("data") });
  });

  test("source scan tells files and lines that cannot be taken, and ends with 1", async () => {
    const { status, stdout } = await runHere(at("source", "scan", "State"), { core: fakeCore() });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^students\.jsonl +88 {2}this line is no JSON$/m);
  });

  test("doctor tells what the core and the machine have", async () => {
    const { stdout } = await runHere(at("doctor"), { core: fakeCore() });
    expect(stdout).toMatch(/^ok {6}database +sound$/m);
    expect(stdout).toMatch(/^(ok|warn) +Electron/m);
    expect(stdout).toMatch(/^(ok|warn) +browser/m);
  });

  test("a surprise of the core is logged by place, not by text", async () => {
    const { reportBugsTo } = await import("../../electron/bugs.ts");
    reportBugsTo(home, { stderr: new PassThrough() })(new TypeError("planted student name"));
    const log = readFileSync(join(home, "steward.log"), "utf8");
    expect(log).toContain("TypeError");
    expect(log).toContain("cli-commands.test.ts");
    expect(log).not.toContain("planted");
  });
});
