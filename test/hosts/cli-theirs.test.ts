import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (...argv: string[]) => {
  const core = fakeCore();
  return runHere([...argv, "--home", home], { core }).then((outcome) => ({ ...outcome, asked: core.asked }));
};
const theirs = async (script: Parameters<typeof fakeCore>[0]) =>
  (await runHere(["record", "State", "7", "--theirs", "--home", home], { core: fakeCore(script) })).stdout;

describe("record --theirs", () => {
  test("shows where both versions differ, and what may be chosen", async () => {
    const { status, stdout, asked } = await run("record", "State", "7", "--theirs");
    expect(status).toBe(0);
    expect(asked).toEqual([{ name: "records.theirs", input: { connection: "State", id: "7" } }]);
    expect(stdout).toContain("Somebody else has changed it on the server.");
    expect(stdout).toMatch(/^\$\.city +Ours +Theirs$/m);
    expect(stdout).toMatch(/^\$\.addresses\[0\] +\{"street":"1"\}$/m);
    expect(stdout).toContain("'steward push State --record 7 --overwrite' sends ours");
    expect(stdout).toContain("--keep-theirs");
  });

  test("says so when nobody has changed it, when it is gone, and when it is the same", async () => {
    const unchanged = await theirs({ theirs: { state: "unchanged", differences: [] } });
    expect(unchanged).toContain("what it accepted from this connection last");
    expect(unchanged).not.toContain("--overwrite");
    expect(await theirs({ theirs: { state: "gone", differences: [] } })).toContain("no longer on the server");
    expect(await theirs({ theirs: { differences: [] } })).toContain("the same as ours");
  });
});

describe("record --keep-theirs", () => {
  test("keeps the version that the server has at this moment", async () => {
    const { status, stdout, asked } = await run("record", "State", "7", "--keep-theirs");
    expect(status).toBe(0);
    expect(asked.map(({ name }) => name)).toEqual(["records.theirs", "records.keepTheirs"]);
    expect(asked[1]?.input).toEqual({ connection: "State", id: "7", version: "5250093105232954695" });
    expect(stdout).toContain("The server's version stands.");
  });

  test("is not chosen together with looking", async () => {
    expect((await run("record", "State", "7", "--theirs", "--keep-theirs")).status).toBe(2);
  });
});

test("push --overwrite sends chosen records whoever changed them", async () => {
  const { asked } = await run("push", "State", "--record", "7", "--overwrite");
  expect(asked[0]).toEqual({
    name: "push.start",
    input: { connection: "State", records: ["7"], overwrite: true },
  });
});

test("a connection keeps others' changes when told to, and no longer when that is cleared", async () => {
  const set = await run("connection", "edit", "State", "--keep-others-changes", "--sent-history", "800");
  expect(set.asked.at(-1)?.input).toMatchObject({
    settings: { keepOthersChanges: true, sentHistoryDays: 800 },
  });
  const cleared = await run("connection", "edit", "State", "--clear", "keep-others-changes");
  const [last] = cleared.asked.slice(-1);
  expect(last).toMatchObject({ name: "connections.update" });
  expect(last).not.toHaveProperty("input.settings.keepOthersChanges");
});

describe("records", () => {
  test("are looked for to the end, with the words of the list as conditions", async () => {
    const { status, stdout, asked } = await run("records", "State", "--find", "4822", "--state", "refused");
    expect(status).toBe(0);
    expect(stdout).toMatch(/0 +\/ed-fi\/studentSchoolAttendanceEvents.*604822[\s\S]*line 89/);
    const wanted = { connection: "State", find: "4822", states: ["failed"] };
    expect(asked.map(({ input }) => input)).toEqual([
      { ...wanted, limit: 100 },
      { ...wanted, limit: 99, after: "1" },
    ]);
    expect((await run("records", "State", "--state", "lost")).status).toBe(2);
  });

  test("are told one by one with their line, what refers to them and an accepted example", async () => {
    const { stdout } = await run("record", "State", "0");
    expect(stdout).toMatch(/The line +\{"local":"604822"\}/);
    expect(stdout).toMatch(/\/ed-fi\/grades +waiting +12/);
    expect(stdout).toMatch(/Accepted like it +9 /);
  });
});
