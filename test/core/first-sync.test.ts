import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { migrations } from "../../electron/core/db/migrations/index.ts";
import { keptRecords } from "./chosen.ts";
import { handClock } from "./hand-clock.ts";
import { agency, type Bench, enrollment, ownFolder, school, setUp, student, write } from "./harness.ts";
import { contactsOf, district } from "./small-district.ts";
import { submissions } from "./submitting.ts";

const P = { connection: "P" };
const show = ({ client }: Bench) => client.call("firstSync.show", P);
const scan = ({ client }: Bench) => client.call("sources.scan", P);
/** Sends the stage whose turn it is, to its end. */
async function run({ client }: Bench) {
  const { id } = await client.call("firstSync.run", P);
  return client.call("runs.result", { run: id });
}
const verdict = async (bench: Bench, stage: string) =>
  (await show(bench)).stages.find((one) => one.stage === stage)?.verdict;

describe("a new connection", () => {
  test("sends by stages, with a verdict and a go after each, over a restart; then everything, and by schedule", async () => {
    const { clock, moveTo } = handClock("2026-11-23T15:03:00Z");
    const first = await setUp({}, { host: "window", isNew: true, clock });
    write(first.source, { ...district(["1", "2"]), ...contactsOf("1") });
    await scan(first);
    expect((await show(first)).stages.map(({ stage, state, records }) => [stage, state, records])).toEqual([
      ["foundation", "next", 3],
      ["schedule", "empty", 0],
      ["people", "later", 3],
      ["enrolment", "later", 3],
      ["daily", "empty", 0],
    ]);
    await expect(first.push()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Send its next stage, Foundation"),
    });
    const timing = { kind: "every" as const, minutes: 10 };
    const schedule = { timing, timeZone: "America/Chicago" };
    expect(await first.client.call("schedule.set", { ...P, schedule })).toMatchObject({
      waits: "first sync",
    });
    moveTo("2026-11-23T15:11:00Z");
    expect(await submissions(first)).toEqual([]);

    await expect(first.client.call("firstSync.go", { ...P, stage: "foundation" })).rejects.toMatchObject({
      message: expect.stringContaining("has not been sent"),
    });
    expect(await run(first)).toMatchObject({ sent: { created: 3 } });
    expect(await verdict(first, "foundation")).toMatchObject({
      accepted: 3,
      refused: 0,
      share: 0,
      advice: "go",
    });
    await first.client.call("firstSync.go", { ...P, stage: "foundation" });

    const bench = await first.restart();
    expect(await show(bench)).toMatchObject({
      next: "people",
      stages: { 0: { state: "done", who: expect.any(String) } },
    });
    expect(await run(bench)).toMatchObject({ sent: { created: 3 } });
    await expect(bench.client.call("firstSync.go", { ...P, stage: "enrolment" })).rejects.toMatchObject({
      message: expect.stringContaining("turn of the stage People"),
    });
    await bench.client.call("firstSync.go", { ...P, stage: "people" });
    await run(bench);
    const view = await bench.client.call("firstSync.go", { ...P, stage: "enrolment" });
    expect(view).toMatchObject({ finished: { how: "stages" } });
    expect((await submissions(bench)).map(({ purpose }) => purpose)).toEqual(
      ["enrolment", "people", "foundation"].map((stage) => ({ kind: "stage", stage })),
    );
    expect(await bench.client.call("schedule.show", P)).toMatchObject({ waits: "time" });
    await expect(bench.client.call("firstSync.run", P)).rejects.toMatchObject({ code: "conflict" });
    expect(await bench.push()).toMatchObject({ planned: 0 });
  });

  test("is told to stop where one refused record holds back much, and sends the stage again with what was mended", async () => {
    const bench = await setUp({}, { host: "browser", isNew: true });
    const many = Array.from({ length: 60 }, (_, index) => String(index));
    const tooLong = { nameOfInstitution: "x".repeat(80) };
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "schools.jsonl": [...Array.from({ length: 60 }, (_, index) => school(index + 2)), school(1, tooLong)],
      "students.jsonl": many.map((id) => student(id)),
      "studentSchoolAssociations.jsonl": [...many, ...many.slice(0, 50)].map((id, index) =>
        enrollment(id, 1, { entryDate: index < 60 ? "2026-08-17" : "2026-08-18" }),
      ),
    });
    await scan(bench);
    await run(bench);
    const judged = await verdict(bench, "foundation");
    expect(judged).toMatchObject({
      accepted: 61,
      refused: 1,
      advice: "stop",
      causes: [{ records: 1, holds: 110 }],
    });
    expect(judged?.why).toContain("110 records");
    write(bench.source, {
      "schools.jsonl": [...Array.from({ length: 60 }, (_, index) => school(index + 2)), school(1)],
    });
    expect(await run(bench)).toMatchObject({ planned: 1, sent: { created: 1 } });
    expect(await verdict(bench, "foundation")).toMatchObject({ refused: 0, advice: "go", causes: [] });
  });

  test("may send what is chosen, and everything once somebody says so", async () => {
    const bench = await setUp({}, { host: "window", isNew: true });
    write(bench.source, district(["1"]));
    expect(await bench.push({ resources: ["localEducationAgencies"] })).toMatchObject({
      sent: { created: 1 },
    });
    await expect(bench.push({ limit: 1 })).rejects.toMatchObject({ code: "conflict" });
    expect(await bench.client.call("firstSync.finish", P)).toMatchObject({ finished: { how: "everything" } });
    expect(await bench.push()).toMatchObject({ sent: { created: 4 } });
    const [entry] = await bench.client.call("audit.list", P);
    expect(entry?.what).toContain("let everything be sent");
  });

  test("sends everything for a script, which knows what it does; pages are not guided any more then", async () => {
    const bench = await setUp({}, { isNew: true });
    write(bench.source, district(["1"]));
    expect((await show(bench)).finished).toBeUndefined();
    expect(await bench.push()).toMatchObject({ sent: { created: 5 } });
    expect(await show(bench)).toMatchObject({ finished: { how: "everything" } });
  });

  test("cannot begin before anything is known of its records", async () => {
    const bench = await setUp({}, { host: "window", isNew: true });
    await expect(bench.client.call("firstSync.run", P)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Add its folder, and read it first"),
    });
    await expect(bench.push()).rejects.toMatchObject({
      message: expect.stringContaining("Read its folders"),
    });
  });
});

