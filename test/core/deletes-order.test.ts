import { expect, test } from "vitest";
import { ServerKind } from "../../shared/domain/connection.ts";
import { complete, deleteAll, deletions, plan } from "./deleting.ts";
import { agency, setUp, write } from "./harness.ts";
import { locations, rooms, schedule, withRooms } from "./rooms.ts";
import { causesOf, district, statesOf } from "./small-district.ts";
import { inSection, section } from "./timetable.ts";

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
