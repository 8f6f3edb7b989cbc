import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { everything } from "../../shared/domain/profile.ts";
import { keptRecords } from "./chosen.ts";
import { complete, deleteAll, onServer, plan } from "./deleting.ts";
import { enrollment, setUp, student, write } from "./harness.ts";
import { locations, rooms, schedule, withRooms } from "./rooms.ts";
import { causesOf, district, statesOf } from "./small-district.ts";
import { course, session, timetable, together } from "./timetable.ts";

describe("never deleted is", () => {
  test("a record of another school year than the folder's", async () => {
    const bench = await setUp();
    const base = { ...district(["1"]), "courses.jsonl": [course] };
    const size = { sections: 3, students: ["1"], attended: 2 };
    write(bench.source, { ...base, ...timetable(1, 2026, size) });
    await complete(bench, ["sessions", "courseOfferings", "sections", "studentSectionAssociations"]);
    expect(await bench.push()).toMatchObject({ exitStatus: 0 });
    write(bench.source, timetable(1, 2027, size));
    const { total, kept } = await plan(bench);
    expect(total).toBe(0);
    expect(kept.map(({ resource, records, why }) => `${resource} ${records} ${why}`).sort()).toEqual([
      "/ed-fi/courseOfferings 1 another-year",
      "/ed-fi/sections 3 another-year",
      "/ed-fi/sessions 1 another-year",
      "/ed-fi/studentSectionAssociations 2 another-year",
    ]);
    expect(kept.map(({ sentence }) => sentence)).toContain(
      "3 sections belong to 2025-2026; this folder is about 2026-2027.",
    );
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({ sent: { deleted: 0 } });
    expect(onServer(bench, "sections")).toBe(6);
  });

  test("a record that only has a date, of a day in another school year, unless a person names it", async () => {
    const bench = await setUp();
    const base = together(district(["1"]), { "sessions.jsonl": [session(1, 2027)] });
    const former = enrollment("1", 2, { entryDate: "2025-08-18", exitWithdrawDate: "2026-05-28" });
    write(bench.source, together(base, { "studentSchoolAssociations.jsonl": [former] }));
    await complete(bench, ["studentSchoolAssociations"]);
    await bench.push();
    const gone = keptRecords(bench.home).find(({ body }) => body.entryDate === "2025-08-18");
    write(bench.source, base);
    expect(await plan(bench)).toMatchObject({ total: 0, kept: [{ why: "another-year", records: 1 }] });
    const named = { records: [String(gone?.id)] };
    expect(await deleteAll(bench, named)).toMatchObject({ exitStatus: 0, sent: { deleted: 1 } });
  });

  test("what may stand in a line or a file that cannot be read", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": [...rooms(29), '{"classroomIdentificationCode": "R-3'] });
    expect(await plan(bench)).toMatchObject({ total: 0, kept: [{ why: "unreadable", records: 1 }] });
    write(bench.source, { "locations.jsonl": rooms(29) });
    expect(await plan(bench)).toMatchObject({ total: 1 });
    mkdirSync(join(bench.source, "locations"));
    write(bench.source, { "locations.jsonl": rooms(20), "locations/more.jsonl.gz": ["no gzip at all"] });
    expect(await plan(bench)).toMatchObject({ total: 0, kept: [{ why: "unreadable", records: 1 }] });
    expect(await statesOf(bench, locations)).toMatchObject({ sent: 29, gone: 1 });
  });

  test("what another folder of the connection states", async () => {
    const bench = await withRooms(30);
    const folder = join(bench.folder, "more");
    write(folder, { "locations.jsonl": rooms(1) });
    await bench.client.call("sources.add", { connection: "P", folder });
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(30).slice(1) });
    expect(await plan(bench)).toMatchObject({ total: 0, kept: [{ why: "stated-elsewhere", records: 1 }] });
  });

  test("what another system owns, and what the profile leaves out", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(29) });
    const profile = { ...everything, owners: { [locations]: { owner: "other" as const } } };
    await bench.client.call("profile.save", { connection: "P", profile });
    expect(await plan(bench)).toMatchObject({ total: 0, kept: [{ why: "not-sent", records: 1 }] });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({ requests: 0, sent: { deleted: 0 } });
  });

  test("a record of a school that the list is not complete for", async () => {
    const bench = await setUp();
    write(bench.source, { ...district([]), "locations.jsonl": [...rooms(30, 1), ...rooms(30, 2)] });
    await complete(bench, ["locations"], ["1"]);
    await bench.push();
    write(bench.source, { "locations.jsonl": [...rooms(29, 1), ...rooms(28, 2)] });
    expect(await plan(bench)).toMatchObject({
      total: 1,
      kept: [{ resource: locations, why: "not-complete", records: 2 }],
    });
    await bench.push({ deletes: "confirm" });
    const left = bench.practice.items(locations).map(({ body }) => JSON.stringify(body));
    expect(left.filter((body) => body.includes('"schoolId":1}'))).toHaveLength(29);
    expect(left.filter((body) => body.includes('"schoolId":2}'))).toHaveLength(30);
  });
});

