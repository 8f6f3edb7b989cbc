import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { type Outcome, program, start } from "./command-line.ts";

/** Milliseconds: a dozen processes, one after the other, on a machine that has more to do. */
const patience = 300_000;

/** One pair for both servers: the environment has no other. */
const pair = { key: "roll-over-key", secret: "planted-roll-over-secret" };
const credentials = { STEWARD_KEY: pair.key, STEWARD_SECRET: pair.secret };

let folder = "";
let before: Practice;
let after: Practice;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "steward-roll-over-"));
  before = await startPractice({ seed: 1, ...pair });
  after = await startPractice({ seed: 2, server: "ods-7.1", ...pair });
  await generateDistrict(join(folder, "district"), {
    students: 10,
    seed: 1,
    faults: "unmapped-descriptor=1",
  });
});
afterAll(async () => {
  await Promise.all([before.close(), after.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** The program in a process of its own, all of it real; nothing that it says holds the secret. */
async function steward(...argv: string[]): Promise<Outcome> {
  const home = join(folder, "home");
  const all = [...argv, "--credentials-from-env", "--home", home];
  const outcome = await start(program, all, credentials).outcome;
  expect(outcome.stdout + outcome.stderr).not.toContain(pair.secret);
  return outcome;
}

async function answer(...argv: string[]) {
  const { status, stdout, stderr } = await steward(...argv, "--json");
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

test("a year's connection is chosen, mapped, rolled over to the next server, and closed", {
  timeout: patience,
}, async () => {
  await answer("connection", "add", "Old", "--url", before.url);
  await answer("source", "add", "Old", join(folder, "district"));
  expect((await steward("source", "scan", "Old")).status).toBe(0);

  const profile = await answer("profile", "Old", "--off", "grades", "--save-as", "K12");
  expect(profile).toMatchObject({ name: "K12", profile: { off: ["/ed-fi/grades"] } });

  const [code] = await answer("descriptors", "Old", "--unmapped");
  const [value] = await answer("descriptors", "Old", "--values", code.type);
  const mapped = await answer("descriptors", "Old", "--map", code.type, code.code, value.uri);
  expect(mapped).toMatchObject({ changed: 1, records: code.uses });
  expect(await answer("descriptors", "Old", "--unmapped")).toEqual([]);

  const clone = await answer("connection", "clone", "Old", "New", "--url", after.url, "--with-folders");
  expect(clone).toMatchObject({ mappings: 1, differences: { comparedWith: "Old" } });
  expect(await answer("profile", "New")).toMatchObject({ name: "K12" });

  expect(await answer("connection", "close", "Old")).toHaveProperty("closedAt");
  const refused = await steward("push", "Old");
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain("closed");

  const file = join(folder, "new.json");
  await answer("connection", "export", "New", file);
  expect(readFileSync(file, "utf8")).not.toMatch(/roll-over-(key|secret)/);
  const history: { what: string }[] = await answer("connection", "history");
  expect(history[0]?.what).toContain("closed");
});
