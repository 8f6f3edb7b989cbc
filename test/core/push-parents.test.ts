import { describe, expect, test } from "vitest";
import { agency, enrollment, school, setUp, student, write } from "./harness.ts";
import {
  causesOf,
  contactsOf,
  district,
  graduationPlanReference,
  plan,
  plansLast,
} from "./small-district.ts";

describe("a record whose parents are not there", () => {
  test("holds the children of a refused parent, through all generations, under the parent's cause, and releases them by itself", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1", "2"]),
      "schools.jsonl": [school(1, { nameOfInstitution: "x".repeat(100) }), school(2)],
      ...contactsOf("1"),
    });
    const refused = await bench.push();
    expect(refused).toMatchObject({ failed: 1, blocked: 3, waiting: 0, exitStatus: 1, sent: { created: 5 } });
    expect(await causesOf(bench)).toMatchObject([
      { kind: "validation", records: 1, held: 3, releases: 4, resources: ["/ed-fi/schools"] },
    ]);
    const [cause] = await causesOf(bench);
    const page = (after?: string) =>
      bench.client.call("causes.records", {
        connection: "P",
        cause: cause?.id ?? "",
        limit: 2,
        ...(after && { after }),
      });
    const first = await page();
    expect(first.map(({ state }) => state)).toEqual(["failed", "blocked"]);
    expect((await page(first[1]?.id)).map(({ state }) => state)).toEqual(["blocked", "blocked"]);
    // Nothing is sent again just because time passed.
    expect(await bench.push()).toMatchObject({ requests: 0, failed: 1, blocked: 3 });
    write(bench.source, { "schools.jsonl": [school(1), school(2)] });
    expect(await bench.push()).toMatchObject({
      requests: 4,
      failed: 0,
      blocked: 0,
      exitStatus: 0,
      causes: [],
    });
  });

  test("holds what refers to a record that is in none of the files, one cause for each missing one", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1", "2"]),
      "studentSchoolAssociations.jsonl": [enrollment("1", 7), enrollment("2", 7), enrollment("9", 1)],
    });
    const result = await bench.push();
    expect(result).toMatchObject({ failed: 0, blocked: 3, requests: 5 });
    const causes = await causesOf(bench);
    expect(causes).toMatchObject([
      {
        kind: "missing-parent",
        records: 0,
        held: 2,
        title: "School schoolId 7 that other records refer to is not in your files",
      },
      {
        kind: "missing-parent",
        records: 0,
        held: 1,
        title: "A Student that other records refer to is not in your files",
      },
    ]);
    write(bench.source, {
      "schools.jsonl": [school(1), school(2), school(7)],
      "students.jsonl": ["1", "2", "9"].map((id) => student(id)),
    });
    expect(await bench.push()).toMatchObject({ requests: 5, blocked: 0, exitStatus: 0, causes: [] });
  });

  test("leaves it to the server to know a parent that this connection does not send", async () => {
    const bench = await setUp();
    write(bench.source, { "studentSchoolAssociations.jsonl": [enrollment("1", 1)] });
    const result = await bench.push();
    expect(result).toMatchObject({ requests: 1, failed: 1, blocked: 0 });
    expect(await causesOf(bench)).toMatchObject([{ kind: "missing-parent", records: 1 }]);
  });

  test("holds the children of a rejected line under that line's cause", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1"]),
      "students.jsonl": [student("1", { birthDate: { year: 2012 } })],
    });
    expect(await bench.push()).toMatchObject({ rejected: 1, blocked: 1, requests: 3 });
    expect(await causesOf(bench)).toMatchObject([
      { kind: "rejected-line", records: 1, held: 1, releases: 2 },
    ]);
  });

  test("sends parents before children within one resource, however the file has them", async () => {
    const bench = await setUp();
    const department = (id: number, parent?: number) => ({
      organizationDepartmentId: id,
      nameOfInstitution: `Department ${id}`,
      categories: [
        {
          educationOrganizationCategoryDescriptor:
            "uri://ed-fi.org/EducationOrganizationCategoryDescriptor#Organization Department",
        },
      ],
      ...(parent && { parentEducationOrganizationReference: { educationOrganizationId: parent } }),
    });
    write(bench.source, {
      "localEducationAgencies.jsonl": [agency],
      "organizationDepartments.jsonl": [department(4, 3), department(3, 2), department(2, 255901)],
    });
    expect(await bench.push()).toMatchObject({ failed: 0, blocked: 0, exitStatus: 0, requests: 4 });
  });

  test("waits for a parent that the push left out, under a cause that names its resource, and goes with the next push", async () => {
    const bench = await setUp();
    write(bench.source, { ...district(["1", "2"]), ...contactsOf("1") });
    const chosen = ["students", "studentSchoolAssociations", "studentContactAssociations"];
    expect(await bench.push({ resources: chosen })).toMatchObject({
      sent: { created: 2 },
      blocked: 3,
      failed: 0,
    });
    const causes = await causesOf(bench);
    expect(causes.map(({ title, kind, records, held }) => ({ title, kind, records, held }))).toEqual([
      {
        title: "Records wait for schools, which this push left out: push schools first, or everything",
        kind: "waiting",
        records: 0,
        held: 2,
      },
      {
        title: "Records wait for contacts, which this push left out: push contacts first, or everything",
        kind: "waiting",
        records: 0,
        held: 1,
      },
    ]);
    expect(await bench.push()).toMatchObject({ blocked: 0, failed: 0, exitStatus: 0, causes: [] });
  });

  test("waits for an association that the push left out, under a cause that names it", async () => {
    const bench = await setUp();
    write(bench.source, { ...district(["1"]), ...contactsOf("1") });
    const { "studentSchoolAssociations.jsonl": _, ...others } = district(["1"]);
    const resources = [...Object.keys(others).map((file) => file.replace(".jsonl", "")), "contacts"];
    expect(await bench.push({ resources: [...resources, "studentContactAssociations"] })).toMatchObject({
      blocked: 1,
      failed: 0,
    });
    expect(await causesOf(bench)).toMatchObject([
      { held: 1, title: expect.stringContaining("wait for studentSchoolAssociations, which this push left") },
    ]);
    expect(await bench.push()).toMatchObject({ blocked: 0, exitStatus: 0, causes: [] });
  });

  test("is told under the parent's own cause once the push that left it out is made good", async () => {
    const bench = await setUp();
    write(bench.source, {
      ...district(["1"]),
      "schools.jsonl": [school(1, { nameOfInstitution: "x".repeat(100) })],
    });
    const resources = ["students", "studentSchoolAssociations"];
    expect(await bench.push({ resources })).toMatchObject({ blocked: 1 });
    expect(await bench.push()).toMatchObject({ failed: 1, blocked: 1 });
    expect(await causesOf(bench)).toMatchObject([{ kind: "validation", records: 1, held: 1 }]);
  });

  test("waits as long as a parent that goes at the end of the push, and is held under what that one was refused for", async () => {
    const bench = await setUp({ dependencies: plansLast() });
    const classOfSchoolYearTypeReference = { schoolYear: 1900 };
    write(bench.source, {
      ...district(["1", "2"]),
      ...contactsOf("1"),
      "graduationPlans.jsonl": [plan],
      "studentSchoolAssociations.jsonl": [
        enrollment("1", 1, { graduationPlanReference, classOfSchoolYearTypeReference }),
        enrollment("2", 1, { graduationPlanReference }),
      ],
    });
    expect(await bench.push()).toMatchObject({ failed: 1, blocked: 1, waiting: 0, sent: { created: 8 } });
    expect(await causesOf(bench)).toMatchObject([{ kind: "missing-parent", records: 1, held: 1 }]);
  });

  test("of two folders that state the same record, the one added first is taken, and the other when that is gone", async () => {
    const bench = await setUp();
    const twins = `${bench.folder}/second`;
    write(bench.source, { "students.jsonl": [student("1", { firstName: "First" })] });
    write(twins, { "students.jsonl": [student("1", { firstName: "Second" }), student("2")] });
    await bench.client.call("sources.add", { connection: "P", folder: twins });
    expect(await bench.push()).toMatchObject({ requests: 2, failed: 0, blocked: 1 });
    expect(bench.practice.items("/ed-fi/students").map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ firstName: "First" }),
    );
    expect(await causesOf(bench)).toMatchObject([{ kind: "identity", records: 0, held: 1 }]);
    expect(await bench.push()).toMatchObject({ requests: 0, blocked: 1 });
    write(bench.source, { "students.jsonl": [] });
    // It is on the server, and nothing gives this key the right to update it yet.
    expect(await bench.push()).toMatchObject({ requests: 1, blocked: 0, waiting: 1 });
  });
});
