import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { start } from "./command-line.ts";

const fakeSteward = new URL("./fake-steward.ts", import.meta.url);

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-signals-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const onPosix = process.platform !== "win32";
if (!onPosix) console.log("Skipped: signals of a command line (Windows has none to send).");

describe.runIf(onPosix)("a push that is interrupted", () => {
  test.each(["SIGINT", "SIGTERM"] as const)(
    "by %s saves, says what is left and ends with 130",
    async (signal) => {
      const push = start(fakeSteward, ["endless", "push", "State", "--home", home]);
      await push.sees("run.progress");
      push.child.kill(signal);
      const { status, stdout } = await push.outcome;
      expect(status).toBe(130);
      expect(stdout).toContain("8,112 records are left");
    },
  );

  test("prints one JSON document with --json", async () => {
    const push = start(fakeSteward, ["endless", "push", "State", "--json", "--home", home]);
    await push.sees("run.progress");
    push.child.kill("SIGTERM");
    const { status, stdout } = await push.outcome;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ state: "cancelled", left: 8_112 });
  });

  test("ends at once at the second signal, also when the core does not answer", async () => {
    const push = start(fakeSteward, ["deaf", "push", "State", "--home", home]);
    await push.sees("run.progress");
    push.child.kill("SIGTERM");
    const again = setInterval(() => push.child.kill("SIGTERM"), 100);
    const { status } = await push.outcome;
    clearInterval(again);
    expect(status).toBe(130);
  });
});

describe.runIf(onPosix)("a reading that is interrupted", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("by %s is cancelled and ends with 130", async (signal) => {
    const scan = start(fakeSteward, ["endless", "source", "scan", "State", "--home", home]);
    await scan.sees("scan.progress");
    scan.child.kill(signal);
    const { status, stdout, stderr } = await scan.outcome;
    expect(status).toBe(130);
    expect(stdout).toBe("");
    expect(stderr).toContain("The reading was ended.");
  });
});
