import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, test, vi } from "vitest";
import { createCore } from "../../electron/core/core.ts";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { type Db, describeStorage, openDatabase } from "../../electron/core/db/open.ts";
import { expectCountsExact } from "./counts.ts";
import { agency, type Bench, enrollment, ownFolder, school, setUp, student, write } from "./harness.ts";

/** The connections that cores have opened, newest last: to make the disk full under one. */
const opened: Db[] = [];
vi.mock("../../electron/core/db/open.ts", async (original) => {
  const real = await original<typeof import("../../electron/core/db/open.ts")>();
  const open: typeof openDatabase = (...given) => {
    const found = real.openDatabase(...given);
    opened.push(found.db);
    return found;
  };
  return { ...real, openDatabase: open };
});

const sqlite = (code: string) => Object.assign(new Error("text of SQLite"), { code });
const core = (home: string) =>
  createCore({ home, credentials: "environment", environment: {}, reportBug: () => {} });
const district = (many: number) => {
  const ids = Array.from({ length: many }, (_, index) => String(index));
  return {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "students.jsonl": ids.map((id) => student(id)),
    "studentSchoolAssociations.jsonl": ids.map((id) => enrollment(id, 1)),
  };
};

describe("the data folder", () => {
  test("of a newer Steward is refused with a sentence, and not a byte of it changes", () => {
    const home = ownFolder();
    const file = join(home, "steward.db");
    const newer = new Database(file);
    newer.exec("CREATE TABLE from_the_future (id INTEGER); INSERT INTO from_the_future VALUES (1)");
    newer.pragma(`user_version = ${migrations.length + 1}`);
    newer.close();
    const before = readFileSync(file);
    for (let times = 0; times < 2; times++) {
      expect(() => core(home)).toThrow(
        expect.objectContaining({ code: "storage", message: expect.stringContaining("newer Steward") }),
      );
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test.each([
    ["is no database at all", (file: string) => writeFileSync(file, "a shopping list ".repeat(1000))],
    ["was cut", (file: string) => truncateSync(file, 8192)],
    [
      "was overwritten in the middle",
      (file: string) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xaa, 4096, Math.min(bytes.length, 60_000)));
      },
    ],
  ])("whose database %s says so, and is let go", async (_, damage) => {
    const home = ownFolder();
    await core(home).close();
    damage(join(home, "steward.db"));
    for (let times = 0; times < 2; times++) {
      expect(() => core(home)).toThrow(
        expect.objectContaining({ code: "storage", message: expect.stringContaining("damaged") }),
      );
    }
  });

  test("that cannot be written is refused with a sentence", () => {
    const home = ownFolder();
    mkdirSync(join(home, "steward.lock"));
    expect(() => core(home)).toThrow(expect.objectContaining({ code: "storage" }));
    expect(() => core(join(home, "not", "there"))).toThrow();
  });

  test("is read by its indexes, however little there was in it when a Steward counted last", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("1", { firstName: "x".repeat(100) }), student("2")] });
    expect((await bench.push()).failed).toBe(1);
    await bench.core.close();
    const plan = (db: Database.Database) =>
      db
        .prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT message FROM answers WHERE record_id = 1")
        .all()
        .map(({ detail }) => detail);
    const counted = new Database(join(bench.home, "steward.db"));
    counted.exec("ANALYZE");
    expect(plan(counted)).toEqual([expect.stringMatching(/^SCAN/)]);
    counted.close();
    const { db, close } = openDatabase(bench.home);
    expect(plan(db)).toEqual([expect.stringMatching(/^SEARCH answers USING INDEX/)]);
    close();
    await core(bench.home).close();
    const left = new Database(join(bench.home, "steward.db"));
    expect(plan(left)).toEqual([expect.stringMatching(/^SEARCH answers USING INDEX/)]);
    left.close();
  });

  test("takes one core at a time; the first one goes on", async () => {
    const bench = await setUp();
    write(bench.source, district(3));
    expect(() => core(bench.home)).toThrow(expect.objectContaining({ code: "locked" }));
    expect(await bench.push()).toMatchObject({ exitStatus: 0 });
    expect(() => core(bench.home)).toThrow(expect.objectContaining({ code: "locked" }));
    await bench.core.close();
    await core(bench.home).close();
  });
});

