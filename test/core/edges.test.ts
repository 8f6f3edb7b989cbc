import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../electron/core/db/open.ts";
import { createCodesStore } from "../../electron/core/mapping/codes-store.ts";
import { createModelsStore } from "../../electron/core/model/models-store.ts";
import { createCompleteListsStore } from "../../electron/core/sources/complete-lists-store.ts";
import { createKeyChangesStore } from "../../electron/core/sources/key-changes-store.ts";
import { createRecordsStore } from "../../electron/core/sources/records-store.ts";
import { scan } from "../../electron/core/sources/scan.ts";
import { createSetsStore, type RecordSet } from "../../electron/core/sources/sets-store.ts";
import { createSourceIdsStore } from "../../electron/core/sources/source-ids-store.ts";
import { agency, type Bench, school, setUp, student, write } from "./harness.ts";

const named = (nameOfInstitution: string) => ({
  "localEducationAgencies.jsonl": [{ ...agency, nameOfInstitution }],
});

/** Works on the database of a core that is closed. */
function inDatabase<T>({ home }: Bench, work: (db: Database.Database) => T): T {
  const db = new Database(join(home, "steward.db"));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Leaves the data folder as a Steward does that was killed with these records on their way. */
async function leaveOnTheirWay(bench: Bench, resource: string) {
  await bench.core.close();
  inDatabase(bench, (db) => {
    const ids = db
      .prepare<[string], number>(
        "SELECT r.id FROM records r JOIN collections c ON c.id = r.collection_id WHERE c.resource = ?",
      )
      .pluck()
      .all(resource);
    const connection = db.prepare("SELECT id FROM connections").pluck().get();
    db.prepare("INSERT INTO in_flight (connection_id, run_id, records) VALUES (?, 999, ?)").run(
      connection,
      Buffer.from(new Float64Array(ids).buffer),
    );
  });
  return bench.restart();
}

describe("what was on its way when Steward was killed", () => {
  test("is unknown, and goes with the next push", async () => {
    const bench = await setUp();
    write(bench.source, named("First"));
    await bench.client.call("sources.scan", { connection: "P" });
    const next = await leaveOnTheirWay(bench, "/ed-fi/localEducationAgencies");
    const [status] = await next.client.call("status.show", { connection: "P" });
    expect(status?.resources[0]?.counts).toMatchObject({ unknown: 1, new: 0, sent: 0 });
    expect(await next.push()).toMatchObject({ requests: 1, unknown: 0, exitStatus: 0 });
  });

  test("is not taken for sent when its content is changed back to what was accepted before", async () => {
    const bench = await setUp();
    write(bench.source, named("First"));
    await bench.push();
    write(bench.source, named("Second"));
    await bench.client.call("sources.scan", { connection: "P" });
    const next = await leaveOnTheirWay(bench, "/ed-fi/localEducationAgencies");
    write(bench.source, named("First"));
    expect(await next.push()).toMatchObject({ requests: 1, exitStatus: 0 });
    write(bench.source, named("Second"));
    await next.client.call("sources.scan", { connection: "P" });
    write(bench.source, named("First"));
    expect(await next.push(), "now it is known").toMatchObject({ requests: 0, exitStatus: 0 });
  });

  test("is remembered when it leaves the files: the server may have it", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("1")] });
    await bench.client.call("sources.scan", { connection: "P" });
    const next = await leaveOnTheirWay(bench, "/ed-fi/students");
    write(next.source, { "students.jsonl": [] });
    expect(await next.push()).toMatchObject({ requests: 0, planned: 0, exitStatus: 0 });
    const [status] = await next.client.call("status.show", { connection: "P" });
    expect(status?.resources[0]).toMatchObject({ records: 0, gone: 1 });
  });
});

