import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { asSentReport } from "./fake-cli-as-sent.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const asSent = (...argv: string[]) => ["as-sent", "State", ...argv, "--home", home];

describe("as-sent", () => {
  test("tells counts by resource, the digest of the report, who made it, and from when on days are told", async () => {
    const core = fakeCore();
    const { status, stdout } = await runHere(asSent("--on", "2026-10-29"), { core });
    expect(status).toBe(0);
    expect(core.asked).toEqual([{ name: "asSent.show", input: { connection: "State", on: "2026-10-29" } }]);
    expect(stdout).toMatch(/^State, 2026-10-29 \(America\/Chicago\)$/m);
    expect(stdout).toMatch(/^\/ed-fi\/students +12 +3 +1 +2 +40,003 +0123456789abcdef$/m);
    expect(stdout).toContain("On the server at the end of the day: 40,003 records.");
    expect(stdout).toContain(`Digest of this report: ${asSentReport.digest}`);
    expect(stdout).toContain("Told of days from 2025-10-01 on.");
    expect(stdout).toContain("Made by steward");
  });

  test("is the report itself with --json", async () => {
    const { stdout } = await runHere(asSent("--json"), { core: fakeCore() });
    expect(JSON.parse(stdout)).toEqual(asSentReport);
  });

  test("writes which records the server had, page by page, into a file", async () => {
    const core = fakeCore({ sentLines: 25_000 });
    const file = join(home, "sent.csv");
    const { status, stderr } = await runHere(asSent("--csv", file, "--resource", "students"), { core });
    expect(status).toBe(0);
    expect(stderr).toContain(file);
    const lines = readFileSync(file, "utf8").split("\r\n");
    expect(lines[0]).toBe("day,resource,record,content,what");
    expect(lines).toHaveLength(1 + 25_000 + 1);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines[1]).toMatch(/^2026-10-29,\/ed-fi\/students,[0-9a-f]{32},[0-9a-f]{32},there$/);
    const pages = core.asked.filter(({ name }) => name === "asSent.list").map(({ input }) => input);
    expect(pages).toHaveLength(3);
    expect(pages[0]).toMatchObject({ scope: "there", on: "2026-10-29", resource: "/ed-fi/students" });
  });

  test("writes what was sent on the day with --that-day", async () => {
    const core = fakeCore();
    await runHere(asSent("--csv", join(home, "sent.csv"), "--that-day"), { core });
    expect(core.asked.at(-1)?.input).toMatchObject({ scope: "sent" });
  });

  test("leaves a file that is there alone, unless it may be written over", async () => {
    const file = join(home, "sent.csv");
    writeFileSync(file, "somebody's work");
    const refused = await runHere(asSent("--csv", file), { core: fakeCore() });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("--overwrite");
    expect(readFileSync(file, "utf8")).toBe("somebody's work");
    expect((await runHere(asSent("--csv", file, "--overwrite"), { core: fakeCore() })).status).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("day,resource");
  });

  test.each([[["--that-day"]], [["--overwrite"]], [["--on", "29.10.2026"]]])(
    "refuses %j without asking the core",
    async (argv) => {
      const core = fakeCore();
      expect((await runHere(asSent(...argv), { core })).status).toBe(2);
      expect(core.asked).toEqual([]);
    },
  );
});
