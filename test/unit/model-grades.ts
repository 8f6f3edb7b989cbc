import type { Model, Resource } from "../../electron/core/model/types.ts";
import {
  day,
  descriptor,
  listOf,
  marked,
  openApi3,
  referenceOf,
  type Schema,
  schemaOf,
  text,
  to,
  whole,
  year,
} from "./model-documents.ts";

/** Schools, districts, students, grading periods, section enrolments, grades and accounts. */
export function gradesDocument(): Schema {
  return openApi3(
    {
      "/ed-fi/schools": {
        schema: "edFi_school",
        properties: {
          schoolId: marked(whole),
          nameOfInstitution: text,
          localEducationAgencyReference: to("edFi_localEducationAgencyReference"),
        },
        required: ["schoolId", "nameOfInstitution"],
        key: ["schoolId"],
        query: ["localEducationAgencyId"],
      },
      "/ed-fi/localEducationAgencies": {
        schema: "edFi_localEducationAgency",
        properties: { localEducationAgencyId: marked(whole) },
        key: ["localEducationAgencyId"],
      },
      "/ed-fi/students": {
        schema: "edFi_student",
        properties: { studentUniqueId: marked(text), birthDate: day, birthSexDescriptor: text },
        required: ["studentUniqueId", "birthDate"],
        key: ["studentUniqueId"],
      },
      "/ed-fi/gradingPeriods": {
        schema: "edFi_gradingPeriod",
        properties: {
          periodSequence: marked(year),
          schoolYear: marked(year),
          schoolReference: to("edFi_schoolReference"),
        },
        required: ["periodSequence", "schoolYear", "schoolReference"],
        key: ["periodSequence", "schoolYear", "schoolId"],
      },
      "/ed-fi/studentSectionAssociations": {
        schema: "edFi_studentSectionAssociation",
        properties: {
          beginDate: marked(day),
          schoolYear: marked(year),
          schoolReference: to("edFi_schoolReference"),
          studentReference: to("edFi_studentReference"),
          programs: listOf("edFi_studentSectionAssociationProgram"),
        },
        required: ["beginDate", "schoolYear", "schoolReference", "studentReference"],
        key: ["beginDate", "schoolYear", "schoolId", "studentUniqueId"],
        updatable: true,
      },
      "/ed-fi/grades": {
        schema: "edFi_grade",
        properties: {
          gradeTypeDescriptor: marked(text),
          gradingPeriodReference: to("edFi_gradingPeriodReference"),
          studentSectionAssociationReference: to("edFi_studentSectionAssociationReference"),
          numericGradeEarned: { type: "number", format: "double", minimum: -10, maximum: 10 },
        },
        required: ["gradeTypeDescriptor", "gradingPeriodReference", "studentSectionAssociationReference"],
        key: [
          "gradeTypeDescriptor",
          "gradingPeriodSequence",
          "gradingPeriodSchoolYear",
          "schoolId",
          "beginDate",
          "schoolYear",
          "studentUniqueId",
        ],
      },
      "/ed-fi/chartOfAccounts": {
        schema: "edFi_chartOfAccount",
        properties: {
          accountIdentifier: marked(text),
          educationOrganizationReference: to("edFi_educationOrganizationReference"),
        },
        required: ["accountIdentifier", "educationOrganizationReference"],
        key: ["accountIdentifier", "educationOrganizationId"],
      },
      "/ed-fi/localAccounts": {
        schema: "edFi_localAccount",
        properties: {
          accountIdentifier: marked(text),
          chartOfAccountReference: to("edFi_chartOfAccountReference"),
          educationOrganizationReference: to("edFi_educationOrganizationReference"),
        },
        required: ["accountIdentifier", "chartOfAccountReference", "educationOrganizationReference"],
        key: ["accountIdentifier", "educationOrganizationId"],
        query: ["chartOfAccountIdentifier", "chartOfAccountEducationOrganizationId"],
      },
    },
    {
      edFi_schoolReference: referenceOf({ schoolId: marked(whole) }),
      edFi_localEducationAgencyReference: referenceOf({ localEducationAgencyId: marked(whole) }),
      edFi_educationOrganizationReference: referenceOf({ educationOrganizationId: marked(whole) }),
      edFi_studentReference: referenceOf({ studentUniqueId: marked(text) }),
      edFi_gradingPeriodReference: referenceOf({ schoolYear: year, schoolId: whole, periodSequence: year }),
      edFi_studentSectionAssociationReference: referenceOf({
        studentUniqueId: text,
        schoolId: whole,
        beginDate: day,
        schoolYear: year,
      }),
      edFi_chartOfAccountReference: referenceOf({ accountIdentifier: text, educationOrganizationId: whole }),
      edFi_studentSectionAssociationProgram: schemaOf(
        { educationOrganizationReference: to("edFi_educationOrganizationReference"), note: text },
        ["educationOrganizationReference"],
      ),
    },
  );
}

/** Descriptors that the grades document names. */
export function descriptorsDocument(): Schema {
  return openApi3({
    ...descriptor("gradeTypeDescriptor"),
    ...descriptor("sexDescriptor"),
    ...descriptor("typeDescriptor"),
  });
}

/** Grades once more, as the DMS describes them: marks on the references, flattened names in their schemas. */
export function dmsDocument(): Schema {
  return openApi3(
    {
      "/ed-fi/gradingPeriods": {
        schema: "EdFi_GradingPeriod",
        properties: {
          gradingPeriodName: marked(text),
          schoolYearTypeReference: marked(to("EdFi_SchoolYearTypeReference")),
        },
        required: ["gradingPeriodName", "schoolYearTypeReference"],
        key: ["gradingPeriodName"],
      },
      "/ed-fi/schoolYearTypes": {
        schema: "EdFi_SchoolYear",
        properties: { schoolYear: year, currentSchoolYear: { type: "boolean" } },
      },
      "/ed-fi/grades": {
        schema: "EdFi_Grade",
        properties: {
          gradeTypeDescriptor: marked(text),
          gradingPeriodReference: marked(to("EdFi_GradingPeriod_Reference")),
          schoolYearTypeReference: marked(to("EdFi_SchoolYearTypeReference")),
          reportedPeriodReference: to("EdFi_GradingPeriod_Reference"),
          bus: to("EdFi_Grade_Bus"),
        },
        required: [
          "gradeTypeDescriptor",
          "gradingPeriodReference",
          "schoolYearTypeReference",
          "reportedPeriodReference",
        ],
        // The DMS marks the key of an inner object, too; it is no part of the resource's.
        key: ["gradeTypeDescriptor", "busNumber"],
      },
    },
    {
      EdFi_SchoolYearTypeReference: schemaOf({ schoolYear: year }, ["schoolYear"]),
      EdFi_GradingPeriod_Reference: schemaOf({ gradingPeriodName: text, schoolYear: year }),
      EdFi_Grade_Reference: schemaOf({
        gradeTypeDescriptor: text,
        gradingPeriodName: text,
        gradingPeriodSchoolYear: year,
        schoolYear: year,
      }),
      EdFi_Grade_Bus: schemaOf({ busNumber: text }, ["busNumber"]),
    },
  );
}

export function resourceOf(model: Model, path: string): Resource {
  const found = model.resources.find((candidate) => candidate.path === path);
  if (found === undefined) throw new Error(`The model has no ${path}.`);
  return found;
}
