import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { type KeptRecord, keptRecords } from "./chosen.ts";
import { complete } from "./deleting.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";
import { ofSchool, schoolIds, twinSchool } from "./two-schools.ts";

const [own, other] = schoolIds;

async function send(bench: Bench, schools: readonly string[], connection = "P") {
  const { settings } = await bench.client.call("connections.show", { connection });
  await bench.client.call("connections.update", {
    connection,
    settings: { ...settings, schools: [...schools] },
  });
}

const personId = /"(?:student|staff|contact)UniqueId":"[^"]+"/g;
const peopleIn = ({ body }: KeptRecord): readonly string[] => JSON.stringify(body).match(personId) ?? [];

/** Ids of the records that belong to the other school and not to ours, or are about its people only: told by their texts. */
function outsideIn(home: string): Set<number> {
  const records = keptRecords(home);
  const [isOwn, isOther] = [ofSchool(records, own), ofSchool(records, other)];
  const people = (of: (record: KeptRecord) => boolean) => new Set(records.filter(of).flatMap(peopleIn));
  const [ofOwn, ofOther] = [people(isOwn), people(isOther)];
  const isAbout = (record: KeptRecord) =>
    peopleIn(record).some((person) => ofOther.has(person) && !ofOwn.has(person));
  return new Set(records.filter((one) => (isOther(one) || isAbout(one)) && !isOwn(one)).map(({ id }) => id));
}

const idsIn = (home: string, ...states: string[]) =>
  new Set(keptRecords(home).flatMap(({ id, state }) => (states.includes(state) ? [id] : [])));

/** Changes a member of the first line of a file that names this school. */
function change(folder: string, file: string, schoolId: string, text: [RegExp, string]) {
  const place = join(folder, file);
  const lines = readFileSync(place, "utf8").trim().split("\n");
  const at = lines.findIndex((line) => line.includes(schoolId));
  lines[at] = (lines[at] ?? "").replace(...text);
  writeFileSync(place, `${lines.join("\n")}\n`);
}

const written = ({ practice }: Bench, from: number) =>
  practice
    .log()
    .slice(from)
    .filter(({ method, path }) => method !== "GET" && !path.includes("oauth")).length;

test("of a district with two schools only the records of the chosen one are sent, and what belongs to none", async () => {
  const bench = await setUp();
  const { client, home, practice } = bench;
  const folder = join(bench.folder, "two");
  await generateDistrict(folder, { students: 6, seed: 3 });
  twinSchool(folder);
  await client.call("sources.add", { connection: "P", folder });
  await send(bench, [own]);

  const preview = await client.call("push.preview", { connection: "P", read: true });
  const outside = outsideIn(home);
  const all = keptRecords(home).length;
  expect(outside.size).toBeGreaterThan(500);
  expect(preview.planned).toBe(all - outside.size);
  const first = await bench.push();
  const sent = { created: all - outside.size, unchanged: 0 };
  expect(first).toMatchObject({ exitStatus: 0, left: 0, sent });
  expect(idsIn(home, "outside")).toEqual(outside);
  expect(practice.items("/ed-fi/schools")).toHaveLength(1);
  const [status] = await client.call("status.show", { connection: "P" });
  const counted = status?.resources.reduce((sum, { counts }) => sum + counts.outside, 0);
  expect(counted).toBe(outside.size);

  // Neither what was changed nor what is forced.
  change(folder, "studentSchoolAttendanceEvents.jsonl", other, [
    /"eventDate"/,
    '"eventDuration":0.5,"eventDate"',
  ]);
  change(folder, "studentSchoolAttendanceEvents.jsonl", own, [
    /"eventDate"/,
    '"eventDuration":0.5,"eventDate"',
  ]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 1, sent: { updated: 1 } });
  expect(await bench.push({ force: true })).toMatchObject({ requests: all - outside.size });
  expect(idsIn(home, "outside")).toEqual(outside);
  expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
  await expect(client.call("push.preview", { connection: "P", schools: [other] })).rejects.toMatchObject({
    code: "conflict",
  });

  // With both it is the whole district, and nothing goes twice.
  await send(bench, [own, other]);
  expect(idsIn(home, "new")).toEqual(outside);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { created: outside.size, updated: 0 } });
  expect(idsIn(home, "sent").size).toBe(all);

  // What the server has already stays there, and is not brought up to date.
  await send(bench, [own]);
  change(folder, "studentSchoolAttendanceEvents.jsonl", other, [/"eventDuration":0.5/, '"eventDuration":1']);
  const before = practice.log().length;
  expect(await bench.push()).toMatchObject({ exitStatus: 0, left: 0 });
  expect(written(bench, before)).toBe(0);
  expect(idsIn(home, "outside").size).toBe(1);
  await send(bench, []);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 1, sent: { updated: 1 } });
});

