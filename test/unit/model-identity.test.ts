import { describe, expect, it } from "vitest";
import { readModel } from "../../electron/core/model/openapi.ts";
import type { Model } from "../../electron/core/model/types.ts";
import { marked, openApi3, referenceOf, schemaOf, text, to, whole } from "./model-documents.ts";
import { descriptorsDocument, dmsDocument, gradesDocument, resourceOf } from "./model-grades.ts";

function keyOf(model: Model, path: string): Record<string, readonly (readonly string[])[]> {
  return Object.fromEntries(resourceOf(model, path).identity.parts.map((part) => [part.name, part.paths]));
}

const model = readModel([gradesDocument(), descriptorsDocument()]);

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
    const names = resourceOf(model, "/ed-fi/grades").identity.parts.map((part) => part.name);
    expect(names).toEqual(names.toSorted());
  });

  it("leave out a required reference whose own names are parameters without the mark", () => {
    expect(keyOf(model, "/ed-fi/localAccounts")).toEqual({
      accountIdentifier: [["accountIdentifier"]],
      educationOrganizationId: [["educationOrganizationReference", "educationOrganizationId"]],
    });
    const identity = resourceOf(model, "/ed-fi/localAccounts").references.map(({ path, identity }) => [
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

  it("do not count on an optional reference, although its names are those of the key (trap 16)", () => {
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
    expect(resourceOf(read, "/ed-fi/gradingPeriods").references[0]?.targets).toEqual([
      "/ed-fi/schoolYearTypes",
    ]);
  });

  it("of descriptors are namespace and code value, marked or not", () => {
    const { kind, identity } = resourceOf(model, "/ed-fi/sexDescriptors");
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
    expect(resourceOf(model, "/ed-fi/schools").identity.group).toBe("EducationOrganization");
    expect(resourceOf(model, "/ed-fi/localEducationAgencies").identity.group).toBe("EducationOrganization");
    expect(resourceOf(model, "/ed-fi/students").identity.group).toBe("Student");
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
    expect(resourceOf(read, "/tx/aVisits").identity).toMatchObject({
      group: "tx.Visit",
      parts: [{ name: "arrival" }, { name: "aVisitId" }],
    });
    expect(resourceOf(read, "/tx/notes").references[0]).toEqual({
      path: ["visitReference"],
      group: "tx.Visit",
      targets: ["/tx/aVisits", "/tx/dayVisits"],
      names: ["arrival", "visitId"],
      required: false,
      identity: false,
    });
  });
});
