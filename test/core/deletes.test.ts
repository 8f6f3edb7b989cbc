import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ServerKind } from "../../shared/domain/connection.ts";
import { everything } from "../../shared/domain/profile.ts";
import { connect } from "../practice/api-client.ts";
import { keptRecords } from "./chosen.ts";
import { complete, deleteAll, deletions, onServer, plan } from "./deleting.ts";
import { agency, type Bench, enrollment, school, setUp, student, write } from "./harness.ts";
import { causesOf, district, statesOf } from "./small-district.ts";
import { course, inSection, offering, room, section, session, timetable, together } from "./timetable.ts";

const rooms = (count: number, schoolId = 1) =>
  Array.from({ length: count }, (_, index) => room(schoolId, index + 1));
const locations = "/ed-fi/locations";

/** A school with so many rooms, on the server. */
async function withRooms(count: number): Promise<Bench> {
  const bench = await setUp();
  write(bench.source, { ...district([]), "locations.jsonl": rooms(count) });
  expect(await bench.push()).toMatchObject({ exitStatus: 0, sent: { created: count + 3 } });
  return bench;
}

describe("records that have left the files", () => {
  test("stay on the server unless their folder is a complete list of them, and somebody confirms", async () => {
    const bench = await withRooms(30);
    write(bench.source, { "locations.jsonl": rooms(29) });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({
      sent: { deleted: 0 },
      deletes: { total: 0, kept: [{ resource: locations, records: 1, why: "not-complete" }] },
    });
    await complete(bench, ["locations"]);
    expect(await bench.push()).not.toHaveProperty("deletes");
    expect(await bench.push({ deletes: "preview" })).toMatchObject({
      sent: { deleted: 0 },
      deletes: { total: 1, resources: [{ resource: locations, deletes: 1, of: 30, stops: false }] },
    });
    expect(onServer(bench, "locations")).toBe(30);
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({
      planned: 1,
      requests: 1,
      exitStatus: 0,
      sent: { deleted: 1, created: 0 },
    });
    expect(deletions(bench)).toEqual(["locations 204"]);
    expect(onServer(bench, "locations")).toBe(29);
    expect(await statesOf(bench, locations)).toEqual({ sent: 29, deleted: 1 });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({ planned: 0, requests: 0, left: 0 });
  });

  test("are shown before they are deleted, page by page", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(25) });
    await bench.client.call("sources.scan", { connection: "P" });
    const first = await bench.client.call("deletes.list", { connection: "P", limit: 3 });
    const rest = await bench.client.call("deletes.list", { connection: "P", after: first.at(-1)?.id ?? "" });
    const labels = [...first, ...rest].map(({ label, state }) => `${state} ${label}`);
    expect(labels).toEqual(
      [26, 27, 28, 29, 30].map((number) => `gone classroomIdentificationCode R-${number}, schoolId 1`),
    );
  });

  test("are created anew when they come back", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(29) });
    await bench.push({ deletes: "confirm" });
    const told = async () => {
      const { resources } = await bench.client.call("asSent.show", { connection: "P" });
      return resources.find(({ resource }) => resource === locations);
    };
    expect(await told()).toMatchObject({ sent: { created: 29, deleted: 1 }, there: 29 });
    write(bench.source, { "locations.jsonl": rooms(30) });
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({
      requests: 1,
      exitStatus: 0,
      sent: { created: 1, deleted: 0 },
    });
    expect(await statesOf(bench, locations)).toEqual({ sent: 30 });
    expect(onServer(bench, "locations")).toBe(30);
    expect(await told()).toMatchObject({ sent: { created: 30, deleted: 0 }, there: 30 });
  });

  test("are no error where somebody else has deleted them (defect 8)", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(29) });
    const api = await connect(bench.practice);
    const last = bench.practice.items(locations).find(({ body }) => JSON.stringify(body).includes("R-30"));
    expect((await api.send("DELETE", `${locations}/${last?.id}`)).status).toBe(204);
    expect(await bench.push({ deletes: "confirm" })).toMatchObject({ exitStatus: 0, sent: { deleted: 1 } });
    expect(deletions(bench)).toEqual(["locations 204", "locations 404"]);
    expect(await statesOf(bench, locations)).toEqual({ sent: 29, deleted: 1 });
  });

  test("stay where the server gave their item another key, under which the files state it", async () => {
    const bench = await withRooms(30);
    const api = await connect(bench.practice);
    const last = bench.practice.items(locations).find(({ body }) => JSON.stringify(body).includes("R-30"));
    const renamed = { ...room(1, 31), id: last?.id };
    expect((await api.send("PUT", `${locations}/${last?.id}`, renamed)).status).toBe(204);
    // Before the list is said to be complete, nobody takes it for the same one.
    write(bench.source, { "locations.jsonl": [...rooms(29), room(1, 31)] });
    expect(await bench.push()).toMatchObject({ sent: { updated: 1, keyChanged: 0 } });
    await complete(bench, ["locations"]);
    expect(await deleteAll(bench)).toMatchObject({
      sent: { deleted: 0 },
      deletes: { total: 0, kept: [{ resource: locations, records: 1, why: "same-item" }] },
    });
    expect(deletions(bench)).toEqual([]);
    expect(onServer(bench, "locations")).toBe(30);
  });

  test("stay, too, where the same push finds out that the server gave their item another key", async () => {
    const bench = await withRooms(30);
    await complete(bench, ["locations"]);
    const api = await connect(bench.practice);
    const last = bench.practice.items(locations).find(({ body }) => JSON.stringify(body).includes("R-30"));
    const renamed = { ...room(1, 31), id: last?.id };
    expect((await api.send("PUT", `${locations}/${last?.id}`, renamed)).status).toBe(204);
    write(bench.source, { "locations.jsonl": [room(1, 31), ...rooms(29)] });
    expect(await deleteAll(bench)).toMatchObject({ sent: { updated: 1, deleted: 0 }, deletes: { total: 1 } });
    expect(deletions(bench)).toEqual([]);
    expect(onServer(bench, "locations")).toBe(30);
  });

  test("are deleted from no list that they did not leave: a person names them by their ids", async () => {
    const bench = await withRooms(30);
    write(bench.source, { "locations.jsonl": rooms(28) });
    await bench.push();
    const before = keptRecords(bench.home).length;
    expect(before).toBe(31);
    const ids = await goneIds(bench);
    expect(ids).toHaveLength(2);
    expect(await bench.push({ deletes: "confirm", records: ids.slice(0, 1) })).toMatchObject({
      sent: { deleted: 1 },
      requests: 1,
    });
    expect(await statesOf(bench, locations)).toEqual({ sent: 28, gone: 1, deleted: 1 });
  });
});

