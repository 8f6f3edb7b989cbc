import {
  date,
  descriptor,
  flag,
  key,
  list,
  may,
  must,
  type ResourceShape,
  resource,
  text,
  to,
} from "../shape.ts";

export const cohortShapes: readonly ResourceShape[] = [
  resource("cohorts", "cohort", [
    key("cohortIdentifier", text(36)),
    key("educationOrganizationReference", to("educationOrganization")),
    may("academicSubjectDescriptor", descriptor),
    may("cohortDescription", text(1024)),
    may("cohortScopeDescriptor", descriptor),
    must("cohortTypeDescriptor", descriptor),
    may("programs", list([must("programReference", to("program"))])),
  ]),
  resource("staffCohortAssociations", "staffCohortAssociation", [
    key("beginDate", date),
    key("cohortReference", to("cohort")),
    key("staffReference", to("staff")),
    may("endDate", date),
    may("studentRecordAccess", flag),
  ]),
  resource("studentCohortAssociations", "studentCohortAssociation", [
    key("beginDate", date),
    key("cohortReference", to("cohort")),
    key("studentReference", to("student")),
    may("endDate", date),
    may("sections", list([must("sectionReference", to("section"))])),
  ]),
];
