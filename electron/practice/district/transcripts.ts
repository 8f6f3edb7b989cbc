import { code, gradeLevel } from "./codes.ts";
import { courseCode, subjects } from "./courses.ts";
import { gradeKey, letterOf } from "./grades.ts";
import { gradingPeriodKey } from "./organizations.ts";
import { districtId } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import type { Student } from "./student.ts";
import { gradingPeriods, schoolYearReference } from "./year.ts";

const firstHighSchoolGrade = 9;

/** A first report card, an academic record a semester, and a transcript line a course: high school only. */
export function emitTranscripts(emit: Emit, student: Student, random: Random): void {
  if (student.grade < firstHighSchoolGrade) return;
  const reportCard = {
    educationOrganizationId: student.schoolId,
    ...reportCardPeriod(student.schoolId),
    ...student.studentReference,
  };
  emit("reportCards", {
    educationOrganizationReference: { educationOrganizationId: student.schoolId },
    gradingPeriodReference: gradingPeriodKey(gradingPeriods[0]?.name ?? "", student.schoolId),
    studentReference: student.studentReference,
    numberOfDaysAbsent: random.below(4),
    grades: student.group.sections
      .filter((section) => section.termIndex === 0 && section.period > 0)
      .map((section) => ({ gradeReference: gradeKey(student, section, 0) })),
  });
  for (const term of ["Fall Semester", "Spring Semester"] as const) {
    emitAcademicRecord(emit, student, term, term === "Fall Semester" ? [reportCard] : []);
    for (const subject of subjects)
      emitTranscript(emit, student, { term, courseCode: courseCode(subject, student.grade) }, random);
  }
}

function reportCardPeriod(schoolId: number): object {
  const { gradingPeriodDescriptor, gradingPeriodName, schoolYear } = gradingPeriodKey(
    gradingPeriods[0]?.name ?? "",
    schoolId,
  );
  return {
    gradingPeriodDescriptor,
    gradingPeriodName,
    gradingPeriodSchoolId: schoolId,
    gradingPeriodSchoolYear: schoolYear,
  };
}

function emitAcademicRecord(emit: Emit, student: Student, term: string, cards: readonly object[]): void {
  emit("studentAcademicRecords", {
    termDescriptor: code("term", term),
    educationOrganizationReference: { educationOrganizationId: student.schoolId },
    schoolYearTypeReference: schoolYearReference,
    studentReference: student.studentReference,
    sessionAttemptedCredits: subjects.length / 2,
    ...(cards.length > 0 && { reportCards: cards.map((reportCardReference) => ({ reportCardReference })) }),
  });
}

interface Attempt {
  readonly term: string;
  readonly courseCode: string;
}

function emitTranscript(emit: Emit, student: Student, attempt: Attempt, random: Random): void {
  const result = random.between(58, 99);
  const passed = result >= 60;
  emit("courseTranscripts", {
    courseAttemptResultDescriptor: code("courseAttemptResult", passed ? "Pass" : "Fail"),
    courseReference: { courseCode: attempt.courseCode, educationOrganizationId: districtId },
    studentAcademicRecordReference: {
      educationOrganizationId: student.schoolId,
      ...schoolYearReference,
      ...student.studentReference,
      termDescriptor: code("term", attempt.term),
    },
    whenTakenGradeLevelDescriptor: gradeLevel(student.grade),
    attemptedCredits: 0.5,
    earnedCredits: passed ? 0.5 : 0,
    finalLetterGradeEarned: letterOf(result),
    finalNumericGradeEarned: result,
  });
}
