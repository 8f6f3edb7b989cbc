import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { agency, type Bench, enrollment, school, setUp, write } from "./harness.ts";
import { causesOf, district, statesOf } from "./small-district.ts";

const connection = "P";
const grades = "/ed-fi/gradeLevelDescriptors";
const enrollments = "/ed-fi/studentSchoolAssociations";
const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";
const tenth = "uri://ed-fi.org/GradeLevelDescriptor#Tenth grade";

const map = (bench: Bench, code: string, uri: string | null) =>
  bench.client.call("descriptors.map", { connection, mappings: [{ type: grades, code, uri }] });
/** Two schools, and students whose enrollments say their grade with these codes. */
const coded = (codes: readonly string[]) => ({
  ...district(codes.map((_, index) => `s${index}`)),
  "studentSchoolAssociations.jsonl": codes.map((entryGradeLevelDescriptor, index) =>
    enrollment(`s${index}`, 1, { entryGradeLevelDescriptor }),
  ),
});
const gradesOnServer = (bench: Bench) =>
  bench.practice
    .items(enrollments)
    .map(({ body }) => (body as { entryGradeLevelDescriptor: string }).entryGradeLevelDescriptor)
    .sort();

describe("a code that the server does not know", () => {
  test("holds its records under one cause until it is mapped; then they go out with the server's value", async () => {
    const bench = await setUp();
    write(bench.source, coded(["09", "09", ninth, "10"]));
    expect(await bench.push()).toMatchObject({ exitStatus: 1, failed: 0, blocked: 3, requests: 8 });
    expect(await causesOf(bench)).toMatchObject([
      { kind: "descriptor", who: "mapping", title: 'Grade level "09" is not mapped', records: 0, held: 2 },
      { kind: "descriptor", who: "mapping", title: 'Grade level "10" is not mapped', records: 0, held: 1 },
    ]);
    expect(await map(bench, "09", ninth)).toMatchObject({ changed: 1, records: 2 });
    expect((await causesOf(bench)).map(({ releases, ready }) => ({ releases, ready }))).toEqual([
      { releases: 2, ready: 2 },
      { releases: 1, ready: 0 },
    ]);
    expect(await bench.push()).toMatchObject({ blocked: 1, requests: 2, sent: { created: 2 } });
    expect(gradesOnServer(bench)).toEqual([ninth, ninth, ninth]);
  });

  test("is sent once the host has added it, without a mapping", async () => {
    const bench = await setUp();
    write(bench.source, coded(["uri://ed-fi.org/GradeLevelDescriptor#Thirteenth grade"]));
    expect(await bench.push()).toMatchObject({ blocked: 1 });
    bench.practice.descriptors.add(grades, {
      namespace: "uri://ed-fi.org/GradeLevelDescriptor",
      codeValue: "Thirteenth grade",
    });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 1, sent: { created: 1 } });
  });

  test("goes with the descriptor that the connection's own files create, and not before it", async () => {
    const bench = await setUp();
    const own = {
      namespace: "uri://ed-fi.org/GradeLevelDescriptor",
      codeValue: "Own grade",
      shortDescription: "Own grade",
    };
    const files = coded(["uri://ed-fi.org/GradeLevelDescriptor#Own grade"]);
    write(bench.source, { ...files, "gradeLevelDescriptors.jsonl": [own] });
    expect(
      await bench.push({
        resources: ["localEducationAgencies", "schools", "students", "studentSchoolAssociations"],
      }),
    ).toMatchObject({ blocked: 1 });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 2, sent: { created: 2 } });
  });
});

test("a value in other letters goes out as the server spells it", async () => {
  const bench = await setUp();
  write(bench.source, coded([` ${ninth.toUpperCase().replace("URI://", "uri://")} `]));
  expect(await bench.push()).toMatchObject({ exitStatus: 0, blocked: 0 });
  expect(gradesOnServer(bench)).toEqual([ninth]);
});

test("another mapping sends exactly the records that use it again", async () => {
  const bench = await setUp();
  write(bench.source, coded(["09", ninth, "09"]));
  await bench.client.call("sources.scan", { connection });
  await map(bench, "09", ninth);
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  expect(await map(bench, "09", tenth)).toMatchObject({ changed: 1, records: 2 });
  expect(await statesOf(bench, enrollments)).toEqual({ sent: 1, changed: 2 });
  expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 2, sent: { updated: 2 } });
  expect(gradesOnServer(bench)).toEqual([ninth, tenth, tenth]);
  expect(await bench.push()).toMatchObject({ requests: 0, tokens: 0 });
});

