import { describe, expect, it } from "vitest";
import { readModel } from "../../electron/core/model/openapi.ts";
import type { Model, Resource } from "../../electron/core/model/types.ts";
import {
  asSwagger2,
  descriptorsDocument,
  dmsDocument,
  gradesDocument,
  listOf,
  marked,
  openApi3,
  referenceOf,
  schemaOf,
  text,
  to,
  whole,
} from "./model-documents.ts";

function resource(model: Model, path: string): Resource {
  const found = model.resources.find((candidate) => candidate.path === path);
  if (found === undefined) throw new Error(`The model has no ${path}.`);
  return found;
}

function keyOf(model: Model, path: string): Record<string, readonly (readonly string[])[]> {
  return Object.fromEntries(resource(model, path).identity.parts.map((part) => [part.name, part.paths]));
}

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
    const { project, name, entity, kind } = resource(model, "/ed-fi/studentSectionAssociations");
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

  it("is the same from Swagger 2.0 as from OpenAPI 3", () => {
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
    expect(resource(readModel([document]), "/ed-fi/programs").entity).toBe("Program");
  });
});

describe("natural keys", () => {
  it("take role names, merged names and key unification from the query parameters", () => {
    expect(keyOf(model, "/ed-fi/grades")).toEqual({
      beginDate: [["studentSectionAssociationReference", "beginDate"]],
      gradeTypeDescriptor: [["gradeTypeDescriptor"]],
      gradingPeriodSchoolYear: [["gradingPeriodReference", "schoolYear"]],
      gradingPeriodSequence: [["gradingPeriodReference", "periodSequence"]],
      schoolId: [
        ["gradingPeriodReference", "schoolId"],
        ["studentSectionAssociationReference", "schoolId"],
      ],
      schoolYear: [["studentSectionAssociationReference", "schoolYear"]],
      studentUniqueId: [["studentSectionAssociationReference", "studentUniqueId"]],
    });
  });

  it("are sorted by name", () => {
    const names = resource(model, "/ed-fi/grades").identity.parts.map((part) => part.name);
    expect(names).toEqual(names.toSorted());
  });

  it("leave out a required reference whose own names are parameters without the mark", () => {
    expect(keyOf(model, "/ed-fi/localAccounts")).toEqual({
      accountIdentifier: [["accountIdentifier"]],
      educationOrganizationId: [["educationOrganizationReference", "educationOrganizationId"]],
    });
    const identity = resource(model, "/ed-fi/localAccounts").references.map(({ path, identity }) => [
      path[0],
      identity,
    ]);
    expect(identity).toEqual([
      ["chartOfAccountReference", false],
      ["educationOrganizationReference", true],
    ]);
  });

  it("keep the names of one reference apart where one of them looks like the longer form of another", () => {
    const document = openApi3(
      {
        "/ed-fi/results": {
          schema: "edFi_result",
          properties: { studentAssessmentReference: to("edFi_studentAssessmentReference") },
          required: ["studentAssessmentReference"],
          key: ["assessmentIdentifier", "studentAssessmentIdentifier"],
        },
      },
      {
        edFi_studentAssessmentReference: referenceOf({
          assessmentIdentifier: text,
          studentAssessmentIdentifier: text,
        }),
      },
    );
    expect(keyOf(readModel([document]), "/ed-fi/results")).toEqual({
      assessmentIdentifier: [["studentAssessmentReference", "assessmentIdentifier"]],
      studentAssessmentIdentifier: [["studentAssessmentReference", "studentAssessmentIdentifier"]],
    });
  });

  it("do not count on an optional reference, although its names are those of the key", () => {
    const document = openApi3(
      {
        "/ed-fi/visits": {
          schema: "edFi_visit",
          properties: {
            schoolReference: to("edFi_schoolReference"),
            nextSchoolReference: to("edFi_schoolReference"),
          },
          required: ["schoolReference"],
          key: ["schoolId"],
        },
      },
      { edFi_schoolReference: referenceOf({ schoolId: whole }) },
    );
    expect(keyOf(readModel([document]), "/ed-fi/visits")).toEqual({
      schoolId: [["schoolReference", "schoolId"]],
    });
  });

  it("come from the marks on references in documents of the DMS, with the names of the referring schema", () => {
    expect(keyOf(readModel([dmsDocument()]), "/ed-fi/grades")).toEqual({
      gradeTypeDescriptor: [["gradeTypeDescriptor"]],
      gradingPeriodName: [["gradingPeriodReference", "gradingPeriodName"]],
      gradingPeriodSchoolYear: [["gradingPeriodReference", "schoolYear"]],
      schoolYear: [["schoolYearTypeReference", "schoolYear"]],
    });
  });

  it("come from the referring schema where a DMS document marks nothing", () => {
    const read = readModel([dmsDocument()]);
    expect(keyOf(read, "/ed-fi/schoolYearTypes")).toEqual({ schoolYear: [["schoolYear"]] });
    expect(resource(read, "/ed-fi/gradingPeriods").references[0]?.targets).toEqual([
      "/ed-fi/schoolYearTypes",
    ]);
  });

  it("of descriptors are namespace and code value, marked or not", () => {
    const { kind, identity } = resource(model, "/ed-fi/sexDescriptors");
    expect(kind).toBe("descriptor");
    expect(identity.parts.map((part) => part.name)).toEqual(["codeValue", "namespace"]);
  });

  it("look in inner objects for a part that stands nowhere else", () => {
    const document = openApi3(
      { "/ed-fi/rides": { schema: "edFi_ride", properties: { bus: to("edFi_bus") }, key: ["busNumber"] } },
      { edFi_bus: schemaOf({ busNumber: text }) },
    );
    expect(keyOf(readModel([document]), "/ed-fi/rides")).toEqual({ busNumber: [["bus", "busNumber"]] });
  });

  it("that cannot be read whole leave the resource out: half a key would merge records", () => {
    const broken = { schema: "edFi_ride", properties: { busNumber: text }, key: ["busNumber", "driverId"] };
    const fine = { schema: "edFi_bus", properties: { busNumber: text }, key: ["busNumber"] };
    const read = readModel([openApi3({ "/ed-fi/rides": broken, "/ed-fi/buses": fine })]);
    expect(read.resources.map(({ path }) => path)).toEqual(["/ed-fi/buses"]);
  });
});

