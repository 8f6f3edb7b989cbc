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

  test("says on a terminal how far it is", async () => {
    const { stderr } = await runHere(["check", "State"], {
      core: fakeCore({ check: found }),
      terminal: true,
    });
    expect(stderr).toContain("checking, 600 of 1,200 records, nothing is sent");
  });

  test("is looked at again later, with what has changed since", async () => {
    const core = fakeCore({
      causes: found.problems,
      lastCheck: {
        at: "2026-11-22T10:42:00.000Z",
        checked: 1200,
        problems: 1,
        refused: 3,
        held: 0,
        left: 1,
        outdated: ["files", "push"],
      },
    });
    const { stdout } = await runHere(["causes", "State", "--found"], { core });
    expect(core.asked[1]).toEqual({ name: "causes.list", input: { connection: "State", only: "found" } });
    expect(stdout).toContain("1,200 records checked 2026-11-22");
    expect(stdout).toContain("Since then records were sent and your files changed: check again");
    expect(stdout).toContain(cause.title);
    const nothing = await runHere(["causes", "State", "--found"], { core: fakeCore() });
    expect(nothing.stdout).toContain("Nothing was checked yet: 'steward check State'");
  });

  test("is made of what a push would send, with --dry-run", async () => {
    const { id, title, who, records, releases } = cause;
    const foreseen = { refused: 3, held: 1, causes: [{ id, title, who, records, releases }], more: 2 };
    const core = fakeCore({ foreseen });
    const { stdout } = await runHere(["push", "State", "--dry-run"], { core });
    expect(core.asked).toEqual([{ name: "push.preview", input: { connection: "State", check: true } }]);
    expect(stdout).toContain("3 of these would be refused, and 1 would not be sent");
    expect(stdout).toContain(title);
    expect(stdout).toContain("and 2 more causes");
    const none = fakeCore({ foreseen: { refused: 0, held: 0, causes: [], more: 0 } });
    expect((await runHere(["push", "State", "--dry-run"], { core: none })).stdout).toContain(
      "Nothing was found of these that the server would refuse.",
    );
  });

  test("gives the report itself with --json, and ends with 0 where nothing was found", async () => {
    const { status, stdout } = await runHere(["check", "State", "--json"], {
      core: fakeCore({ check: { checked: 3, problems: [] } }),
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ checked: 3, problems: [] });
  });
});
