import { describe, expect, it } from "vitest";
import { readModel } from "../../electron/core/model/openapi.ts";
import { listOf, openApi3, referenceOf, schemaOf, text, to, whole } from "./model-documents.ts";
import { descriptorsDocument, gradesDocument, resourceOf } from "./model-grades.ts";

const model = readModel([gradesDocument(), descriptorsDocument()]);

describe("references", () => {
  it("know their target, its key's names in its key's order, and whether they are required or of the key", () => {
    const grades = resourceOf(model, "/ed-fi/grades");
    expect(grades.references[0]).toEqual({
      path: ["gradingPeriodReference"],
      group: "GradingPeriod",
      targets: ["/ed-fi/gradingPeriods"],
      names: ["periodSequence", "schoolId", "schoolYear"],
      required: true,
      identity: true,
    });
  });

  it("inside collections are found, and are optional when the collection is", () => {
    const found = resourceOf(model, "/ed-fi/studentSectionAssociations").references;
    expect(found.map(({ path, required }) => [path.join("."), required])).toEqual([
      ["programs[].educationOrganizationReference", false],
      ["schoolReference", true],
      ["studentReference", true],
    ]);
  });

  it("to an abstract type can be satisfied by each of its kinds", () => {
    expect(resourceOf(model, "/ed-fi/chartOfAccounts").references[0]).toMatchObject({
      group: "EducationOrganization",
      targets: ["/ed-fi/localEducationAgencies", "/ed-fi/schools"],
      names: ["educationOrganizationId"],
    });
  });

  it("to one kind only accept that kind, within the group", () => {
    expect(resourceOf(model, "/ed-fi/schools").references[0]).toMatchObject({
      group: "EducationOrganization",
      targets: ["/ed-fi/localEducationAgencies"],
      names: ["localEducationAgencyId"],
    });
  });

  it("whose names are not the key of what they name have no target", () => {
    const document = openApi3(
      {
        "/ed-fi/notes": {
          schema: "edFi_note",
          properties: { noteId: text, parentNoteReference: to("edFi_noteReference") },
          key: ["noteId"],
        },
      },
      { edFi_noteReference: referenceOf({ noteId: text, noteDate: text }) },
    );
    expect(readModel([document]).resources[0]?.references[0]).toMatchObject({
      targets: [],
      names: ["noteDate", "noteId"],
    });
  });

  it("to something that the documents do not describe have no target", () => {
    const document = openApi3(
      {
        "/ed-fi/notes": {
          schema: "edFi_note",
          properties: { noteId: text, cohortReference: to("edFi_cohortReference") },
          key: ["noteId"],
        },
      },
      { edFi_cohortReference: referenceOf({ cohortIdentifier: text }) },
    );
    expect(readModel([document]).resources[0]?.references[0]).toMatchObject({ group: "Cohort", targets: [] });
  });
});

describe("members", () => {
  it("carry type, format, limits and whether they are required", () => {
    expect(resourceOf(model, "/ed-fi/grades").members.at(-2)).toEqual({
      kind: "scalar",
      name: "numericGradeEarned",
      type: "number",
      required: false,
      minimum: -10,
      maximum: 10,
    });
    expect(resourceOf(model, "/ed-fi/schools").members).toContainEqual({
      kind: "scalar",
      name: "schoolId",
      type: "integer",
      format: "int64",
      required: true,
    });
  });

  it("leave out what only the server writes", () => {
    expect(resourceOf(model, "/ed-fi/sexDescriptors").members.map(({ name }) => name)).toEqual([
      "codeValue",
      "effectiveBeginDate",
      "namespace",
      "shortDescription",
    ]);
    const [reference] = resourceOf(model, "/ed-fi/schools").members;
    expect(reference).toMatchObject({ members: [{ name: "localEducationAgencyId" }] });
  });

  it("of extensions stand below _ext", () => {
    const document = openApi3(
      {
        "/ed-fi/schools": {
          schema: "edFi_school",
          properties: { schoolId: whole, _ext: to("schoolExtensions") },
          key: ["schoolId"],
        },
      },
      {
        schoolExtensions: schemaOf({ tx: to("tx_schoolExtension") }),
        tx_schoolExtension: schemaOf({ campuses: listOf("tx_campus") }),
        tx_campus: schemaOf({ campusTypeDescriptor: text, schoolReference: to("edFi_schoolReference") }),
        edFi_schoolReference: referenceOf({ schoolId: whole }),
      },
    );
    const schools = readModel([document]).resources[0];
    expect(schools?.references[0]?.path).toEqual(["_ext", "tx", "campuses[]", "schoolReference"]);
    expect(schools?.descriptors[0]?.path).toEqual(["_ext", "tx", "campuses[]", "campusTypeDescriptor"]);
  });

  it("that name a descriptor find it by the longest ending of their name", () => {
    expect(resourceOf(model, "/ed-fi/students").descriptors).toEqual([
      { path: ["birthSexDescriptor"], target: "/ed-fi/sexDescriptors", required: false },
    ]);
    expect(resourceOf(model, "/ed-fi/grades").descriptors).toEqual([
      { path: ["gradeTypeDescriptor"], target: "/ed-fi/gradeTypeDescriptors", required: true },
    ]);
  });

  it("that name an unknown descriptor have no target", () => {
    const [students] = readModel([gradesDocument()]).resources.filter(({ name }) => name === "students");
    expect(students?.descriptors).toEqual([{ path: ["birthSexDescriptor"], required: false }]);
  });

  it("whose schema makes no sense are left out, and a schema that holds itself ends", () => {
    const document = openApi3(
      {
        "/ed-fi/notes": {
          schema: "edFi_note",
          properties: {
            noteId: text,
            lost: to("edFi_nowhere"),
            odd: { type: "file" },
            words: { type: "array", items: text },
            inner: to("edFi_inner"),
          },
          key: ["noteId"],
        },
      },
      { edFi_inner: schemaOf({ inner: to("edFi_inner"), depth: whole }) },
    );
    expect(readModel([document]).resources[0]?.members.map(({ name }) => name)).toEqual(["inner", "noteId"]);
  });
});
