import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { type Outcome, program, start } from "./command-line.ts";

let folder = "";
let practice: Practice;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "steward-story-"));
  practice = await startPractice({ seed: 1 });
  await generateDistrict(join(folder, "district"), {
    students: 20,
    seed: 1,
    faults: "too-long=1,bad-line=1",
  });
});
afterAll(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

const home = () => join(folder, "home");
const credentials = () => ({ STEWARD_KEY: practice.key, STEWARD_SECRET: practice.secret });

/** As a person or a script would: the program in a process of its own, all of it real. */
async function steward(argv: readonly string[], env: NodeJS.ProcessEnv = credentials()): Promise<Outcome> {
  const outcome = await start(program, [...argv, "--credentials-from-env", "--home", home()], env).outcome;
  expect(outcome.stdout + outcome.stderr).not.toContain(practice.secret);
  return outcome;
}

describe("a district's story on the command line", () => {
  test("connection, source, push, causes, record, runs, status: each ends as promised", async () => {
    const added = await steward(["connection", "add", "State", "--url", practice.url, "--json"]);
    expect(added).toMatchObject({ status: 0 });
    expect(JSON.parse(added.stdout).steps).toContainEqual(
      expect.objectContaining({ step: "token", ok: true }),
    );

    expect((await steward(["source", "add", "State", join(folder, "district")])).status).toBe(0);
    const scanned = await steward(["source", "scan", "State", "--json"]);
    expect(JSON.parse(scanned.stdout)).toMatchObject({ rejectedTotal: 1 });

    const asked = practice.counts().dataRequests;
    const preview = await steward(["push", "State", "--dry-run", "--json"]);
    expect(preview.status).toBe(0);
    expect(practice.counts().dataRequests).toBe(asked);

    const pushed = await steward(["push", "State", "--json"]);
    expect(pushed.status).toBe(1);
    const result = JSON.parse(pushed.stdout);
    expect(result.planned).toBe(JSON.parse(preview.stdout).planned);
    expect(result.failed).toBeGreaterThan(0);

    const causes = JSON.parse((await steward(["causes", "State", "--json"])).stdout);
    expect(causes.length).toBeGreaterThan(0);
    const refused = causes.find(({ kind }: { kind: string }) => kind !== "rejected-line");
    const records = JSON.parse((await steward(["causes", "State", "--cause", refused.id, "--json"])).stdout);
    expect(records).toHaveLength(refused.releases);
    const record = await steward(["record", "State", records[0].id]);
    expect(record).toMatchObject({ status: 0 });
    expect(record.stdout).toContain("Came from");

    const again = await steward(["push", "State", "--json"]);
    expect(JSON.parse(again.stdout).sent).toMatchObject({ created: 0, updated: 0 });
    expect(JSON.parse((await steward(["runs", "State", "--json"])).stdout)).toHaveLength(2);
    const status = await steward(["status"]);
    expect(status.stdout).toContain("State: in step except");
  });

  test("wrong credentials end with 3, missing ones with 3 and the names of what is missing", async () => {
    const wrong = await steward(["connection", "test", "State"], {
      STEWARD_KEY: practice.key,
      STEWARD_SECRET: "x",
    });
    expect(wrong.status).toBe(3);
    const missing = await steward(["connection", "test", "State"], { STEWARD_KEY: "", STEWARD_SECRET: "" });
    expect(missing.status).toBe(3);
    expect(missing.stdout + missing.stderr).toContain("STEWARD_KEY and STEWARD_SECRET");
  });

  test("an unknown connection ends with 2", async () => {
    const { status, stderr } = await steward(["push", "Nowhere"]);
    expect(status).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("a push that is disturbed", () => {
  const argv = (...words: string[]) => [
    ...words,
    "--credentials-from-env",
    "--home",
    join(folder, "disturbed"),
  ];
  let slow: Practice;
  const env = () => ({ STEWARD_KEY: slow.key, STEWARD_SECRET: slow.secret });
  const run = (...words: string[]) => start(program, argv(...words), env()).outcome;
  beforeAll(async () => {
    slow = await startPractice({ seed: 1 });
    await run("connection", "add", "Slow", "--url", slow.url);
    await run("source", "add", "Slow", join(folder, "district"));
    slow.setLatency(40);
  });
  afterAll(() => slow.close());

  test.skipIf(process.platform === "win32")(
    "holds the data folder, saves when it is interrupted, and goes on where it stopped",
    async () => {
      const before = slow.counts().dataRequests;
      const push = start(program, argv("push", "Slow", "--json"), env());
      await expect.poll(() => slow.counts().dataRequests, { timeout: 30_000 }).toBeGreaterThan(before);

      const other = await run("status");
      expect(other.status).toBe(75);

      push.child.kill("SIGTERM");
      const { status, stdout } = await push.outcome;
      expect(status).toBe(130);
      const stopped = JSON.parse(stdout);
      expect(stopped).toMatchObject({ state: "cancelled", exitStatus: 130 });
      expect(stopped.left).toBeGreaterThan(0);

      const rest = JSON.parse((await run("push", "Slow", "--concurrency", "200", "--json")).stdout);
      expect(rest).toMatchObject({ state: "done", left: 0, unknown: 0 });
      expect(rest.sent.created + rest.sent.unchanged).toBeGreaterThan(stopped.sent.created);
    },
  );

  test("ends with 4 and one sentence when the server is not there", async () => {
    await slow.close();
    const { status, stdout } = await run("push", "Slow", "--force");
    expect(status).toBe(4);
    expect(stdout).toContain("Push again when that is mended.");
  });
});

describe("steward demo", () => {
  test("tells the whole story as one JSON document, and ends with 0 or 1", async () => {
    const argv = ["demo", "--students", "30", "--no-open", "--json", "--home", join(folder, "demo")];
    const { status, stdout } = await start(program, argv).outcome;
    expect([0, 1]).toContain(status);
    const { records, sent, failed, causes, afterRepair, seconds } = JSON.parse(stdout);
    expect(records).toBeGreaterThan(30);
    expect(sent).toBeLessThan(records);
    expect(failed).toBeGreaterThan(0);
    expect(causes.length).toBeGreaterThan(3);
    expect(afterRepair.released).toBeGreaterThan(0);
    expect(afterRepair.failed).toBeLessThan(failed);
    expect(seconds).toBeGreaterThan(0);
  });
});
