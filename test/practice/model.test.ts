import { describe, expect, it } from "vitest";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { descriptorTypes } from "../../electron/practice/model/resources.ts";
import { deriveDependencies } from "../../electron/practice/server/dependencies.ts";
import { readModel } from "../../electron/practice/server/openapi.ts";
import { ServerKind } from "../../shared/domain/connection.ts";

type Json = Record<string, unknown>;
type Row = { resource: string; order: number; operations: string[] };

const kinds = ServerKind.options;

function dependenciesOf(kind: ServerKind): readonly Row[] {
  const { resources, descriptors } = builtInDocuments(kind);
  return deriveDependencies(readModel([resources, descriptors]), kind !== "ods-5.3") as unknown as Row[];
}

function record(value: unknown): Json {
  return value as Json;
}

/** Every object of a document, at any depth. */
function* nodes(value: unknown): Generator<Json> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield record(value);
  for (const child of Object.values(value)) yield* nodes(child);
}

function resolve(document: object, pointer: string): unknown {
  return pointer
    .slice(2)
    .split("/")
    .reduce<unknown>((found, step) => record(found ?? {})[step], document);
}

function parameters(document: object, path: string): Json[] {
  const get = record(record(record(document).paths)[path]).get;
  return record(get).parameters as Json[];
}

function keyOf(document: object, resource: string): unknown[] {
  return parameters(document, `/ed-fi/${resource}`)
    .filter((parameter) => parameter["x-Ed-Fi-isIdentity"] === true)
    .map((parameter) => parameter.name)
    .toSorted();
}

function schemas(document: object): Json {
  return record(record(record(document).components ?? {}).schemas ?? record(document).definitions);
}

function properties(document: object, schema: string): Json {
  return record(record(schemas(document)[schema]).properties);
}

describe.each(kinds)("the documents of %s", (kind) => {
  const documents = builtInDocuments(kind);

  it("refer to nothing that is not in them", () => {
    for (const document of [documents.resources, documents.descriptors]) {
      const pointers = [...nodes(document)].flatMap((node) =>
        typeof node.$ref === "string" ? [node.$ref] : [],
      );
      expect(pointers.length).toBeGreaterThan(0);
      expect(pointers.filter((pointer) => resolve(document, pointer) === undefined)).toEqual([]);
    }
  });

  it("have about sixty resources, and a descriptor resource with values for every descriptor member", () => {
    const paths = Object.keys(record(record(documents.resources).paths)).filter(
      (path) => !path.endsWith("}"),
    );
    expect(paths.length).toBeGreaterThan(60);
    const served = Object.keys(record(record(documents.descriptors).paths));
    for (const type of descriptorTypes()) {
      expect(served).toContain(`/ed-fi/${type}Descriptors`);
      expect(documents.seeds[`${type}Descriptors`]?.length ?? 0).toBeGreaterThan(1);
    }
  });

  it("allow a change of key for the eight resources that the standard names, and for no other", () => {
    const updatable = Object.entries(record(record(documents.resources).paths)).flatMap(([path, item]) =>
      record(record(item).put ?? {})["x-Ed-Fi-isUpdatable"] === true ? [path] : [],
    );
    expect(updatable.toSorted()).toEqual(
      [
        "classPeriods",
        "gradebookEntries",
        "grades",
        "locations",
        "sections",
        "sessions",
        "studentSchoolAssociations",
        "studentSectionAssociations",
      ].map((name) => `/ed-fi/${name}/{id}`),
    );
  });

  it("name descriptor members so that the longest matching descriptor is the right one", () => {
    const types = descriptorTypes().map((type) => `${type}Descriptor`.toLowerCase());
    const members = [...nodes(schemas(documents.resources))].flatMap((node) =>
      Object.entries(record(node.properties ?? {})).flatMap(([name, property]) =>
        name.endsWith("Descriptor") ? [{ name, length: record(property).maxLength }] : [],
      ),
    );
    expect(members.length).toBeGreaterThan(100);
    for (const { name, length } of members) {
      expect(types.some((type) => name.toLowerCase().endsWith(type))).toBe(true);
      expect(length).toBe(306);
    }
  });

  it("have descriptor values that fit their limits, each once", () => {
    for (const [name, items] of Object.entries(documents.seeds)) {
      if (!name.endsWith("Descriptors")) continue;
      const codes = items.map((item) => String(record(item).codeValue));
      expect(new Set(codes.map((code) => code.toLowerCase())).size).toBe(codes.length);
      for (const item of items) {
        expect(String(record(item).codeValue).length).toBeLessThanOrEqual(50);
        expect(String(record(item).shortDescription).length).toBeLessThanOrEqual(75);
        expect(`${name.charAt(0).toLowerCase()}${name.slice(1)}`).toBe(name);
        expect(record(item).namespace).toBe(
          `uri://ed-fi.org/${name.charAt(0).toUpperCase()}${name.slice(1, -1)}`,
        );
      }
    }
  });

  it("list a resource after everything it refers to", () => {
    const orders = new Map(
      dependenciesOf(kind)
        .filter((row) => row.operations.includes("Create"))
        .map((row) => [row.resource, row.order]),
    );
    const precedes = (one: string, other: string) =>
      expect(orders.get(`/ed-fi/${one}`) ?? Number.NaN).toBeLessThan(
        orders.get(`/ed-fi/${other}`) ?? Number.NaN,
      );
    precedes("gradeLevelDescriptors", "schools");
    precedes("schools", "sessions");
    precedes("sessions", "courseOfferings");
    precedes("courseOfferings", "sections");
    precedes("students", "studentSchoolAssociations");
    precedes("studentSchoolAssociations", "studentSectionAssociations");
    precedes("studentSectionAssociations", "grades");
    precedes("organizationDepartments", "courses");
    precedes("staffEducationOrganizationAssignmentAssociations", "staffSectionAssociations");
    expect(orders.has("/ed-fi/schoolYearTypes")).toBe(false);
  });
});