describe("a pilot", () => {
  const pilot = async ({ client }: Bench, of: object) => {
    const { id } = await client.call("firstSync.pilot", { ...P, ...of });
    return client.call("runs.result", { run: id });
  };
  const sent = (bench: Bench) =>
    keptRecords(bench.home)
      .filter(({ state }) => state === "sent")
      .map(({ resource, body }) =>
        `${resource.slice("/ed-fi/".length)} ${body.schoolId ?? body.studentUniqueId ?? ""}`.trim(),
      );
  const twoSchools = {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1), school(2)],
    "students.jsonl": ["1", "2", "3"].map((id) => student(id)),
    "studentSchoolAssociations.jsonl": [enrollment("1", 1), enrollment("2", 1), enrollment("3", 2)],
  };

  test("of one school takes along what its records refer to, and nothing of another school; the stages stay as they are", async () => {
    const bench = await setUp({}, { host: "window", isNew: true });
    write(bench.source, twoSchools);
    await scan(bench);
    expect(await pilot(bench, { school: "1" })).toMatchObject({
      sent: { created: 6 },
      blocked: 0,
      failed: 0,
    });
    expect(sent(bench)).toEqual([
      "localEducationAgencies",
      "schools 1",
      "studentSchoolAssociations",
      "studentSchoolAssociations",
      "students 1",
      "students 2",
    ]);
    const view = await show(bench);
    expect([view.next, view.pilot]).toEqual(["foundation", (await submissions(bench))[0]?.id]);
  });

  test("of some records takes a share of each resource, and all that these refer to", async () => {
    const bench = await setUp({}, { host: "window", isNew: true });
    // Its only enrolment is of the last student, at the last school.
    write(bench.source, { ...twoSchools, "studentSchoolAssociations.jsonl": [enrollment("3", 2)] });
    await scan(bench);
    expect(await pilot(bench, { records: 4 })).toMatchObject({ sent: { created: 6 }, blocked: 0 });
    expect(sent(bench)).toEqual([
      "localEducationAgencies",
      "schools 1",
      "schools 2",
      "studentSchoolAssociations",
      "students 1",
      "students 3",
    ]);
  });

  test.each([[{}], [{ school: "1", records: 5 }], [{ records: 0 }]])("of %j is none", async (wrong) => {
    const bench = await setUp({}, { host: "window", isNew: true });
    await expect(pilot(bench, wrong)).rejects.toMatchObject({ code: "invalid-input" });
  });
});

test("a connection that has sent records before there were stages has finished its first sync, another one has not", () => {
  const db = new Database(join(ownFolder(), "steward.db"));
  const of = migrations.findIndex((sql) => sql.includes("CREATE TABLE first_syncs"));
  for (const sql of migrations.slice(0, of)) db.exec(sql);
  db.exec(`
    INSERT INTO connections (id, uid, name, settings, created_at) VALUES (1, 'a', 'A', '{}', ''), (2, 'b', 'B', '{}', '');
    INSERT INTO states (connection_id, record_id, state, accepted, at) VALUES (1, 1, 'failed', NULL, 0), (1, 2, 'sent', x'00', 0);
    INSERT INTO states (connection_id, record_id, state, accepted, at) VALUES (2, 1, 'failed', NULL, 0);`);
  db.exec(migrations[of] ?? "");
  expect(db.prepare("SELECT connection_id FROM first_syncs").pluck().all()).toEqual([1]);
  db.close();
});