/** What would be deleted if the folder were a complete list. */
async function goneIds(bench: Bench): Promise<string[]> {
  await complete(bench, ["locations"]);
  const lines = await bench.client.call("deletes.list", { connection: "P" });
  await complete(bench, []);
  return lines.map(({ id }) => id);
}

describe("the guard", () => {
  test("lets nothing be sent or deleted where a resource loses more than 5 %, until the total is typed", async () => {
    const bench = await withRooms(40);
    await complete(bench, ["locations"]);
    write(bench.source, { "locations.jsonl": rooms(37), "schools.jsonl": [school(1), school(2), school(3)] });
    const weighed = { of: 40, deletes: 3, share: 0.075, stops: true };
    const refusal = expect.stringContaining("confirm its total, 3.");
    expect(await plan(bench)).toMatchObject({ total: 3, stops: true, resources: [weighed], refusal });
    expect(await plan(bench, { confirmDeletes: 3 })).not.toHaveProperty("refusal");
    const refused = await bench.push({ deletes: "confirm" });
    expect(refused).toMatchObject({ state: "stopped", exitStatus: 2, requests: 0, left: 1 });
    expect(refused.reason).toBe(
      "Nothing was sent. 3 of 40 locations (7.5 %) would be deleted, more than 5 % or 500 of a resource. If the list is right, confirm its total, 3.",
    );
    const other = await bench.push({ deletes: "confirm", confirmDeletes: 2 });
    expect(other.reason).toContain("2 deletes were confirmed, and there are 3 now.");
    expect(onServer(bench, "locations")).toBe(40);
    expect(await bench.push({ deletes: "confirm", confirmDeletes: 3 })).toMatchObject({
      exitStatus: 0,
      sent: { created: 1, deleted: 3 },
    });
  });
});

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

const schedule = {
  "courses.jsonl": [course],
  "sessions.jsonl": [session(1, 2027)],
  "courseOfferings.jsonl": [offering(1, 2027)],
  "locations.jsonl": rooms(1),
  "sections.jsonl": [section(1, 2027, 1)],
};