const twoSchools = {
  "localEducationAgencies.jsonl": [agency],
  "schools.jsonl": [school(1), school(2)],
  "students.jsonl": [student("1"), student("2")],
  "studentSchoolAssociations.jsonl": [enrollment("1", 1), enrollment("2", 2)],
};
const causesIn = ({ client }: Bench) => client.call("causes.list", { connection: "P" });

test("a refused record of a school that is not sent any more has no cause, and what waits for such a school says so", async () => {
  const bench = await setUp();
  write(bench.source, {
    ...twoSchools,
    "schools.jsonl": [school(1), school(2, { nameOfInstitution: "x".repeat(90) })],
  });
  expect(await bench.push()).toMatchObject({ failed: 1, exitStatus: 1 });
  await send(bench, ["1"]);
  expect(await causesIn(bench)).toEqual([]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0, requests: 0 });

  // A day at our school of a student who is enrolled in the other one only.
  const event = {
    attendanceEventCategoryDescriptor: "uri://ed-fi.org/AttendanceEventCategoryDescriptor#Excused Absence",
    eventDate: "2026-09-01",
    schoolReference: { schoolId: 1 },
    sessionReference: { schoolId: 1, schoolYear: 2027, sessionName: "Fall" },
    studentReference: { studentUniqueId: "2" },
  };
  write(bench.source, { "studentSchoolAttendanceEvents.jsonl": [event] });
  expect(await bench.push()).toMatchObject({ blocked: 1, requests: 0 });
  expect((await causesIn(bench)).map(({ topic }) => topic)).toContain("waiting.other-school");
});

test("the schools go along with a clone and a template; what left the files of another school is not deleted", async () => {
  const bench = await setUp({ educationOrganizationIds: [255901] });
  const { client, practice, source } = bench;
  write(source, twoSchools);
  await complete(bench, ["studentSchoolAssociations"]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  await send(bench, ["1"]);
  const [entry] = await client.call("audit.list", { connection: "P" });
  expect(entry?.changes).toEqual([{ field: "schools", to: "1" }]);
  write(source, { "studentSchoolAssociations.jsonl": [] });
  expect(await bench.push({ deletes: "confirm", confirmDeletes: 1 })).toMatchObject({
    sent: { deleted: 1 },
    deletes: { total: 1, kept: [{ why: "other-school", records: 1 }] },
  });
  expect(practice.items("/ed-fi/studentSchoolAssociations")).toHaveLength(1);

  const { connection } = await client.call("connections.clone", {
    connection: "P",
    name: "Next year",
    url: practice.url,
  });
  expect(connection.settings.schools).toEqual(["1"]);
  const template = await client.call("connections.export", { connection: "P" });
  expect(template.settings.schools).toEqual(["1"]);
});

/** One student in our school, 3,001 in the other. */
function writeLargeSchool(source: string) {
  const people = ["2", ...Array.from({ length: 3000 }, (_, at) => String(at + 10))];
  write(source, {
    ...twoSchools,
    "students.jsonl": ["1", ...people].map((id) => student(id)),
    "studentSchoolAssociations.jsonl": [enrollment("1", 1), ...people.map((id) => enrollment(id, 2))],
  });
}

async function outsideOf({ client }: Bench) {
  // A turn of the loop, in which the core goes on.
  await new Promise(setImmediate);
  const [status] = await client.call("status.show", { connection: "P" });
  return (status?.resources ?? []).reduce((sum, { counts }) => sum + counts.outside, 0);
}

test("closed in the middle of a change of schools, the change is saved, and the next reading does what is left", async () => {
  const bench = await setUp();
  writeLargeSchool(bench.source);
  await bench.client.call("sources.scan", { connection: "P" });
  const sent = send(bench, ["1"]);
  while ((await outsideOf(bench)) === 0);
  const again = await bench.restart();
  await sent;
  const left = await outsideOf(again);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(6003);
  expect(await again.push()).toMatchObject({ exitStatus: 0, requests: 4 });
  expect(await outsideOf(again)).toBe(6003);
});

test("a reading that ends while schools are being changed does not take that for done", async () => {
  const bench = await setUp();
  writeLargeSchool(bench.source);
  await send(bench, ["2"]);
  await bench.client.call("sources.scan", { connection: "P" });
  expect(await outsideOf(bench)).toBe(3);
  const reading = bench.client.call("sources.scan", { connection: "P" });
  const sent = send(bench, ["1"]);
  await reading;
  const again = await bench.restart();
  await sent;
  expect(await again.push()).toMatchObject({ exitStatus: 0, requests: 4 });
  expect(await outsideOf(again)).toBe(6003);
});
