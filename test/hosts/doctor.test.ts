import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../electron/core/db/open.ts";
import { checkMachine } from "../../electron/core/doctor.ts";
import { keychainSecrets } from "../../electron/core/secrets/keychain.ts";
import type { Secrets } from "../../electron/core/secrets/secrets.ts";
import type { Check } from "../../shared/contract.ts";
import { program, runHere, start } from "./command-line.ts";
import { fakeCore } from "./fake-cli-core.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "steward-doctor-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

const anyKeychain: Secrets = {
  source: "keychain",
  get: async () => undefined,
  set: async () => {},
  delete: async () => {},
};
const noKeychain = keychainSecrets(() => Promise.reject(new Error("failed to load")));

/** Checks with a sound database of `home`, unless `change` harms it first. */
async function check(
  machine: { secrets?: Secrets; home?: string },
  change: (file: string) => void = () => {},
) {
  openDatabase(home).close();
  change(join(home, "steward.db"));
  const { db, close } = openDatabase(home);
  try {
    return await checkMachine({ db, home, secrets: anyKeychain, ...machine });
  } finally {
    close();
  }
}
const failing = ({ checks }: { checks: readonly Check[] }) => checks.filter(({ ok }) => !ok);

describe("what the core says of its machine", () => {
  test("all is well", async () => {
    const found = await check({});
    expect(failing(found)).toEqual([]);
    expect(found.ok).toBe(true);
  });

  test("no keychain is a warning that tells of the other way", async () => {
    const found = await check({ secrets: noKeychain });
    expect(found.ok).toBe(true);
    expect(failing(found)).toMatchObject([{ name: "credentials", optional: true }]);
    expect(failing(found)[0]?.advice).toMatch(/STEWARD_KEY and STEWARD_SECRET/);
  });

  test("a data folder that cannot be written is an error", async () => {
    const found = await check({ home: join(home, "nowhere") });
    expect(found.ok).toBe(false);
    expect(failing(found).map(({ name, optional }) => [name, optional])).toEqual([
      ["data folder", undefined],
    ]);
  });

  test("a damaged database is an error", async () => {
    const found = await check({}, (file) => {
      const db = new Database(file, { readonly: true });
      // An index that opening does not look at.
      const page = db
        .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'answers_by_record'")
        .pluck()
        .get();
      db.close();
      const handle = openSync(file, "r+");
      writeSync(handle, Buffer.alloc(4096, 7), 0, 4096, (Number(page) - 1) * 4096);
      closeSync(handle);
    });
    expect(found.ok).toBe(false);
    expect(failing(found).map(({ name, optional }) => [name, optional])).toEqual([["database", undefined]]);
  });
});

describe("the exit status of doctor", () => {
  const doctor = (...more: string[]) =>
    start(program, ["doctor", "--json", "--home", home, ...more], { STEWARD_KEY: "", STEWARD_SECRET: "" })
      .outcome;

  test("is 0 without credentials, and says what to do", async () => {
    const { status, stdout } = await doctor("--credentials-from-env");
    expect(status).toBe(0);
    const { ok, checks }: { ok: boolean; checks: Check[] } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === "credentials")).toMatchObject({ ok: false, optional: true });
  });

  test("is 2 for a damaged database", async () => {
    writeFileSync(join(home, "steward.db"), "x".repeat(10_000));
    const { status, stdout } = await doctor();
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
  });

  test("is 2 for a data folder that cannot be written", async () => {
    mkdirSync(join(home, "steward.lock"));
    expect((await doctor()).status).toBe(2);
  });
});

test("a warning is told apart from an error", async () => {
  const core = fakeCore({
    checks: [
      { name: "credentials", ok: false, optional: true, found: "cannot be read", advice: "Do this." },
      { name: "database", ok: false, found: "damaged", advice: "Do that." },
    ],
  });
  const { status, stdout } = await runHere(["doctor", "--home", home], { core });
  expect(status).toBe(2);
  expect(stdout).toMatch(/^warn {4}credentials {5}cannot be read\n {8}Do this\.$/m);
  expect(stdout).toMatch(/^not ok {2}database {8}damaged\n {8}Do that\.$/m);
});