test.each(ServerKind.options)(
  "on a server of kind %s, leaves go first and what gives rights last; what is referred to or out of reach is kept with a cause",
  async (server) => {
    const bench = await setUp({ server });
    const sections = { "studentSectionAssociations.jsonl": [inSection("1", [1, 2027, 1])] };
    write(bench.source, { ...district(["1"]), ...schedule, ...sections });
    await complete(bench, [
      "locations",
      "sections",
      "students",
      "studentSchoolAssociations",
      "studentSectionAssociations",
    ]);
    expect(await bench.push()).toMatchObject({ exitStatus: 0 });
    write(bench.source, { "locations.jsonl": [] });
    expect(await deleteAll(bench)).toMatchObject({ exitStatus: 1, undeleted: 1, sent: { deleted: 0 } });
    expect(await causesOf(bench)).toMatchObject([
      {
        kind: "not-deleted",
        title: "locations: not deleted, section items on the server still refer to them",
        who: "source data",
        records: 0,
        held: 1,
        status: 409,
      },
    ]);
    expect(await statesOf(bench, locations)).toEqual({ "delete-pending": 1 });
    // What was not asked for is not tried again.
    expect(await bench.push()).toMatchObject({ requests: 0, exitStatus: 0 });

    write(bench.source, {
      "sections.jsonl": [],
      "students.jsonl": [],
      "studentSchoolAssociations.jsonl": [],
      "studentSectionAssociations.jsonl": [],
    });
    expect(await deleteAll(bench)).toMatchObject({ exitStatus: 1, undeleted: 1, sent: { deleted: 4 } });
    const [refused, ...order] = deletions(bench);
    expect(refused).toBe("locations 409");
    expect(order.slice(-2)).toEqual(["studentSchoolAssociations 204", "students 403"]);
    expect(order.slice(0, 3)).toEqual(["studentSectionAssociations 204", "sections 204", "locations 204"]);
    expect(await causesOf(bench)).toMatchObject([
      {
        kind: "not-deleted",
        title:
          "students: not deleted, the key has no right to them any more: it ends with the last of studentSchoolAssociations of the same person",
        who: "the host",
        held: 1,
      },
    ]);
  },
);

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

test("what refers to each other within one resource goes leaves first", async () => {
  const bench = await setUp();
  const agencies = [1, 2, 3, 4].map((number) => ({
    ...agency,
    localEducationAgencyId: number,
    ...(number > 1 && { parentLocalEducationAgencyReference: { localEducationAgencyId: number - 1 } }),
  }));
  write(bench.source, { "localEducationAgencies.jsonl": [...agencies, agency] });
  await complete(bench, ["localEducationAgencies"]);
  expect(await bench.push()).toMatchObject({ exitStatus: 0 });
  write(bench.source, { "localEducationAgencies.jsonl": [agency] });
  expect(await deleteAll(bench)).toMatchObject({ exitStatus: 0, sent: { deleted: 4 } });
});

test("what is sent in the same run is sent first: it may have been pointed away from what is deleted", async () => {
  const bench = await setUp();
  write(bench.source, { ...district(["1"]), ...schedule, "locations.jsonl": rooms(2) });
  await complete(bench, ["locations"]);
  await bench.push();
  write(bench.source, {
    "locations.jsonl": rooms(2).slice(1),
    "sections.jsonl": [
      { ...section(1, 2027, 1), locationReference: { ...section(1, 2027, 2).locationReference } },
    ],
  });
  expect(await deleteAll(bench)).toMatchObject({ exitStatus: 0, sent: { updated: 1, deleted: 1 } });
});

test("submissions count what was deleted, and a limit holds for it too", async () => {
  const bench = await withRooms(30);
  await complete(bench, ["locations"]);
  write(bench.source, { "locations.jsonl": rooms(26) });
  expect(await deleteAll(bench, { limit: 3 })).toMatchObject({ requests: 3, sent: { deleted: 3 } });
  const [submission] = await bench.client.call("submissions.list", { connection: "P" });
  expect(submission).toMatchObject({ deleted: 3, sent: 0 });
  expect(await plan(bench)).toMatchObject({ total: 1 });
});

test("a folder's complete lists are shown with it, and go with it", async () => {
  const bench = await setUp();
  write(bench.source, district([]));
  await complete(bench, ["students", "/ed-fi/schools"], ["1"]);
  const listed = () => bench.client.call("sources.list", { connection: "P" });
  expect(await listed()).toMatchObject([
    {
      complete: [
        { resource: "/ed-fi/schools", schools: ["1"] },
        { resource: "/ed-fi/students", schools: ["1"] },
      ],
    },
  ]);
  await expect(complete(bench, ["pupils"])).rejects.toThrow('This server has no resource "pupils"');
  const source = { connection: "P", folder: bench.source };
  await bench.client.call("sources.remove", source);
  expect(await bench.client.call("sources.add", source)).not.toHaveProperty("complete");
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
