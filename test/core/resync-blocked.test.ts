import { expect, test } from "vitest";
import { type KeptRecord, keptRecords } from "./chosen.ts";
import { agency, setUp, write } from "./harness.ts";
import { district, statesOf } from "./small-district.ts";

test("leaves a chosen record blocked by a parent that was not chosen, with its cause, and sends it with its parent", async () => {
  const bench = await setUp();
  write(bench.source, district(["1", "2"]));
  const ids = (wanted: (record: KeptRecord) => boolean) =>
    keptRecords(bench.home).flatMap((record) => (wanted(record) ? [record.id] : []));
  await bench.client.call("push.preview", { connection: "P" });
  const records = ids(({ resource }) => resource === "/ed-fi/studentSchoolAssociations").map(String);
  const alone = await bench.push({ records });
  expect(alone).toMatchObject({ planned: 2, blocked: 2, requests: 0, exitStatus: 1, left: 0 });
  expect(alone.causes).not.toHaveLength(0);
  expect(await statesOf(bench, "/ed-fi/studentSchoolAssociations")).toEqual({ blocked: 2 });
  const first = ids(
    ({ resource, body }) =>
      !["/ed-fi/students", "/ed-fi/studentSchoolAssociations"].includes(resource) ||
      body.studentUniqueId === "1",
  );
  expect(await bench.push({ records: [...first.map(String), ...records] })).toMatchObject({
    requests: 5,
    blocked: 1,
    sent: { created: 5 },
  });
  expect(await bench.push()).toMatchObject({ requests: 2, exitStatus: 0, blocked: 0 });
});

test("does not send a chosen record whose parent of the same resource was not chosen, nor take the two for a circle", async () => {
  const bench = await setUp();
  const department = (organizationDepartmentId: number, more: object = {}) => ({
    organizationDepartmentId,
    nameOfInstitution: "Practice Department",
    categories: agency.categories,
    ...more,
  });
  write(bench.source, {
    "organizationDepartments.jsonl": [
      department(11, { parentEducationOrganizationReference: { educationOrganizationId: 12 } }),
      department(12),
    ],
  });
  await bench.client.call("push.preview", { connection: "P" });
  const [child = ""] = keptRecords(bench.home).map(({ id }) => String(id));
  expect(await bench.push({ records: [child] })).toMatchObject({ requests: 0, blocked: 1, failed: 0 });
  expect(await statesOf(bench, "/ed-fi/organizationDepartments")).toEqual({ new: 1, blocked: 1 });
  expect(await bench.push()).toMatchObject({ requests: 2, blocked: 0, exitStatus: 0 });
});
