import { describe, expect, it } from "vitest";
import {
  buildSteps,
  deriveDependencies,
  personRules,
  readDependencies,
} from "../../electron/core/model/dependencies.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import type { Dependency, Step } from "../../electron/core/model/types.ts";
import { descriptor, openApi3, referenceOf, text, to } from "./model-documents.ts";

const reference = (name: string) => ({ [`${name}Reference`]: to(`edFi_${name}Reference`) });
const named = (schema: string, references: readonly string[], required: readonly string[] = references) => ({
  schema: `edFi_${schema}`,
  properties: { [`${schema}Id`]: text, ...Object.assign({}, ...references.map(reference)) },
  required: [`${schema}Id`, ...required.map((name) => `${name}Reference`)],
  key: [`${schema}Id`],
});
const referenceTo = (name: string) => ({ [`edFi_${name}Reference`]: referenceOf({ [`${name}Id`]: text }) });

/** Enrolment, contacts and attendance around a student; staff with an assignment; a grade level descriptor. */
const model = readModel([
  openApi3(
    {
      ...descriptor("gradeLevelDescriptor"),
      "/ed-fi/schoolYearTypes": named("schoolYearType", []),
      "/ed-fi/classPeriods": named("classPeriod", ["schoolYearType"]),
      "/ed-fi/students": named("student", []),
      "/ed-fi/contacts": named("contact", []),
      "/ed-fi/staffs": named("staff", []),
      "/ed-fi/studentSchoolAssociations": {
        ...named("enrolment", ["student", "schoolYearType"]),
        properties: {
          enrolmentId: text,
          entryGradeLevelDescriptor: text,
          ...reference("student"),
          ...reference("schoolYearType"),
        },
      },
      "/ed-fi/studentContactAssociations": named("kinship", ["student", "contact"]),
      "/ed-fi/staffEducationOrganizationAssignmentAssociations": named("assignment", ["staff"]),
      "/ed-fi/staffEducationOrganizationEmploymentAssociations": named("employment", ["staff"]),
      "/ed-fi/studentHealths": named("health", ["student"]),
    },
    Object.assign({}, ...["schoolYearType", "student", "contact", "staff"].map(referenceTo)),
  ),
]);

const stepsById = (steps: readonly Step[]) => new Map(steps.map((step) => [step.id, step]));
const row = (
  resource: string,
  order: number,
  operations: Dependency["operations"] = ["Create", "Update"],
) => ({
  resource,
  order,
  operations,
});

describe("a server's dependency document", () => {
  it("is read in any order, without operations and rows that make no sense", () => {
    expect(
      readDependencies([
        { resource: "/ed-fi/b", order: 2, operations: ["Update", "Create", "Retry"] },
        { resource: "/ed-fi/c", order: 1, operations: ["Delete"] },
        { resource: "/ed-fi/a", order: 1, operations: ["Create"] },
        { resource: 5, order: 1, operations: ["Create"] },
        { resource: "/ed-fi/d", order: "first", operations: ["Create"] },
        null,
      ]),
    ).toEqual([row("/ed-fi/a", 1, ["Create"]), row("/ed-fi/b", 2)]);
  });

  it("that is no list is refused", () => {
    expect(() => readDependencies({ message: "cyclic" })).toThrow(
      expect.objectContaining({ code: "unusable" }),
    );
  });
});

describe("the rights to people", () => {
  it("come with their associations, as far as the model has them", () => {
    expect(personRules(model)).toEqual([
      { person: "/ed-fi/contacts", group: "Contact", associations: ["/ed-fi/studentContactAssociations"] },
      {
        person: "/ed-fi/staffs",
        group: "Staff",
        associations: [
          "/ed-fi/staffEducationOrganizationAssignmentAssociations",
          "/ed-fi/staffEducationOrganizationEmploymentAssociations",
        ],
      },
      { person: "/ed-fi/students", group: "Student", associations: ["/ed-fi/studentSchoolAssociations"] },
    ]);
  });
});

