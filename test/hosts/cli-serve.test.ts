import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtRendererFolder } from "../../electron/renderer-files.ts";
import { program, start } from "./command-line.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-serve-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const built = existsSync(join(builtRendererFolder(), "index.html"));
const onPosix = process.platform !== "win32";
if (!built) console.log("Skipped: pages served by the command line (they are not built).");

describe("steward serve", () => {
  test.runIf(built && onPosix)("says its address, serves until interrupted, and ends with 130", async () => {
    const serving = start(program, ["serve", "--no-open", "--json", "--home", home]);
    await serving.sees("}\n");
    const { url } = JSON.parse(serving.seen().stdout);
    expect(new URL(url).hostname).toBe("127.0.0.1");
    expect((await fetch(url, { redirect: "manual" })).status).toBe(303);
    serving.child.kill("SIGTERM");
    const { status, stdout } = await serving.outcome;
    expect(status).toBe(130);
    expect(() => JSON.parse(stdout)).not.toThrow();
  });

  test.skipIf(built)("says in a sentence that the pages are not built", async () => {
    const { status, stderr } = await start(program, ["serve", "--no-open", "--home", home]).outcome;
    expect(status).toBe(2);
    expect(stderr).toContain("not built yet");
  });
});
