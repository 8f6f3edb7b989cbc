import { describe, expect, test } from "vitest";
import { permissionChanges } from "../../electron/core/profile/permission-changes.ts";
import { permissionGaps, type Sent } from "../../electron/core/profile/permission-gaps.ts";
import type { Permissions } from "../../shared/domain/permissions.ts";

const bare: Permissions = {
  at: "2026-11-22T10:42:00.000Z",
  namespacePrefixes: [],
  organizations: [],
  profiles: [],
};
const grades = { resource: "/ed-fi/grades", operations: ["Create", "Read", "Update"] };
const nothing: Sent = { resources: [], namespaces: [], schools: [] };

describe("what a key is good for otherwise than before", () => {
  test("is nothing when the same is said in another order", () => {
    const one = { ...bare, profiles: ["A", "B"], resources: [grades] };
    const other = {
      ...bare,
      profiles: ["B", "A"],
      resources: [{ ...grades, operations: ["Update", "Read", "Create"] }],
    };
    expect(permissionChanges(one, other)).toEqual([]);
  });

  test("is told in sentences: organizations by name, operations by resource", () => {
    const former = {
      ...bare,
      organizations: [{ id: "1", name: "North High" }, { id: "2" }],
      profiles: ["A"],
      resources: [grades, { resource: "/ed-fi/students", operations: ["Read"] }],
    };
    const now = {
      ...bare,
      claimSet: "SIS",
      organizations: [{ id: "2" }, { id: "3" }],
      profiles: ["B"],
      resources: [
        { ...grades, operations: ["Read"] },
        { resource: "/ed-fi/students", operations: ["Read", "Create"] },
      ],
    };
    expect(permissionChanges(former, now)).toEqual([
      "The claim set is SIS; the server did not name one before.",
      "The key is no longer good for North High (1).",
      "The key is now good for 3.",
      "No longer assigned is the API Profile A.",
      "Newly assigned is the API Profile B.",
      "No longer allowed is Create on grades.",
      "No longer allowed is Update on grades.",
      "Newly allowed is Create on students.",
    ]);
  });

  test("names no more than a person reads", () => {
    const resources = Array.from({ length: 60 }, (_, index) => ({
      resource: `/ed-fi/r${index}`,
      operations: ["Create"],
    }));
    const [sentence] = permissionChanges({ ...bare, resources }, { ...bare, resources: [] });
    expect(sentence).toMatch(/^No longer allowed is Create on r0, .* and 55 more\.$/);
  });
});

describe("a gap", () => {
  test("is none where the server lists no permissions, no namespaces and no organizations", () => {
    const sent = {
      resources: [{ resource: "/ed-fi/grades", records: 3 }],
      namespaces: [{ resource: "/ed-fi/gradeLevelDescriptors", records: 1, found: ["uri://x"] }],
      schools: [{ id: "1" }],
    };
    expect(permissionGaps(bare, sent)).toEqual([]);
  });

  test("is none for a resource that is covered in another spelling", () => {
    const sent = { ...nothing, resources: [{ resource: "/ed-fi/grades", records: 3 }] };
    const listed = { ...bare, resources: [{ ...grades, resource: "/Ed-Fi/Grades" }] };
    expect(permissionGaps(listed, sent)).toEqual([]);
  });

  test("is a school that is neither reached nor stated to belong to an agency that is", () => {
    const now = { ...bare, organizations: [{ id: "255901" }, { id: "1" }] };
    const schools = [{ id: "1" }, { id: "2", within: "255901" }, { id: "3", within: "9" }, { id: "4" }];
    const [gap, ...others] = permissionGaps(now, { ...nothing, schools });
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ resource: "/ed-fi/schools", missing: [], records: 2 });
    expect(gap?.sentence).toContain(
      "2 schools that this key does not reach: 3, 4. Ask the state to add them",
    );
  });

  test("is a namespace outside of all prefixes, whatever its case", () => {
    const now = { ...bare, namespacePrefixes: ["uri://State.us"] };
    const of = (...found: string[]) => ({
      ...nothing,
      namespaces: [{ resource: "/ed-fi/assessments", records: 5, found }],
    });
    expect(permissionGaps(now, of("uri://state.us/A", "uri://STATE.us"))).toEqual([]);
    expect(permissionGaps(now, of("uri://vendor.com"))).toMatchObject([
      { resource: "/ed-fi/assessments", records: 5, sentence: expect.stringContaining("uri://vendor.com") },
    ]);
  });
});
