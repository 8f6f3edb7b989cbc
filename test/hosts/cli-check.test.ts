import { describe, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { cause } from "./fake-cli-figures.ts";

describe("check", () => {
  const found = { checked: 1200, problems: [{ ...cause, found: "before sending" as const }] };

  test("tells what would be refused, and ends with 1", async () => {
    const core = fakeCore({ check: found });
    const { status, stdout } = await runHere(["check", "State", "--resource", "students,schools"], { core });
    expect(status).toBe(1);
    expect(core.asked).toEqual([
      { name: "check.run", input: { connection: "State", resources: ["students", "schools"] } },
    ]);
    expect(stdout).toContain("1,200 records checked, nothing was sent.");
    expect(stdout).toContain(cause.title);
  });

  test("gives the report itself with --json, and ends with 0 where nothing was found", async () => {
    const { status, stdout } = await runHere(["check", "State", "--json"], {
      core: fakeCore({ check: { checked: 3, problems: [] } }),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ checked: 3, problems: [] });
  });
});
