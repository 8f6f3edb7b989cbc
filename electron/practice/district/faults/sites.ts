import type { RecordFault } from "./planted.ts";

/** A place where a fault can be planted: any record of this resource, or this member of it. */
export interface Site {
  /** Plural name of the resource. */
  readonly resource: string;
  readonly member?: string;
  /** For codes: how many records use the same one, at most. */
  readonly records?: number;
}

const at = (resource: string, member: string, records = 1): Site => ({ resource, member, records });
const item = (resource: string): Site => ({ resource });

/**
 * Leaves stand beside parents with many children, so that held children exist. Dates of a natural key only where
 * nothing refers to it: else the children would miss their parent, and one mistake would have two looks. A student's
 * enrolment in a school and a staff member's employment stay whole: all rights to a person hang on them, which no
 * reference shows.
 */
export const sitesOf: Readonly<Record<RecordFault, readonly Site[]>> = {
  "unmapped-descriptor": [
    at("studentSectionAttendanceEvents", "attendanceEventCategoryDescriptor", 5),
    at("students", "birthSexDescriptor"),
    at("studentContactAssociations", "relationDescriptor", 3),
    at("sections", "educationalEnvironmentDescriptor"),
    at("studentTransportations", "transportationTypeDescriptor", 3),
    at("studentAssessments", "whenAssessedGradeLevelDescriptor", 4),
    at("staffs", "sexDescriptor"),
    at("disciplineIncidents", "incidentLocationDescriptor"),
    at("gradebookEntries", "gradebookEntryTypeDescriptor"),
    at("studentEducationOrganizationAssociations", "sexDescriptor", 2),
  ],
  "missing-parent": [
    item("sections"),
    item("contacts"),
    item("gradebookEntries"),
    item("students"),
    item("classPeriods"),
    item("courseOfferings"),
    item("disciplineIncidents"),
    item("locations"),
    item("staffs"),
    item("studentSectionAssociations"),
    item("credentials"),
    item("cohorts"),
  ],
  "bad-date": [
    at("students", "birthDate"),
    at("studentSectionAttendanceEvents", "eventDate"),
    at("gradebookEntries", "dateAssigned"),
    at("studentHealths", "asOfDate"),
    at("studentSectionAssociations", "endDate"),
    at("disciplineIncidents", "incidentDate"),
    at("staffs", "birthDate"),
    at("credentials", "issuanceDate"),
    at("studentGradebookEntries", "dateFulfilled"),
    at("staffAbsenceEvents", "eventDate"),
  ],
  "duplicate-key": [
    at("contacts", "firstName"),
    at("grades", "numericGradeEarned"),
    at("students", "firstName"),
    at("locations", "maximumNumberOfSeats"),
    at("studentGradebookEntries", "pointsEarned"),
    at("courses", "courseTitle"),
    at("sections", "sectionName"),
  ],
  "too-long": [
    at("students", "lastSurname"),
    at("sections", "sectionName"),
    at("contacts", "firstName"),
    at("gradebookEntries", "title"),
    at("courseOfferings", "localCourseTitle"),
    at("staffs", "lastSurname"),
    at("cohorts", "cohortDescription"),
    at("courses", "courseTitle"),
  ],
  "wrong-type": [
    at("gradebookEntries", "maxPoints"),
    at("studentContactAssociations", "livesWith"),
    at("grades", "numericGradeEarned"),
    at("locations", "maximumNumberOfSeats"),
    at("studentGradebookEntries", "pointsEarned"),
    at("courses", "numberOfParts"),
    at("sections", "availableCredits"),
    at("staffAbsenceEvents", "hoursAbsent"),
  ],
  "bad-line": [
    item("studentHealths"),
    item("sections"),
    item("grades"),
    item("students"),
    item("contacts"),
    item("studentSectionAssociations"),
    item("gradebookEntries"),
    item("staffs"),
    item("studentSectionAttendanceEvents"),
  ],
  "missing-value": [
    at("students", "firstName"),
    at("courses", "identificationCodes"),
    at("staffSectionAssociations", "classroomPositionDescriptor"),
    at("contacts", "lastSurname"),
    at("credentials", "credentialTypeDescriptor"),
    at("gradebookEntries", "title"),
    at("staffs", "lastSurname"),
    at("bellSchedules", "classPeriods"),
  ],
  "refused-school": [at("schools", "nameOfInstitution")],
  "unmapped-code": [at("studentSectionAttendanceEvents", "attendanceEventCategoryDescriptor")],
  // First those on which no school has a hold: no record of theirs waits for a refused one.
  "missing-permission": [
    item("staffAbsenceEvents"),
    item("staffLeaves"),
    item("organizationDepartments"),
    item("disciplineIncidents"),
    item("gradebookEntries"),
    item("studentHealths"),
    item("studentTransportations"),
  ],
};

/** Kinds of which a single record that is wrong may be. */
const singly = ["too-long", "bad-date", "missing-value", "wrong-type"] as const;

/** Further places for these, to which nothing refers: small districts have room for them too. */
const leaves: Readonly<Record<(typeof singly)[number], readonly Site[]>> = {
  "too-long": [at("staffEducationOrganizationAssignmentAssociations", "positionTitle")],
  "bad-date": [
    at("studentSchoolAttendanceEvents", "eventDate"),
    at("studentEducationOrganizationResponsibilityAssociations", "beginDate"),
  ],
  "missing-value": [at("disciplineActions", "disciplines")],
  "wrong-type": [
    at("studentContactAssociations", "contactPriority"),
    at("disciplineActions", "disciplineActionLength"),
  ],
};

/** All ways in which a single record can be wrong so that no two look alike, the kinds in turns. */
export const singleWays: readonly { readonly kind: RecordFault; readonly site: Site }[] = singly
  .flatMap((kind) => [...sitesOf[kind], ...leaves[kind]].map((site, turn) => ({ kind, site, turn })))
  .toSorted((one, other) => one.turn - other.turn);

/** Files that some system writes and no Ed-Fi server knows. */
export const unknownResources = [
  "busPasses",
  "lockerAssignments",
  "libraryLoans",
  "lunchBalances",
  "clubMemberships",
  "parkingPermits",
  "deviceCheckouts",
  "fieldTripForms",
] as const;
