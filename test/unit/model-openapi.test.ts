import { describe, expect, it } from "vitest";
import { readModel } from "../../electron/core/model/openapi.ts";
import { asSwagger2, marked, openApi3, schemaOf, text, whole } from "./model-documents.ts";
import { descriptorsDocument, gradesDocument, resourceOf } from "./model-grades.ts";

const model = readModel([gradesDocument(), descriptorsDocument()]);

describe("the list of resources", () => {
  it("holds the resources and descriptors of all documents, sorted, without change-query paths", () => {
    expect(model.resources.map(({ path }) => path)).toEqual([
      "/ed-fi/chartOfAccounts",
      "/ed-fi/gradeTypeDescriptors",
      "/ed-fi/grades",
      "/ed-fi/gradingPeriods",
      "/ed-fi/localAccounts",
      "/ed-fi/localEducationAgencies",
      "/ed-fi/schools",
      "/ed-fi/sexDescriptors",
      "/ed-fi/studentSectionAssociations",
      "/ed-fi/students",
      "/ed-fi/typeDescriptors",
    ]);
  });

  it("names each resource as references and paths do", () => {
    const { project, name, entity, kind } = resourceOf(model, "/ed-fi/studentSectionAssociations");
    expect({ project, name, entity, kind }).toEqual({
      project: "ed-fi",
      name: "studentSectionAssociations",
      entity: "StudentSectionAssociation",
      kind: "resource",
    });
  });

  it("marks the resources whose key a PUT may change", () => {
    expect(model.resources.filter((found) => found.updatableKey).map(({ name }) => name)).toEqual([
      "studentSectionAssociations",
    ]);
  });

  it("is the same from Swagger 2.0 as from OpenAPI 3 (trap 17)", () => {
    expect(readModel([asSwagger2(gradesDocument()), descriptorsDocument()])).toEqual(model);
  });

  it("reads a resource that has no POST out of its answers", () => {
    const item = schemaOf({ schoolYear: marked(whole) });
    const answer = { content: { "application/json": { schema: { type: "array", items: item } } } };
    const parameters = [marked({ name: "schoolYear", in: "query" })];
    const get = { parameters, responses: { "200": answer } };
    const read = readModel([{ openapi: "3.0.1", paths: { "/ed-fi/schoolYearTypes": { get } } }]);
    expect(read.resources[0]?.entity).toBe("SchoolYearType");
  });

  it("reads the writable schemas of a profile", () => {
    const document = openApi3({
      "/ed-fi/programs": {
        schema: "edFi_program_writable",
        properties: { programName: text },
        key: ["programName"],
      },
    });
    expect(resourceOf(readModel([document]), "/ed-fi/programs").entity).toBe("Program");
  });
});

describe("the signature", () => {
  const signatureOf = (change: (json: string) => string) =>
    readModel([JSON.parse(change(JSON.stringify(gradesDocument())))]).signature;
  const plain = signatureOf((json) => json);

  it("does not depend on the order of a document's members", () => {
    const turned = JSON.parse(JSON.stringify(gradesDocument()), (_, value) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(readModel([turned]).signature).toBe(plain);
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
  });

  it("changes with a key, a reference or a type, and not with a length", () => {
    expect(signatureOf((json) => json.replaceAll("gradingPeriodSequence", "periodSequence"))).not.toBe(plain);
    expect(signatureOf((json) => json.replaceAll("cohort", "x").replace('"int32"', '"int64"'))).toBe(plain);
    expect(signatureOf((json) => json.replaceAll('"type":"number"', '"type":"integer"'))).not.toBe(plain);
    expect(signatureOf((json) => json.replaceAll('"maxLength":60', '"maxLength":61'))).toBe(plain);
  });
});

describe("documents that are not OpenAPI", () => {
  it.each([
    ["null", null],
    ["a text", "<html></html>"],
    ["a list", []],
    ["an object without paths", { openapi: "3.0.1" }],
    ["an object without a version", { paths: {} }],
  ])("%s is refused with a sentence", (_, document) => {
    expect(() => readModel([document])).toThrow(expect.objectContaining({ code: "unusable" }));
  });

  it("and documents without any resource are refused", () => {
    expect(() => readModel([{ openapi: "3.0.1", paths: {} }])).toThrow(/describe no resources/);
  });
});
