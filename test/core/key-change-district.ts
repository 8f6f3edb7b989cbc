import { agency, enrollment, school, student } from "./harness.ts";

/** What bears another name than at first: see keyedDistrict. */
interface Names {
  readonly course: string;
  readonly period: string;
  readonly session: string;
  readonly entry: string;
  /** Of the first student. */
  readonly student: string;
}
export const firstNames: Names = {
  course: "MATH-9",
  period: "Period 1",
  session: "Fall 2026",
  entry: "2026-08-17",
  student: "1001",
};

const descriptor = (type: string, code: string) => `uri://ed-fi.org/${type}Descriptor#${code}`;
const schoolReference = { schoolId: 1 };
const offering = ({ session }: Names) => ({
  localCourseCode: "MATH",
  schoolId: 1,
  schoolYear: 2027,
  sessionName: session,
});
const section = (names: Names, sectionIdentifier: string) => ({ ...offering(names), sectionIdentifier });

/**
 * One school with a schedule, and two students in it. Every line has a `sourceKey` of its own, which no server knows and
 * which stays as it is whatever the key becomes.
 */
export function keyedDistrict(changes: Partial<Names> = {}): Record<string, readonly object[]> {
  const names = { ...firstNames, ...changes };
  const students = [names.student, "1002"];
  const periodReference = { classPeriodReference: { classPeriodName: names.period, schoolId: 1 } };
  const files: Record<string, readonly object[]> = {
    "localEducationAgencies.jsonl": [agency],
    "schools.jsonl": [school(1)],
    "courses.jsonl": [
      {
        courseCode: names.course,
        courseTitle: "Mathematics",
        numberOfParts: 1,
        educationOrganizationReference: { educationOrganizationId: 1 },
        identificationCodes: [
          {
            courseIdentificationSystemDescriptor: descriptor("CourseIdentificationSystem", "LEA course code"),
            identificationCode: "MATH",
          },
        ],
      },
    ],
    "classPeriods.jsonl": [
      { classPeriodName: names.period, schoolReference },
      { classPeriodName: "Period 2", schoolReference },
    ],
    "bellSchedules.jsonl": [
      { bellScheduleName: "Regular", schoolReference, classPeriods: [periodReference] },
    ],
    "sessions.jsonl": [
      {
        sessionName: names.session,
        schoolReference,
        schoolYearTypeReference: { schoolYear: 2027 },
        beginDate: "2026-08-17",
        endDate: "2026-12-18",
        termDescriptor: descriptor("Term", "Fall Semester"),
        totalInstructionalDays: 80,
      },
    ],
    "courseOfferings.jsonl": [
      {
        localCourseCode: "MATH",
        courseReference: { courseCode: names.course, educationOrganizationId: 1 },
        schoolReference,
        sessionReference: { schoolId: 1, schoolYear: 2027, sessionName: names.session },
      },
    ],
    "sections.jsonl": ["A", "B"].map((sectionIdentifier) => ({
      sectionIdentifier,
      courseOfferingReference: offering(names),
      classPeriods: [periodReference],
    })),
    "students.jsonl": students.map((id) => student(id)),
    "studentSchoolAssociations.jsonl": students.map((id) =>
      enrollment(id, 1, id === names.student ? { entryDate: names.entry } : {}),
    ),
    "studentSectionAssociations.jsonl": students.map((studentUniqueId) => ({
      beginDate: "2026-08-17",
      sectionReference: section(names, "A"),
      studentReference: { studentUniqueId },
    })),
    "studentSectionAttendanceEvents.jsonl": students.map((studentUniqueId) => ({
      attendanceEventCategoryDescriptor: descriptor("AttendanceEventCategory", "Excused Absence"),
      eventDate: "2026-09-01",
      sectionReference: section(names, "A"),
      studentReference: { studentUniqueId },
    })),
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, lines]) => [
      name,
      lines.map((line, index) => ({ ...line, sourceKey: index + 1 })),
    ]),
  );
}

/** The member that tells the records of each of its files apart. */
export const sourceIds = Object.fromEntries(
  Object.keys(keyedDistrict()).map((name) => [name.replace(".jsonl", ""), "sourceKey"]),
);