describe("what the server did not delete", () => {
  test("is as it was when it comes back: nothing is sent", async () => {
    const bench = await setUp();
    write(bench.source, { ...district([]), ...schedule });
    await complete(bench, ["locations"]);
    await bench.push();
    write(bench.source, { "locations.jsonl": [] });
    await deleteAll(bench);
    expect(await causesOf(bench)).toHaveLength(1);
    write(bench.source, { "locations.jsonl": rooms(1) });
    expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });
    expect(await statesOf(bench, locations)).toEqual({ sent: 1 });
    expect(await causesOf(bench)).toEqual([]);
    write(bench.source, { "locations.jsonl": [] });
    await deleteAll(bench);
    // A folder that the connection has left keeps nothing back.
    await bench.client.call("sources.remove", { connection: "P", folder: bench.source });
    expect(await causesOf(bench)).toEqual([]);
  });

  test("for want of a permission says so, and goes by its cause once the host has mended that", async () => {
    const claims = { name: "SIS", resources: { "*": ["Create", "Read", "Update"] as const } };
    const bench = await setUp({ claims });
    write(bench.source, { ...district([]), "locations.jsonl": rooms(1) });
    await complete(bench, ["locations"]);
    await bench.push();
    write(bench.source, { "locations.jsonl": [] });
    expect(await deleteAll(bench)).toMatchObject({ exitStatus: 1, undeleted: 1 });
    const [cause] = await causesOf(bench);
    expect(cause).toMatchObject({
      title: "locations: not deleted, the key may not delete them",
      who: "the host",
      status: 403,
    });
    await complete(bench, []);
    const records = await bench.client.call("causes.records", { connection: "P", cause: cause?.id ?? "" });
    expect(records).toMatchObject([{ resource: locations, state: "delete-pending", status: 403 }]);
    expect(await plan(bench, { causes: [cause?.id] })).toMatchObject({ total: 1 });
  });
});

test("a person who left keeps the enrolments that other schools state", async () => {
  const bench = await setUp();
  write(bench.source, district(["1", "2"]));
  await complete(bench, ["studentSchoolAssociations"], ["1"]);
  write(bench.source, {
    "studentSchoolAssociations.jsonl": [enrollment("1", 1), enrollment("2", 1), enrollment("2", 2)],
    "students.jsonl": [student("1"), student("2")],
  });
  await bench.push();
  write(bench.source, { "studentSchoolAssociations.jsonl": [enrollment("1", 1)] });
  expect(await plan(bench)).toMatchObject({ total: 1, kept: [{ why: "not-complete", records: 1 }] });
  expect(await deleteAll(bench)).toMatchObject({ exitStatus: 0, sent: { deleted: 1 } });
  expect(onServer(bench, "studentSchoolAssociations")).toBe(2);
});
