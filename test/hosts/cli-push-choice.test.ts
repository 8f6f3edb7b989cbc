import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const push = (...argv: string[]) => ["push", "State", ...argv, "--home", home];

test("what was typed to choose records reaches the core, for a push and for its preview", async () => {
  const typed = ["--record", "1,2", "--record", "2", "--cause", "7", "--school", "255901001", "--force"];
  const times = ["--since", "2026-11-20T10:00Z", "--until", "2026-11-21T10:00Z"];
  const days = ["--date-from", "2026-11-19", "--date-to", "2026-11-21"];
  const failed = ["--failed-since", "2026-11-18T10:00:00+01:00"];
  for (const [dryRun, command] of [
    [[], "push.start"],
    [["--dry-run"], "push.preview"],
  ] as const) {
    const core = fakeCore();
    await runHere(push(...typed, ...times, ...days, ...failed, ...dryRun), { core });
    expect(core.asked.find(({ name }) => name === command)?.input).toEqual({
      connection: "State",
      records: ["1", "2"],
      causes: ["7"],
      schools: ["255901001"],
      failedSince: "2026-11-18T09:00:00.000Z",
      changedSince: "2026-11-20T10:00:00.000Z",
      changedUntil: "2026-11-21T10:00:00.000Z",
      dateFrom: "2026-11-19",
      dateTo: "2026-11-21",
      force: true,
      ...(command === "push.preview" && { check: true }),
    });
  }
});

test("a day that is none is refused before anything is asked", async () => {
  const core = fakeCore();
  const { status, stderr } = await runHere(push("--date-from", "2026-02-30"), { core });
  expect(status).toBe(2);
  expect(stderr).toContain("--date-from takes a day");
  expect(core.asked).toEqual([]);
});
