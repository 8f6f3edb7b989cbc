import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KeyChanges } from "../../shared/domain/key-change.ts";
import type { RecordLine } from "../../shared/domain/record.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const line = (id: string, state: RecordLine["state"], label: string): RecordLine => ({
  id,
  resource: "/ed-fi/courses",
  state,
  label,
});
const found: KeyChanges = {
  renames: [{ resource: "/ed-fi/sessions", records: 2 }],
  recreations: 3,
  unconfirmed: 3,
  steps: [
    { what: "create", resource: "/ed-fi/courses", records: 3 },
    { what: "move", resource: "/ed-fi/courseOfferings", records: 412 },
    { what: "remove", resource: "/ed-fi/courses", records: 3 },
  ],
  changes: [
    {
      record: line("2", "blocked", "courseCode ALG-1"),
      former: line("1", "gone", "courseCode ALG"),
      foundBy: "source id",
      how: "recreate",
      confirmed: false,
    },
  ],
};
const run = (words: readonly string[], options: Parameters<typeof runHere>[1]) =>
  runHere([...words, "--home", home], options);

describe("keychanges", () => {
  test("shows which records get their new keys, the plan for the others, and what confirms it", async () => {
    const { stdout, status } = await run(["keychanges", "State"], { core: fakeCore({ keyChanges: found }) });
    expect(status).toBe(0);
    expect(stdout).toContain("2 records of /ed-fi/sessions get their new keys on the server.");
    expect(stdout).toMatch(/send what refers to them +\/ed-fi\/courseOfferings +412/);
    expect(stdout).toContain("'steward push State --key-changes confirm' does all of this, in this order.");
    expect(stdout).toMatch(/courseCode ALG +courseCode ALG-1 +source id/);
    expect(stdout).toContain("and 4 more");
  });

  test("says so when there are none, and prints one document with --json", async () => {
    expect((await run(["keychanges", "State"], { core: fakeCore() })).stdout).toBe(
      "No record has another key.\n",
    );
    const { stdout } = await run(["keychanges", "State", "--json"], {
      core: fakeCore({ keyChanges: found }),
    });
    expect(JSON.parse(stdout)).toEqual(found);
  });
});

describe("push --key-changes", () => {
  test("tells the core what was typed, and refuses another word before anything is asked", async () => {
    const core = fakeCore();
    await run(["push", "State", "--key-changes", "confirm", "--confirm-key-changes", "12"], { core });
    expect(core.asked.find(({ name }) => name === "push.start")?.input).toEqual({
      connection: "State",
      keyChanges: "confirm",
      confirmKeyChanges: 12,
    });
    const other = fakeCore();
    expect((await run(["push", "State", "--key-changes", "yes"], { core: other })).status).toBe(2);
    expect(other.asked).toEqual([]);
  });
});

describe("source --source-id", () => {
  test("names a member for each resource, for a new folder and for a known one, and none with none", async () => {
    const core = fakeCore();
    const words = ["--source-id", "students=localId,sections=sectionKey"];
    await run(["source", "add", "State", home, ...words], { core });
    await run(["source", "identify", "State", home, ...words], { core });
    await run(["source", "identify", "State", home, "--source-id", "none"], { core });
    const sourceIds = { students: "localId", sections: "sectionKey" };
    expect(core.asked.filter(({ name }) => name.startsWith("sources."))).toMatchObject([
      { name: "sources.add", input: { sourceIds } },
      { name: "sources.identify", input: { folder: home, sourceIds } },
      { name: "sources.identify", input: { sourceIds: {} } },
    ]);
  });

  test("is refused without a member", async () => {
    const { status, stderr } = await run(["source", "add", "State", home, "--source-id", "students"], {
      core: fakeCore(),
    });
    expect(status).toBe(2);
    expect(stderr).toContain("--source-id takes a resource and what it gets, as students=localId.");
  });
});
