import {
  date,
  decimal,
  descriptor,
  descriptorOf,
  flag,
  instant,
  key,
  list,
  type Member,
  may,
  must,
  object,
  type ResourceShape,
  ratio,
  resource,
  type Shape,
  text,
  to,
  uri,
  whole,
} from "../shape.ts";

const rawScore: Shape = decimal(-9_999_999_999.99999, 9_999_999_999.99999);

const possibleLevels: Member = may(
  "performanceLevels",
  list([
    key("assessmentReportingMethodDescriptor", descriptor),
    key("performanceLevelDescriptor", descriptor),
    may("resultDatatypeTypeDescriptor", descriptor),
    may("maximumScore", text(35)),
    may("minimumScore", text(35)),
    may("performanceLevelIndicatorName", text(60)),
  ]),
);

const possibleScores: Member = may(
  "scores",
  list([
    key("assessmentReportingMethodDescriptor", descriptor),
    may("resultDatatypeTypeDescriptor", descriptor),
    may("maximumScore", text(35)),
    may("minimumScore", text(35)),
  ]),
);

const reachedLevels: Member = may(
  "performanceLevels",
  list([
    key("assessmentReportingMethodDescriptor", descriptor),
    key("performanceLevelDescriptor", descriptor),
    may("performanceLevelIndicatorName", text(60)),
  ]),
);

const reachedScores: Member = may(
  "scoreResults",
  list([
    key("assessmentReportingMethodDescriptor", descriptor),
    must("resultDatatypeTypeDescriptor", descriptor),
    must("result", text(35)),
  ]),
);

export const assessmentShapes: readonly ResourceShape[] = [
  resource("learningStandards", "learningStandard", [
    must("academicSubjects", list([key("academicSubjectDescriptor", descriptor)])),
    must("gradeLevels", list([key("gradeLevelDescriptor", descriptor)])),
    key("learningStandardId", text(60)),
    must("contentStandard", object([may("beginDate", date), may("endDate", date), must("title", text(75))])),
    may("courseTitle", text(60)),
    must("description", text(1024)),
    may(
      "identificationCodes",
      list([key("contentStandardName", text(65)), key("identificationCode", text(60))]),
    ),
    may("learningStandardCategoryDescriptor", descriptor),
    may("learningStandardItemCode", text(60)),
    may("learningStandardScopeDescriptor", descriptor),
    must("namespace", uri),
  ]),
  resource("assessments", "assessment", [
    must("academicSubjects", list([key("academicSubjectDescriptor", descriptor)])),
    key("assessmentIdentifier", text(60)),
    key("namespace", uri),
    may("educationOrganizationReference", to("educationOrganization")),
    may("adaptiveAssessment", flag),
    may("assessedGradeLevels", list([key("gradeLevelDescriptor", descriptor)])),
    may("assessmentCategoryDescriptor", descriptor),
    may("assessmentFamily", text(60)),
    may("assessmentForm", text(60)),
    must("assessmentTitle", text(255)),
    may("assessmentVersion", whole()),
    may("contentStandard", object([may("beginDate", date), may("endDate", date), must("title", text(75))])),
    may(
      "identificationCodes",
      list([
        key("assessmentIdentificationSystemDescriptor", descriptor),
        may("assigningOrganizationIdentificationCode", text(60)),
        must("identificationCode", text(60)),
      ]),
    ),
    may("languages", list([key("languageDescriptor", descriptor)])),
    may("maxRawScore", rawScore),
    may("nomenclature", text(100)),
    possibleLevels,
    may(
      "periods",
      list([key("assessmentPeriodDescriptor", descriptor), may("beginDate", date), may("endDate", date)]),
    ),
    may("programs", list([must("programReference", to("program"))])),
    may("revisionDate", date),
    possibleScores,
    may("sections", list([must("sectionReference", to("section"))])),
  ]),
  resource("objectiveAssessments", "objectiveAssessment", [
    key("identificationCode", text(60)),
    key("assessmentReference", to("assessment")),
    may(
      "parentObjectiveAssessmentReference",
      to("objectiveAssessment", { identificationCode: "parentIdentificationCode" }),
    ),
    may("academicSubjectDescriptor", descriptor),
    may("description", text(1024)),
    may("maxRawScore", rawScore),
    may("nomenclature", text(100)),
    may("percentOfAssessment", ratio),
    possibleLevels,
    possibleScores,
  ]),
  resource("studentAssessments", "studentAssessment", [
    key("studentAssessmentIdentifier", text(60)),
    key("assessmentReference", to("assessment")),
    may("reportedSchoolReference", to("school", { schoolId: "reportedSchoolId" })),
    may("schoolYearTypeReference", to("schoolYearType")),
    key("studentReference", to("student")),
    may("accommodations", list([key("accommodationDescriptor", descriptor)])),
    may("administrationDate", instant),
    may("administrationEndDate", instant),
    may("administrationLanguageDescriptor", descriptorOf("language")),
    may("assessedMinutes", whole()),
    reachedLevels,
    may(
      "period",
      object([must("assessmentPeriodDescriptor", descriptor), may("beginDate", date), may("endDate", date)]),
    ),
    reachedScores,
    may(
      "studentObjectiveAssessments",
      list([
        may("administrationDate", instant),
        may("administrationEndDate", instant),
        may("assessedMinutes", whole()),
        must("objectiveAssessmentReference", to("objectiveAssessment")),
        reachedLevels,
        reachedScores,
      ]),
    ),
    may("whenAssessedGradeLevelDescriptor", descriptorOf("gradeLevel")),
  ]),
  resource(
    "studentAssessmentEducationOrganizationAssociations",
    "studentAssessmentEducationOrganizationAssociation",
    [
      key("educationOrganizationAssociationTypeDescriptor", descriptor),
      key("educationOrganizationReference", to("educationOrganization")),
      may("schoolYearTypeReference", to("schoolYearType")),
      key("studentAssessmentReference", to("studentAssessment")),
    ],
  ),
];
