import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeletePlan } from "../../shared/domain/deletes.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { keyboard } from "./keyboard.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const refusal =
  "1,234 of 2,000 sections (61.7 %) would be deleted, more than 5 % or 500 of a resource. If the list is right, confirm its total, 1,234.";
const plan: DeletePlan = {
  total: 1234,
  resources: [{ resource: "/ed-fi/sections", deletes: 1234, of: 2000, share: 0.617, stops: true }],
  stops: true,
  refusal,
  kept: [
    {
      resource: "/ed-fi/grades",
      records: 2,
      why: "another-year",
      sentence: "2 grades belong to 2025-2026; this folder is about 2026-2027.",
    },
  ],
};
const run = (words: readonly string[], options: Parameters<typeof runHere>[1]) =>
  runHere([...words, "--home", home], options);

describe("push --deletes", () => {
  test("asks for nothing to be deleted unless it is told to", async () => {
    const core = fakeCore();
    await run(["push", "State"], { core });
    expect(core.asked.find(({ name }) => name === "push.start")?.input).toEqual({ connection: "State" });
  });

  test("tells the core what was typed", async () => {
    const core = fakeCore();
    await run(["push", "State", "--deletes", "confirm", "--confirm-deletes", "1234"], { core });
    expect(core.asked.find(({ name }) => name === "push.start")?.input).toEqual({
      connection: "State",
      deletes: "confirm",
      confirmDeletes: 1234,
    });
  });

  test("is refused for another word, before anything is asked", async () => {
    const core = fakeCore();
    expect((await run(["push", "State", "--deletes", "yes"], { core })).status).toBe(2);
    expect(core.asked).toEqual([]);
  });

  test("shows with --dry-run what would be deleted, what is in the way, and what is kept and why", async () => {
    const core = fakeCore({ deletes: plan });
    const { stdout } = await run(["push", "State", "--deletes", "preview", "--dry-run"], { core });
    expect(stdout).toContain("1,234 records would be deleted.");
    expect(stdout).toMatch(/\/ed-fi\/sections +1,234 +2,000 +61\.7 %/);
    expect(stdout).toContain(refusal);
    expect(stdout).toContain("Kept: 2 grades belong to 2025-2026");
  });

  test("tells how many were deleted, and how many were not", async () => {
    const result = {
      planned: 9,
      undeleted: 2,
      sent: { created: 0, updated: 0, unchanged: 5, deleted: 7, keyChanged: 0 },
    };
    const core = fakeCore({ result: { ...result, deletes: plan } });
    const { stdout } = await run(["push", "State", "--deletes", "confirm"], { core });
    expect(stdout).toMatch(/Deleted +7 {2}no longer in your files/);
    expect(stdout).toMatch(/Not deleted +2 {2}the server keeps them/);
    expect(stdout).toContain("Kept: 2 grades");
    expect(stdout).not.toContain("would be deleted");
  });
});

describe("at a terminal, where the guard stops", () => {
  const confirm = ["push", "State", "--deletes", "confirm"];

  test("the total is asked for, and its right answer goes to the core", async () => {
    const core = fakeCore({ deletes: plan });
    const { stderr } = await run(confirm, { core, stdin: keyboard("1,234") });
    expect(stderr).toContain("Type 1234 to delete them: ");
    expect(core.asked.find(({ name }) => name === "push.start")?.input).toMatchObject({
      confirmDeletes: 1234,
    });
  });

  test("another answer sends nothing", async () => {
    const core = fakeCore({ deletes: plan });
    const { status, stderr } = await run(confirm, { core, stdin: keyboard("1233") });
    expect(status).toBe(130);
    expect(stderr).toContain("That is not the total. Nothing was sent, and nothing was deleted.");
    expect(core.asked.map(({ name }) => name)).not.toContain("push.start");
  });

  test("nobody is asked where nothing stops", async () => {
    const core = fakeCore({ deletes: { ...plan, stops: false } });
    const { stderr } = await run(confirm, { core, stdin: keyboard() });
    expect(stderr).not.toContain("Type");
    expect(core.asked.map(({ name }) => name)).toContain("push.start");
  });
});

describe("what a folder is a complete list of", () => {
  const lists = [{ resource: "/ed-fi/sections" }, { resource: "/ed-fi/students", schools: ["255901001"] }];
  const folder = resolve("records");
  const script = {
    sources: [{ id: folder, folder, format: "jsonl" as const, files: 1, records: 2, complete: lists }],
  };

  test("is said when it is added", async () => {
    const core = fakeCore();
    const words = ["--complete", "sections,students", "--complete-school", "255901001"];
    await run(["source", "add", "State", "records", ...words], { core });
    expect(core.asked.find(({ name }) => name === "sources.add")?.input).toEqual({
      connection: "State",
      folder,
      complete: [{ resources: ["sections", "students"], schools: ["255901001"] }],
    });
    const alone = await run(["source", "add", "State", "records", "--complete-school", "1"], {
      core: fakeCore(),
    });
    expect(alone.status).toBe(2);
  });

  test("is shown in the list", async () => {
    const { stdout } = await run(["source", "list", "State"], { core: fakeCore(script) });
    expect(stdout).toContain(`${folder}: a complete list of sections, students of schools 255901001`);
  });

  test.each([
    [
      ["--resource", "staffs"],
      [
        { resources: ["/ed-fi/sections"] },
        { resources: ["/ed-fi/students"], schools: ["255901001"] },
        { resources: ["staffs"] },
      ],
    ],
    [["--none", "sections"], [{ resources: ["/ed-fi/students"], schools: ["255901001"] }]],
    [["--none"], []],
  ])("is changed later: %j", async (words, complete) => {
    const core = fakeCore(script);
    await run(["source", "complete", "State", ...words], { core });
    expect(core.asked.find(({ name }) => name === "sources.complete")?.input).toEqual({
      connection: "State",
      folder,
      complete,
    });
  });

  test("is not changed by a command that says nothing", async () => {
    expect((await run(["source", "complete", "State"], { core: fakeCore(script) })).status).toBe(2);
  });
});