describe("migrations", () => {
  const second = "CREATE TABLE added_later (id INTEGER PRIMARY KEY) STRICT";

  test("bring an older database up to date, and keep a copy of it as it was", async () => {
    const bench = await setUp();
    write(bench.source, district(3));
    await bench.push();
    await bench.core.close();
    const { db, close } = openDatabase(bench.home, [...migrations, second]);
    expect(db.pragma("user_version", { simple: true })).toBe(migrations.length + 1);
    expect(db.prepare("SELECT count(*) FROM states").pluck().get()).toBe(8);
    expect(db.prepare("SELECT count(*) FROM added_later").pluck().get()).toBe(0);
    close();

    const backup = join(bench.home, `steward.db.v${migrations.length}.backup`);
    const elsewhere = join(bench.folder, "elsewhere");
    mkdirSync(elsewhere);
    copyFileSync(backup, join(elsewhere, "steward.db"));
    expectCountsExact(elsewhere);
    const former = core(elsewhere);
    expect(await former.call("connections.list", {})).toMatchObject({ ok: true, value: [{ name: "P" }] });
    await former.close();
  });

  test("that fail leave the database as it was, and it can be opened again", async () => {
    const bench = await setUp();
    await bench.core.close();
    const broken = "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1)";
    expect(() => openDatabase(bench.home, [...migrations, broken])).toThrow("nowhere");
    const { db, close } = openDatabase(bench.home);
    expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    close();
    expect(existsSync(join(bench.home, `steward.db.v${migrations.length}.backup`))).toBe(true);
  });
});

describe("a full disk", () => {
  /** From now on the database cannot grow, but by so many pages. */
  function fill(pages: number) {
    const db = opened.at(-1);
    db?.pragma("wal_checkpoint(TRUNCATE)");
    db?.pragma(`max_page_count = ${Number(db.pragma("page_count", { simple: true })) + pages}`);
  }
  const makeRoom = () => opened.at(-1)?.pragma("max_page_count = 1073741823");
  const storage = (bench: Bench) =>
    expect(bench.push()).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("disk is full"),
    });

  test("met while reading ends the push with a sentence, and loses nothing", async () => {
    const bench = await setUp();
    write(bench.source, district(500));
    fill(20);
    await storage(bench);
    makeRoom();
    expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { created: 1002 }, requests: 1002 });
  });

  test.each([1, 4, 12, 24])(
    "met while outcomes are stored, %i pages on, ends the push and loses nothing",
    async (pages) => {
      const bench = await setUp();
      write(bench.source, district(1500));
      await bench.client.call("sources.scan", { connection: "P" });
      fill(pages);
      await storage(bench);
      const accepted = bench.practice.counts().byStatus[201] ?? 0;
      makeRoom();
      const rest = await bench.push();
      expect(rest).toMatchObject({ state: "done", exitStatus: 0, failed: 0, unknown: 0, waiting: 0 });
      expect(accepted + rest.sent.created).toBe(3002);
      expect(bench.practice.items("/ed-fi/studentSchoolAssociations")).toHaveLength(1500);
    },
  );

  test("leaves the run marked, and what it had on its way is taken up after a restart too", async () => {
    const bench = await setUp();
    write(bench.source, district(1500));
    await bench.client.call("sources.scan", { connection: "P" });
    fill(8);
    await storage(bench);
    const next = await bench.restart();
    expect(await next.client.call("runs.list", { connection: "P" })).toMatchObject([{ state: "crashed" }]);
    expect(await next.push()).toMatchObject({ exitStatus: 0, unknown: 0 });
  });
});

describe("SQLite's refusals", () => {
  test.each([
    ["SQLITE_CORRUPT_INDEX", "damaged"],
    ["SQLITE_NOTADB", "damaged"],
    ["SQLITE_FULL", "full"],
    ["SQLITE_IOERR_WRITE", "cannot be written"],
    ["SQLITE_READONLY_DIRECTORY", "cannot be written"],
    ["SQLITE_CANTOPEN", "cannot be written"],
    ["SQLITE_BUSY", "Another program"],
    ["SQLITE_BUSY_SNAPSHOT", "Another program"],
  ])("%s becomes a sentence", (code, words) => {
    expect(describeStorage(sqlite(code))).toMatchObject({
      code: "storage",
      message: expect.stringContaining(words),
    });
  });

  test("a surprise stays one", () => {
    const surprise = sqlite("SQLITE_CONSTRAINT_UNIQUE");
    expect(describeStorage(surprise)).toBe(surprise);
  });
});

test("a writer that is killed leaves no half of a transaction", async () => {
  const home = ownFolder();
  await core(home).close();
  const script = `
    const { openDatabase } = await import(${JSON.stringify(new URL("../../electron/core/db/open.ts", import.meta.url).href)});
    const { db } = openDatabase(${JSON.stringify(home)});
    const add = db.prepare("INSERT INTO models (signature, model) VALUES (?, ?)");
    for (let batch = 0; ; batch++) {
      db.transaction(() => { for (let row = 0; row < 100; row++) add.run(batch + "-" + row, "x".repeat(2000)); })();
      if (batch === 20) process.stdout.write("under way");
    }`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  const { db, close } = openDatabase(home);
  const rows = Number(db.prepare("SELECT count(*) FROM models").pluck().get());
  expect(rows).toBeGreaterThanOrEqual(2100);
  expect(rows % 100).toBe(0);
  expect(db.pragma("quick_check", { simple: true })).toBe("ok");
  close();
});
