import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { openDatabase } from "../../electron/core/db/open.ts";
import { connect } from "../practice/api-client.ts";
import { agency, type Bench, enrollment, ownFolder, school, setUp, student, write } from "./harness.ts";
import { smallServer } from "./older/small-server.ts";
import { causesOf, statesOf } from "./small-district.ts";

const tooLong = student("4", { lastSurname: "x".repeat(90) });
const renamed = student("2", { firstName: "Renamed" });
/** What was in the folder when the older version was ended, and what its server had by then. */
const files = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1), school(2)],
  "students.jsonl": [student("1"), renamed, student("3"), tooLong, "no record", student("5")],
  "studentSchoolAssociations.jsonl": [
    enrollment("1", 1),
    enrollment("2", 1),
    enrollment("3", 99),
    enrollment("4", 1),
  ],
};
const accepted: readonly (readonly [path: string, body: object])[] = [
  ["/ed-fi/localEducationAgencies", agency],
  ["/ed-fi/schools", school(1)],
  ["/ed-fi/schools", school(2)],
  ["/ed-fi/students", student("1")],
  ["/ed-fi/students", student("2")],
  ["/ed-fi/students", student("3")],
  ["/ed-fi/studentSchoolAssociations", enrollment("1", 1)],
  ["/ed-fi/studentSchoolAssociations", enrollment("2", 1)],
];

/**
 * The rows that an older version of Steward wrote itself: it had pushed the folder, and was killed in its second push,
 * with the renamed student and the new one on their way.
 */
function writeOlderDatabase({ home, source, practice }: Bench, version: number) {
  const rows = readFileSync(new URL(`older/version-${version}.sql`, import.meta.url), "utf8");
  const db = new Database(join(home, "steward.db"));
  for (const step of migrations.slice(0, version)) db.exec(step);
  db.pragma("foreign_keys = OFF");
  db.exec(rows.replaceAll("{url}", practice.url).replaceAll("{source}", source));
  expect(db.pragma("foreign_key_check")).toEqual([]);
  db.pragma(`user_version = ${version}`);
  db.close();
}

/** Today's Steward on a data folder of an older one, and the server as that one left it. */
async function takeOver(version: number): Promise<Bench> {
  const bench = await setUp(smallServer());
  await bench.core.close();
  for (const name of readdirSync(bench.home)) rmSync(join(bench.home, name));
  writeOlderDatabase(bench, version);
  write(bench.source, files);
  const api = await connect(bench.practice);
  for (const [path, body] of accepted) expect((await api.post(path, body)).status).toBe(201);
  return bench.restart();
}

/** What was sent since the server had taken what is in `accepted`. */
const sentTo = ({ practice }: Bench) =>
  practice
    .log()
    .filter(({ method }) => method === "POST")
    .slice(accepted.length)
    .map(({ path, status }) => `${path.split("/").at(-1)} ${status}`)
    .toSorted();
const statesIn = async (bench: Bench) => ({
  students: await statesOf(bench, "/ed-fi/students"),
  enrollments: await statesOf(bench, "/ed-fi/studentSchoolAssociations"),
});

describe.each([1, 2])("a data folder of version %i that holds a push which was cut off", (version) => {
  test("is taken over: what was accepted is not sent again, what was on its way is, and the rest is as it was", async () => {
    const bench = await takeOver(version);
    const [status] = await bench.client.call("status.show", { connection: "P" });
    expect(status?.connection).toMatchObject({ name: "P", settings: { url: bench.practice.url } });
    expect(await statesIn(bench)).toEqual({
      students: { sent: 2, failed: 1, unknown: 2 },
      enrollments: { sent: 2, blocked: 2 },
    });
    expect(await bench.client.call("runs.list", { connection: "P" })).toMatchObject([
      { id: "2", state: "crashed" },
      { id: "1", state: "done" },
    ]);
    const causes = [
      { kind: "validation", resources: ["/ed-fi/students"], records: 1, releases: 2 },
      { kind: "rejected-line", resources: ["/ed-fi/students"], releases: 1 },
      { kind: "missing-parent", records: 0, releases: 1 },
    ];
    expect(await causesOf(bench)).toMatchObject(causes);

    const pushed = await bench.push();
    expect(sentTo(bench)).toEqual(["students 200", "students 201"]);
    expect(pushed).toMatchObject({
      state: "done",
      exitStatus: 1,
      failed: 1,
      blocked: 2,
      unknown: 0,
      left: 0,
    });
    expect(await causesOf(bench)).toMatchObject(causes);
    expect(await statesIn(bench)).toEqual({
      students: { sent: 4, failed: 1 },
      enrollments: { sent: 2, blocked: 2 },
    });
  });

  test("gets the rest once its files are mended, and then has nothing more to send", async () => {
    const bench = await takeOver(version);
    write(bench.source, {
      "students.jsonl": [student("1"), renamed, student("3"), student("4"), student("5")],
      "studentSchoolAssociations.jsonl": ["1", "2", "3", "4"].map((id) => enrollment(id, 1)),
    });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, rejected: 0, causes: [] });
    expect(sentTo(bench)).toEqual([
      "studentSchoolAssociations 201",
      "studentSchoolAssociations 201",
      "students 200",
      "students 201",
      "students 201",
    ]);
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 0, sent: { unchanged: 12 } });
  });

  test("is kept beside the new one as it was", async () => {
    const { home } = await takeOver(version);
    const backup = new Database(join(home, `steward.db.v${version}.backup`), { readonly: true });
    expect(backup.pragma("user_version", { simple: true })).toBe(version);
    expect(backup.prepare("SELECT count(*) FROM records").pluck().get()).toBe(12);
    expect(backup.prepare("SELECT state FROM runs ORDER BY id").pluck().all()).toEqual(["done", "running"]);
    backup.close();
  });
});

/** Tables, their columns in order, and indexes: what can be asked of a database. */
function schemaOf(home: string) {
  const db = new Database(join(home, "steward.db"), { readonly: true });
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all();
  const indexes = db
    .prepare("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name")
    .all();
  const columns = tables.map((table) => [
    table,
    db.pragma(`table_xinfo(${table})`),
    db.pragma(`foreign_key_list(${table})`),
  ]);
  db.close();
  return { columns, indexes };
}

test.each(migrations.map((_, version) => version))(
  "a database of version %i is brought to the schema of a new one",
  (version) => {
    const [older, fresh] = [ownFolder(), ownFolder()];
    openDatabase(older, migrations.slice(0, version)).close();
    openDatabase(older).close();
    openDatabase(fresh).close();
    expect(schemaOf(older)).toEqual(schemaOf(fresh));
  },
);