test("a mapping that is taken away holds what it had let out, when that is to be sent again", async () => {
  const bench = await setUp();
  write(bench.source, coded(["09"]));
  await bench.client.call("sources.scan", { connection });
  await map(bench, "09", ninth);
  await bench.push();
  expect(await map(bench, "09", null)).toMatchObject({ changed: 1, records: 1 });
  expect(await bench.push()).toMatchObject({ exitStatus: 1, blocked: 1, requests: 0 });
});

test("a mapping that changes while its records are on their way is what the server has in the end", async () => {
  const bench = await setUp({ latency: 40 });
  const codes = Array.from({ length: 300 }, () => "09");
  write(bench.source, coded(codes));
  await bench.client.call("sources.scan", { connection });
  await map(bench, "09", ninth);
  const run = await bench.client.call("push.start", { connection, concurrency: 8 });
  await expect.poll(() => bench.practice.items(enrollments).length, { timeout: 20_000 }).toBeGreaterThan(20);
  await map(bench, "09", tenth);
  await bench.client.call("runs.result", { run: run.id });
  expect(new Set(gradesOnServer(bench))).toContain(ninth);
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  expect(new Set(gradesOnServer(bench))).toEqual(new Set([tenth]));
});

test("a mapping whose records were not all marked when Steward ended marks them at the next start", async () => {
  const bench = await setUp();
  write(bench.source, coded(["09", "09"]));
  await bench.client.call("sources.scan", { connection });
  await map(bench, "09", ninth);
  await bench.push();
  await bench.core.close();
  const db = new Database(join(bench.home, "steward.db"));
  db.prepare("UPDATE mappings SET uri = ?").run(tenth);
  db.prepare("INSERT INTO reshapes SELECT id, ?, '09' FROM connections").run(grades);
  db.close();
  const next = await bench.restart();
  expect(await next.push()).toMatchObject({ requests: 2, sent: { updated: 2 } });
  expect(gradesOnServer(next)).toEqual([tenth, tenth]);
});

describe("what a profile does not send", () => {
  const save = async (bench: Bench, changes: object) => {
    const { profile } = await bench.client.call("profile.show", { connection });
    return bench.client.call("profile.save", { connection, profile: { ...profile, ...changes } });
  };

  test("stays, and holds what refers to it; switched on, everything goes", async () => {
    const bench = await setUp();
    write(bench.source, district(["1"]));
    await save(bench, { off: ["/ed-fi/schools"] });
    expect(await bench.push()).toMatchObject({ blocked: 1, failed: 0, sent: { created: 2 } });
    expect(await causesOf(bench)).toMatchObject([
      { who: "our settings", held: 1, title: expect.stringContaining("switched off") },
    ]);
    expect(await bench.push({ resources: ["schools"] })).toMatchObject({
      state: "stopped",
      reason: expect.stringContaining("profile does not send schools"),
    });
    await save(bench, { off: [] });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { created: 3 } });
  });

  test("leaves references to what another system sends to the server", async () => {
    const bench = await setUp();
    write(bench.source, { "localEducationAgencies.jsonl": [agency], "schools.jsonl": [school(1)] });
    await bench.push();
    write(bench.source, { ...district(["1"]), "schools.jsonl": [school(1, { nameOfInstitution: "Ours" })] });
    await save(bench, { owners: { "/ed-fi/schools": { owner: "other", contact: "HR, 555-0100" } } });
    expect(await bench.push()).toMatchObject({ exitStatus: 0, blocked: 0, sent: { created: 2 } });
    write(bench.source, {
      "studentSchoolAssociations.jsonl": [enrollment("1", 1), enrollment("1", 9)],
      "schools.jsonl": [school(1, { nameOfInstitution: "Ours" })],
    });
    expect(await bench.push()).toMatchObject({ failed: 1 });
    expect(await causesOf(bench)).toMatchObject([
      { kind: "missing-parent", about: "/ed-fi/schools", contact: "HR, 555-0100" },
    ]);
    expect(bench.practice.items("/ed-fi/schools")).toMatchObject([
      { body: { nameOfInstitution: "Practice High School" } },
    ]);
  });
});