describe("the derived dependency document", () => {
  const rows = deriveDependencies(model);
  const orderOf = (resource: string, operation: "Create" | "Update") =>
    rows.find((found) => found.resource === resource && found.operations.includes(operation))?.order;

  it("puts each resource one order behind what it needs, and names no school years", () => {
    expect(orderOf("/ed-fi/gradeLevelDescriptors", "Create")).toBe(1);
    expect(orderOf("/ed-fi/classPeriods", "Create")).toBe(1);
    expect(orderOf("/ed-fi/studentSchoolAssociations", "Create")).toBe(2);
    expect(orderOf("/ed-fi/schoolYearTypes", "Create")).toBeUndefined();
  });

  it("puts what hangs on a student behind the enrolment", () => {
    expect(orderOf("/ed-fi/studentHealths", "Create")).toBe(3);
    expect(orderOf("/ed-fi/studentContactAssociations", "Create")).toBe(3);
  });

  it("gives people a row to be created early, and one to be updated behind the association (trap 20)", () => {
    expect(rows.filter(({ operations }) => operations.length === 1)).toEqual([
      row("/ed-fi/contacts", 1, ["Create"]),
      row("/ed-fi/staffs", 1, ["Create"]),
      row("/ed-fi/students", 1, ["Create"]),
      row("/ed-fi/staffs", 3, ["Update"]),
      row("/ed-fi/students", 3, ["Update"]),
      row("/ed-fi/contacts", 4, ["Update"]),
    ]);
  });

  it("breaks a cycle at a reference that is optional", () => {
    const cyclic = readModel([
      openApi3(
        { "/ed-fi/hens": named("hen", ["egg"], []), "/ed-fi/eggs": named("egg", ["hen"]) },
        { ...referenceTo("hen"), ...referenceTo("egg") },
      ),
    ]);
    expect(deriveDependencies(cyclic).map(({ resource, order }) => [resource, order])).toEqual([
      ["/ed-fi/hens", 1],
      ["/ed-fi/eggs", 2],
    ]);
  });
});

describe("the steps of a push", () => {
  it("wait for what a resource refers to, and for the association of a person", () => {
    const steps = stepsById(buildSteps(model, undefined));
    expect(steps.get("/ed-fi/studentHealths")?.after).toEqual([
      "/ed-fi/studentSchoolAssociations",
      "/ed-fi/students",
    ]);
    expect(steps.get("/ed-fi/studentSchoolAssociations")?.after).toEqual([
      "/ed-fi/gradeLevelDescriptors",
      "/ed-fi/schoolYearTypes",
      "/ed-fi/students",
    ]);
  });

  it("begin with school years, which no document lists", () => {
    const [first] = buildSteps(model, undefined);
    expect(first).toEqual({
      id: "/ed-fi/schoolYearTypes",
      resource: "/ed-fi/schoolYearTypes",
      operation: "create",
      order: 0,
      after: [],
    });
  });

  it("send people once more behind their association, at the server's Update row", () => {
    const rows = deriveDependencies(model).map((found) =>
      found.resource === "/ed-fi/students" && found.operations.includes("Update")
        ? { ...found, order: 9 }
        : found,
    );
    expect(stepsById(buildSteps(model, rows)).get("/ed-fi/students#update")).toEqual({
      id: "/ed-fi/students#update",
      resource: "/ed-fi/students",
      operation: "update",
      order: 9,
      after: ["/ed-fi/students", "/ed-fi/studentSchoolAssociations"],
    });
  });

  it("send people once more also where the server has no Update rows", () => {
    const creates = deriveDependencies(model).flatMap((found) =>
      found.operations.includes("Create") ? [row(found.resource, found.order, ["Create"])] : [],
    );
    expect(stepsById(buildSteps(model, creates)).get("/ed-fi/contacts#update")).toMatchObject({
      order: 4,
      after: ["/ed-fi/contacts", "/ed-fi/studentContactAssociations"],
    });
  });

  it("send people once more behind their association where the server's Update row comes too early", () => {
    const rows = [row("/ed-fi/students", 2, ["Create"]), row("/ed-fi/students", 1, ["Update"])];
    const steps = buildSteps(model, [...rows, row("/ed-fi/studentSchoolAssociations", 3)]);
    expect(stepsById(steps).get("/ed-fi/students#update")?.order).toBe(4);
  });

  it("leave out a wait that the server's order does not know", () => {
    const rows = [
      row("/ed-fi/studentHealths", 1),
      row("/ed-fi/students", 1),
      row("/ed-fi/studentSchoolAssociations", 2),
    ];
    expect(stepsById(buildSteps(model, rows)).get("/ed-fi/studentHealths")?.after).toEqual([]);
  });

  it("put a resource that only the server knows behind every lower order", () => {
    const rows = [...deriveDependencies(model), row("/tx/campuses", 2)];
    const campuses = stepsById(buildSteps(model, rows)).get("/tx/campuses");
    expect(campuses?.after.toSorted()).toEqual([
      "/ed-fi/classPeriods",
      "/ed-fi/contacts",
      "/ed-fi/gradeLevelDescriptors",
      "/ed-fi/schoolYearTypes",
      "/ed-fi/staffs",
      "/ed-fi/students",
    ]);
  });
});
