import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FirstSync, FirstSyncStage } from "../../shared/domain/first-sync.ts";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const command = (...argv: string[]) => ["first-sync", "State", ...argv, "--home", home];
const stage = (name: FirstSyncStage["stage"], more: Partial<FirstSyncStage> = {}): FirstSyncStage => ({
  stage: name,
  state: "later",
  resources: [],
  records: 10,
  ...more,
});
const fresh: FirstSync = {
  connection: "one",
  next: "foundation",
  stages: [stage("foundation", { state: "next" }), stage("people")],
};
const judged: FirstSync = {
  ...fresh,
  stages: [
    stage("foundation", {
      state: "judged",
      submission: "1",
      verdict: {
        accepted: 9,
        refused: 1,
        held: 0,
        waiting: 0,
        left: 0,
        share: 0.1,
        causes: [
          {
            id: "4",
            title: "A school was refused.",
            records: 1,
            releases: 1,
            holds: 45_012,
            who: "source data",
          },
        ],
        advice: "stop",
        why: "One cause alone keeps 45,012 records back.",
      },
    }),
    stage("people"),
  ],
};
const asked = (core: ReturnType<typeof fakeCore>) =>
  core.asked.map(({ name }) => name).filter((name) => /^(firstSync|sources)/.test(name));

describe("first-sync", () => {
  test("says how far it is, what became of the last stage, and what to do", async () => {
    const { status, stdout } = await runHere(command(), { core: fakeCore({ firstSync: judged }) });
    expect(status).toBe(0);
    expect(stdout).toMatch(/Foundation\s+10\s+go or no-go\?\s+9\s+1/);
    expect(stdout).toContain("Foundation: do not go on. One cause alone keeps 45,012 records back.");
    expect(stdout).toContain("4  A school was refused. (1, 45,012 records behind it)");
    expect(stdout).toContain("'steward first-sync State --again' sends Foundation once more");
    const json = await runHere([...command(), "--json"], { core: fakeCore({ firstSync: judged }) });
    expect(JSON.parse(json.stdout)).toEqual(judged);
  });

  test("reads the folders first where nothing is known of them", async () => {
    const core = fakeCore({ firstSync: { connection: "one", stages: [] } });
    const { stdout } = await runHere(command(), { core });
    expect(asked(core)).toEqual(["firstSync.show", "sources.scan", "firstSync.show"]);
    expect(stdout).toContain("The folders hold no records");
  });

  test("sends the next stage, and first waves the one through that was sent", async () => {
    const core = fakeCore({ firstSync: fresh });
    expect((await runHere(command("--next"), { core })).status).toBe(0);
    expect(asked(core)).toEqual(["firstSync.show", "firstSync.run", "firstSync.show"]);
    const later = fakeCore({ firstSync: judged });
    await runHere(command("--next"), { core: later });
    expect(asked(later)).toEqual(["firstSync.show", "firstSync.go", "firstSync.run", "firstSync.show"]);
    expect(later.asked[1]?.input).toEqual({ connection: "State", stage: "foundation" });
    const again = fakeCore({ firstSync: judged });
    await runHere(command("--again"), { core: again });
    expect(asked(again)).toEqual(["firstSync.show", "firstSync.run", "firstSync.show"]);
  });

  test("ends with the push's status", async () => {
    const core = fakeCore({ firstSync: fresh, result: { exitStatus: 1, failed: 3 } });
    expect((await runHere(command("--next"), { core })).status).toBe(1);
  });

  test("tries a school or some records, and lets everything be sent", async () => {
    const bySchool = fakeCore({ firstSync: fresh });
    await runHere(command("--pilot-school", "990001001"), { core: bySchool });
    expect(bySchool.asked).toContainEqual({
      name: "firstSync.pilot",
      input: { connection: "State", school: "990001001" },
    });
    const byNumber = fakeCore({ firstSync: fresh });
    await runHere(command("--pilot", "100"), { core: byNumber });
    expect(byNumber.asked).toContainEqual({
      name: "firstSync.pilot",
      input: { connection: "State", records: 100 },
    });
    const finish = fakeCore({ firstSync: { ...fresh, finished: { how: "everything" } } });
    const { stdout } = await runHere(command("--finish"), { core: finish });
    expect(asked(finish)).toEqual(["firstSync.finish"]);
    expect(stdout).toContain("everything is sent from now on");
  });

  test.each([[["--next", "--finish"]], [["--pilot", "0"]], [["--pilot", "5", "--pilot-school", "1"]]])(
    "refuses %j before anything is asked",
    async (argv) => {
      const core = fakeCore({ firstSync: fresh });
      const { status } = await runHere(command(...argv), { core });
      expect([status, core.asked]).toEqual([2, []]);
    },
  );
});