describe("natural keys", () => {
  const document = builtInDocuments("ods-7.3").resources;

  it("are those of the standard, flattened, with role names where a plain name is taken", () => {
    expect(keyOf(document, "students")).toEqual(["studentUniqueId"]);
    expect(keyOf(document, "studentSchoolAssociations")).toEqual([
      "entryDate",
      "schoolId",
      "studentUniqueId",
    ]);
    expect(keyOf(document, "sections")).toEqual([
      "localCourseCode",
      "schoolId",
      "schoolYear",
      "sectionIdentifier",
      "sessionName",
    ]);
    expect(keyOf(document, "grades")).toEqual([
      "beginDate",
      "gradeTypeDescriptor",
      "gradingPeriodDescriptor",
      "gradingPeriodName",
      "gradingPeriodSchoolYear",
      "localCourseCode",
      "schoolId",
      "schoolYear",
      "sectionIdentifier",
      "sessionName",
      "studentUniqueId",
    ]);
    expect(keyOf(document, "graduationPlans")).toEqual([
      "educationOrganizationId",
      "graduationPlanTypeDescriptor",
      "graduationSchoolYear",
    ]);
    expect(keyOf(document, "studentProgramAssociations")).toContain("programEducationOrganizationId");
  });

  it("are repeated in references, whose parts are all required, with a link", () => {
    const reference = record(schemas(document).edFi_sectionReference);
    expect(reference.required).toEqual(keyOf(document, "sections"));
    expect(Object.keys(record(reference.properties))).toEqual([...keyOf(document, "sections"), "link"]);
  });

  it("mark own members in bodies of the ODS, and references too in those of the DMS", () => {
    const ods = properties(document, "edFi_section");
    expect(record(ods.sectionIdentifier)["x-Ed-Fi-isIdentity"]).toBe(true);
    expect(record(ods.courseOfferingReference)["x-Ed-Fi-isIdentity"]).toBeUndefined();
    const dms = properties(builtInDocuments("dms").resources, "EdFi_Section");
    expect(record(dms.courseOfferingReference)["x-Ed-Fi-isIdentity"]).toBe(true);
    expect(record(dms.locationReference)["x-Ed-Fi-isIdentity"]).toBeUndefined();
  });
});

describe("each kind of server", () => {
  it("writes its own form of document", () => {
    const form = (kind: ServerKind) => {
      const { resources } = builtInDocuments(kind) as { resources: Json };
      return resources.swagger ?? resources.openapi;
    };
    expect(kinds.map(form)).toEqual(["2.0", "2.0", "3.0.1", "3.0.1", "3.0.0"]);
  });

  it("has 64-bit organization ids since 7.0 and says what is optional since 6.0", () => {
    const school = (kind: ServerKind) => properties(builtInDocuments(kind).resources, "edFi_school");
    const format = (kind: ServerKind) => record(school(kind).schoolId).format;
    expect([format("ods-5.3"), format("ods-6.2"), format("ods-7.1")]).toEqual(["int32", "int32", "int64"]);
    const nullable = (kind: ServerKind) => record(school(kind).webSite)["x-nullable"];
    expect([nullable("ods-5.3"), nullable("ods-6.2")]).toEqual([undefined, true]);
  });

  it("marks the key of descriptors since 7.2", () => {
    const key = (kind: ServerKind) => keyOf(builtInDocuments(kind).descriptors, "sexDescriptors");
    expect(key("ods-7.1")).toEqual(["sexDescriptorId"]);
    expect(key("ods-7.3")).toEqual(["codeValue", "namespace"]);
  });

  it("lists people twice, to be created early and updated after their association; 5.3 creates only", () => {
    const rows = (kind: ServerKind) =>
      dependenciesOf(kind).filter((row) => row.resource === "/ed-fi/students");
    const enrolled = dependenciesOf("ods-7.3").find(
      (row) => row.resource === "/ed-fi/studentSchoolAssociations",
    );
    expect(rows("ods-7.3")).toEqual([
      { resource: "/ed-fi/students", order: 2, operations: ["Create"] },
      { resource: "/ed-fi/students", order: (enrolled?.order ?? 0) + 1, operations: ["Update"] },
    ]);
    expect(rows("ods-5.3")).toEqual([{ resource: "/ed-fi/students", order: 2, operations: ["Create"] }]);
    const operations = dependenciesOf("ods-5.3").map((row) => row.operations);
    expect(operations.every((one) => one.length === 1 && one[0] === "Create")).toBe(true);
  });
});
