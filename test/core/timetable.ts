import { code } from "../../electron/practice/district/codes.ts";

export const room = (schoolId: number, number: number) => ({
  classroomIdentificationCode: `R-${number}`,
  schoolReference: { schoolId },
});
const sessionName = "Fall Semester";
export const session = (schoolId: number, schoolYear: number) => ({
  sessionName,
  schoolReference: { schoolId },
  schoolYearTypeReference: { schoolYear },
  termDescriptor: code("term", "Fall Semester"),
  beginDate: `${schoolYear - 1}-08-17`,
  endDate: `${schoolYear - 1}-12-18`,
  totalInstructionalDays: 80,
});
/** The district's one course. */
export const course = {
  courseCode: "ELA",
  educationOrganizationReference: { educationOrganizationId: 255901 },
  courseTitle: "Language Arts",
  numberOfParts: 1,
  identificationCodes: [
    {
      courseIdentificationSystemDescriptor: code("courseIdentificationSystem", "LEA course code"),
      identificationCode: "ELA",
    },
  ],
};
export const offering = (schoolId: number, schoolYear: number) => ({
  localCourseCode: "ELA",
  courseReference: { courseCode: "ELA", educationOrganizationId: 255901 },
  schoolReference: { schoolId },
  sessionReference: { schoolId, schoolYear, sessionName },
});
const sectionKey = (schoolId: number, schoolYear: number, number: number) => ({
  localCourseCode: "ELA",
  schoolId,
  schoolYear,
  sessionName,
  sectionIdentifier: `S-${number}`,
});
export function section(schoolId: number, schoolYear: number, number: number) {
  const { sectionIdentifier, ...courseOfferingReference } = sectionKey(schoolId, schoolYear, number);
  return {
    sectionIdentifier,
    courseOfferingReference,
    locationReference: { classroomIdentificationCode: `R-${number}`, schoolId },
  };
}
export const inSection = (
  studentUniqueId: string,
  [schoolId, schoolYear, number]: readonly [number, number, number],
) => ({
  studentReference: { studentUniqueId },
  sectionReference: sectionKey(schoolId, schoolYear, number),
  beginDate: `${schoolYear - 1}-08-17`,
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

interface Size {
  readonly sections: number;
  readonly students: readonly string[];
  /** Of each student. */
  readonly attended: number;
}

/** All that a school's timetable is, by file: rooms, the session, the offering, sections, and who sits in them. */
export function timetable(schoolId: number, schoolYear: number, { sections, students, attended }: Size) {
  return {
    "locations.jsonl": numbers(sections).map((number) => room(schoolId, number)),
    "sessions.jsonl": [session(schoolId, schoolYear)],
    "courseOfferings.jsonl": [offering(schoolId, schoolYear)],
    "sections.jsonl": numbers(sections).map((number) => section(schoolId, schoolYear, number)),
    "studentSectionAssociations.jsonl": students.flatMap((student, index) =>
      numbers(attended).map((number) =>
        inSection(student, [schoolId, schoolYear, ((index + number) % sections) + 1]),
      ),
    ),
  };
}
export const timetableResources = [
  "locations",
  "sessions",
  "courseOfferings",
  "sections",
  "studentSectionAssociations",
];

type Files = Readonly<Record<string, readonly (object | string)[]>>;

/** The lines of several districts in the same files. */
export function together(...parts: readonly Files[]): Files {
  const files: Record<string, (object | string)[]> = {};
  for (const part of parts)
    for (const [name, lines] of Object.entries(part)) files[name] = [...(files[name] ?? []), ...lines];
  return files;
}
