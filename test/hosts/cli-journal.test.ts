import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runHere } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";
import { review } from "./fake-cli-journal.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "steward-cli-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("journal list tells runs, refusals and settings in words", async () => {
  const core = fakeCore();
  const { stdout } = await runHere(["journal", "list", "State", "--limit", "9", "--home", home], { core });
  expect(core.asked).toEqual([{ name: "journal.list", input: { connection: "State", limit: 9 } }]);
  expect(stdout).toMatch(/push done +12 records sent, 2 refused, 5 held or waiting/);
  expect(stdout).toMatch(/refused +\/ed-fi\/grades · 403 · 0+1/);
  expect(stdout).toMatch(/cause opened +grades: the key may not .* · 7 records held by it/);
  expect(stdout).toMatch(/setting +rotated the key · key ending/);
});

test("a review file is written, and read back on a machine that has no data folder", async () => {
  const file = join(home, "review.jsonl.gz");
  const made = await runHere(["journal", "export", file, "--since", "2026-11-01", "--home", home], {
    core: fakeCore(),
  });
  expect(made.status).toBe(0);
  expect(made.stdout).toContain(
    "In it: 1 cause, 1 run, 2 refusals, 1 change of settings, 1 change of causes.",
  );
  const read = await runHere(["review", file]);
  expect(read.stdout).toMatch(/^State +ods 7\.3 +40,000 +1$/m);
  expect(read.stdout).toMatch(/^grades: the key may not create .* +State +the host +2 +7$/m);
  expect(read.stdout).toMatch(/^\/ed-fi\/grades +403 +2$/m);
  const json = await runHere(["review", file, "--json"]);
  expect(JSON.parse(json.stdout)).toEqual(review);
});

test("a preview writes nothing, and a file that is there is left alone", async () => {
  const file = join(home, "review.jsonl.gz");
  const { stdout } = await runHere(["journal", "export", file, "--preview", "--home", home], {
    core: fakeCore(),
  });
  expect(stdout).toContain("Review made");
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, "somebody's work");
  const { status, stderr } = await runHere(["journal", "export", file, "--home", home], { core: fakeCore() });
  expect([status, stderr]).toEqual([2, expect.stringContaining("is there already")]);
});

test("a file that is none of Steward's is refused with a sentence", async () => {
  const file = join(home, "other.gz");
  writeFileSync(file, "a text");
  const { status, stderr } = await runHere(["review", file]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^This is no review file, or it was cut off on its way\. Ask for it once more\.$/m);
});

test("purge names what is forgotten, and takes no moment that is yet to come", async () => {
  const purged = await runHere(["journal", "purge", "--before", "2026-11-01", "--home", home], {
    core: fakeCore(),
  });
  expect(purged.stdout).toContain("Forgotten: 2 answers, 1 run and 0 changes of causes from before");
  const looked = fakeCore();
  const { stdout } = await runHere(
    ["journal", "purge", "--before", "2026-11-01", "--dry-run", "--home", home],
    {
      core: looked,
    },
  );
  expect(stdout).toContain("Would be forgotten: 2 answers");
  expect(looked.asked).toMatchObject([{ name: "journal.purge", input: { dryRun: true } }]);
  const core = fakeCore();
  const ahead = await runHere(["journal", "purge", "--before", "2199-01-01", "--home", home], { core });
  expect([ahead.status, core.asked]).toEqual([2, []]);
});

test("for how long the journal is kept is shown, and changed after a look at what would go", async () => {
  const shown = await runHere(["journal", "retention", "--home", home], { core: fakeCore() });
  expect(shown.stdout).toContain("Kept: 400 days, and at most 2,000,000 refusals. There are 2 refusals now");
  const core = fakeCore();
  const words = ["journal", "retention", "--days", "90", "--home", home];
  const looked = await runHere([...words, "--dry-run"], { core });
  expect(looked.stdout).toContain("By that would be forgotten: 2 answers");
  await runHere([...words, "--refusals", "5000"], { core });
  expect(core.asked.map(({ input }) => input)).toEqual([
    { days: 90, dryRun: true },
    { days: 90, refusals: 5000 },
  ]);
  const { status } = await runHere(["journal", "retention", "--days", "0", "--home", home], { core });
  expect(status).toBe(2);
});