describe("a reading that does not come to its end", () => {
  test("rejects nothing when it is cancelled", async () => {
    const bench = await setUp();
    const ids = Array.from({ length: 60_000 }, (_, index) => String(index));
    write(bench.source, {
      "students.jsonl": ids.map((id) => student(id)),
      "schools.jsonl": [school(1)],
    });
    const run = await bench.client.call("push.start", { connection: "P" });
    const reading = new Promise<void>((resolve) => {
      bench.client.listen((event) => {
        if (event.name === "run.progress" && event.data.linesRead > 0) resolve();
      });
    });
    await reading;
    await bench.client.call("push.cancel", { run: run.id });
    expect(await bench.client.call("runs.result", { run: run.id })).toMatchObject({
      state: "cancelled",
      rejected: 0,
      requests: 0,
    });
    expect(await bench.client.call("causes.list", { connection: "P" })).toEqual([]);
    expect(await bench.client.call("sources.scan", { connection: "P" })).toMatchObject({
      records: 60_001,
      rejectedTotal: 0,
    });
  });

  test("that ends before it has looked for what is gone is made good by the next one", async () => {
    const bench = await setUp();
    write(bench.source, { "students.jsonl": [student("1"), student("2")] });
    await bench.client.call("sources.scan", { connection: "P" });
    write(bench.source, { "students.jsonl": [student("1")] });
    await bench.core.close();
    const { db, close } = openDatabase(bench.home);
    const sets = createSetsStore(db);
    const [set] = db.prepare<[], RecordSet>("SELECT id, folder, model_id AS model FROM record_sets").all();
    const model = set && createModelsStore(db).byId(set.model);
    if (!set || !model) throw new Error("The folder was not read.");
    const listener = {
      changed: () => {},
      gone: () => {
        throw new Error("killed");
      },
    };
    const { signal } = new AbortController();
    const reading = {
      db,
      sets,
      records: createRecordsStore(db),
      codes: createCodesStore(db),
      completeLists: createCompleteListsStore(db),
      keyChanges: createKeyChangesStore(db),
      sourceIds: createSourceIdsStore(db),
      listener,
      signal,
      progress: () => {},
      unindexed: false,
    };
    await expect(scan(reading, set, model)).rejects.toThrow("killed");
    close();
    const next = await bench.restart();
    expect(await next.client.call("sources.scan", { connection: "P" })).toMatchObject({
      records: 1,
      gone: 1,
    });
  });
});

describe("a push with force", () => {
  const department = (id: number, parent: number) => ({
    organizationDepartmentId: id,
    nameOfInstitution: `Department ${id}`,
    categories: [
      {
        educationOrganizationCategoryDescriptor:
          "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#Organization Department",
      },
    ],
    parentEducationOrganizationReference: { educationOrganizationId: parent },
  });

  test("sends each record once, in however many passes", async () => {
    const bench = await setUp();
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "organizationDepartments.jsonl": [department(4, 3), department(3, 2), department(2, 255901)],
    });
    expect(await bench.push({ force: true })).toMatchObject({ requests: 4, failed: 0, exitStatus: 0 });
    expect(await bench.push({ force: true })).toMatchObject({ requests: 4, failed: 0, exitStatus: 0 });
  });

  test("sends failed, waiting and blocked ones too, and their counts and causes stay right", async () => {
    const bench = await setUp();
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [school(1, { nameOfInstitution: "x".repeat(100) }), school(2)],
      "courses.jsonl": [],
      "locations.jsonl": [
        { classroomIdentificationCode: "1", schoolReference: { schoolId: 1 } },
        { classroomIdentificationCode: "1", schoolReference: { schoolId: 2 } },
      ],
    });
    const first = await bench.push();
    expect(first).toMatchObject({ failed: 1, blocked: 1, requests: 4 });
    expect(await bench.push({ force: true })).toMatchObject({ failed: 1, blocked: 1, requests: 4 });
    expect(await bench.client.call("causes.list", { connection: "P" })).toMatchObject([
      { records: 1, held: 1 },
    ]);
  });
});
