import { code, gradeLevel } from "./codes.ts";
import { districtId } from "./plan.ts";
import type { Emit } from "./record.ts";

export const districtReference = { educationOrganizationId: districtId };

export interface Subject {
  readonly code: string;
  readonly title: string;
  readonly academicSubject: string;
}

/** What every student takes in both semesters, one a period. */
export const subjects: readonly Subject[] = [
  { code: "ELA", title: "Language Arts", academicSubject: "English Language Arts" },
  { code: "MTH", title: "Mathematics", academicSubject: "Mathematics" },
  { code: "SCI", title: "Science", academicSubject: "Science" },
  { code: "SOC", title: "Social Studies", academicSubject: "Social Studies" },
  { code: "ART", title: "Art and Music", academicSubject: "Fine and Performing Arts" },
  { code: "LNG", title: "World Languages", academicSubject: "Foreign Language and Literature" },
  { code: "PHE", title: "Physical Education", academicSubject: "Physical, Health, and Safety Education" },
];

export const homeroom: Subject = { code: "HMR", title: "Homeroom", academicSubject: "Other" };

/** "MTH-04"; also the local code of its offerings. */
export const courseCode = (subject: Subject, grade: number): string =>
  `${subject.code}-${String(grade).padStart(2, "0")}`;

export const courseTitle = (subject: Subject, grade: number): string =>
  `${subject.title} ${grade === 0 ? "K" : grade}`;

const academicSubjects = (subject: Subject): readonly object[] => [
  { academicSubjectDescriptor: code("academicSubject", subject.academicSubject) },
];

/** The catalogue of the district: a course for each subject and grade. */
export function emitCourses(emit: Emit, grades: readonly number[]): void {
  for (const grade of grades) {
    for (const subject of [...subjects, homeroom]) emitCourse(emit, subject, grade);
  }
}

function emitCourse(emit: Emit, subject: Subject, grade: number): void {
  const identification = {
    courseIdentificationSystemDescriptor: code("courseIdentificationSystem", "LEA course code"),
    identificationCode: courseCode(subject, grade),
  };
  emit("courses", {
    courseCode: courseCode(subject, grade),
    educationOrganizationReference: districtReference,
    courseTitle: courseTitle(subject, grade),
    numberOfParts: 1,
    identificationCodes: [identification],
    academicSubjects: academicSubjects(subject),
    offeredGradeLevels: [{ gradeLevelDescriptor: gradeLevel(grade) }],
    ...(subject !== homeroom && {
      courseDefinedByDescriptor: code("courseDefinedBy", "LEA"),
      levelCharacteristics: [
        { courseLevelCharacteristicDescriptor: code("courseLevelCharacteristic", "General") },
      ],
      maximumAvailableCredits: grade >= 9 ? 0.5 : 0,
    }),
  });
}