describe("identity groups", () => {
  it("hold schools and districts together, and leave others alone", () => {
    expect(resource(model, "/ed-fi/schools").identity.group).toBe("EducationOrganization");
    expect(resource(model, "/ed-fi/localEducationAgencies").identity.group).toBe("EducationOrganization");
    expect(resource(model, "/ed-fi/students").identity.group).toBe("Student");
  });

  it("hold schools even where no resource refers to education organizations", () => {
    const schools = { schema: "edFi_school", properties: { schoolId: whole }, key: ["schoolId"] };
    expect(readModel([openApi3({ "/ed-fi/schools": schools })]).resources[0]?.identity.group).toBe(
      "EducationOrganization",
    );
  });

  it("do not hold what hangs on a member with nothing but its reference", () => {
    const document = openApi3(
      {
        "/tx/profiles": {
          schema: "tx_profile",
          properties: { educationOrganizationReference: to("edFi_educationOrganizationReference") },
          required: ["educationOrganizationReference"],
          key: ["educationOrganizationId"],
        },
      },
      { edFi_educationOrganizationReference: referenceOf({ educationOrganizationId: whole }) },
    );
    expect(readModel([document]).resources[0]?.identity.group).toBe("tx.Profile");
  });

  it("of an extension's own abstract type carry the extension's name, and keep one order of parts", () => {
    const visit = (schema: string, own: string) => ({
      schema,
      properties: { [own]: text, arrival: text },
      key: [own, "arrival"],
    });
    const document = openApi3(
      {
        "/tx/dayVisits": visit("tx_dayVisit", "dayVisitId"),
        "/tx/aVisits": visit("tx_aVisit", "aVisitId"),
        "/tx/notes": {
          schema: "tx_note",
          properties: { noteId: marked(text), visitReference: to("tx_visitReference") },
          key: ["noteId"],
        },
      },
      { tx_visitReference: referenceOf({ visitId: text, arrival: text }) },
    );
    const read = readModel([document]);
    expect(resource(read, "/tx/aVisits").identity).toMatchObject({
      group: "tx.Visit",
      parts: [{ name: "arrival" }, { name: "aVisitId" }],
    });
    expect(resource(read, "/tx/notes").references[0]).toEqual({
      path: ["visitReference"],
      group: "tx.Visit",
      targets: ["/tx/aVisits", "/tx/dayVisits"],
      names: ["arrival", "visitId"],
      required: false,
      identity: false,
    });
  });
});

describe("references", () => {
  it("know their target, its key's names in its key's order, and whether they are required or of the key", () => {
    const grades = resource(model, "/ed-fi/grades");
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
    const found = resource(model, "/ed-fi/studentSectionAssociations").references;
    expect(found.map(({ path, required }) => [path.join("."), required])).toEqual([
      ["programs[].educationOrganizationReference", false],
      ["schoolReference", true],
      ["studentReference", true],
    ]);
  });

  it("to an abstract type can be satisfied by each of its kinds", () => {
    expect(resource(model, "/ed-fi/chartOfAccounts").references[0]).toMatchObject({
      group: "EducationOrganization",
      targets: ["/ed-fi/localEducationAgencies", "/ed-fi/schools"],
      names: ["educationOrganizationId"],
    });
  });

  it("to one kind only accept that kind, within the group", () => {
    expect(resource(model, "/ed-fi/schools").references[0]).toMatchObject({
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
    expect(resource(model, "/ed-fi/grades").members.at(-2)).toEqual({
      kind: "scalar",
      name: "numericGradeEarned",
      type: "number",
      required: false,
      minimum: -10,
      maximum: 10,
    });
    expect(resource(model, "/ed-fi/schools").members).toContainEqual({
      kind: "scalar",
      name: "schoolId",
      type: "integer",
      format: "int64",
      required: true,
    });
  });

  it("leave out what only the server writes", () => {
    expect(resource(model, "/ed-fi/sexDescriptors").members.map(({ name }) => name)).toEqual([
      "codeValue",
      "effectiveBeginDate",
      "namespace",
      "shortDescription",
    ]);
    const [reference] = resource(model, "/ed-fi/schools").members;
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
    expect(resource(model, "/ed-fi/students").descriptors).toEqual([
      { path: ["birthSexDescriptor"], target: "/ed-fi/sexDescriptors", required: false },
    ]);
    expect(resource(model, "/ed-fi/grades").descriptors).toEqual([
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
