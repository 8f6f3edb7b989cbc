import { code } from "./codes.ts";
import { gradingPeriodKey } from "./organizations.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { gradebookKey, hasGradebook, type Section } from "./schedule.ts";
import type { Student } from "./student.ts";
import { gradingPeriods } from "./year.ts";

const academic = code("gradeType", "Grading Period");
const conduct = code("gradeType", "Conduct");

/** A grade for each section and six weeks (in homeroom, for conduct), and the results of four assignments. */
export function emitGrades(emit: Emit, student: Student, random: Random): void {
  const level = random.between(62, 95);
  const periods = gradingPeriods.map((period) => gradingPeriodKey(period.name, student.schoolId));
  for (const section of student.group.sections) {
    const studentSectionAssociationReference = enrollmentKey(student, section);
    for (let period = section.termIndex * 3; period < section.termIndex * 3 + 3; period += 1) {
      const result = Math.min(100, level + random.between(-12, 8));
      emit("grades", {
        gradeTypeDescriptor: section.period === 0 ? conduct : academic,
        gradingPeriodReference: periods[period],
        studentSectionAssociationReference,
        letterGradeEarned: letterOf(result),
        numericGradeEarned: result,
      });
    }
    if (hasGradebook(section)) {
      emit("studentGradebookEntries", {
        gradebookEntryReference: gradebookKey(section),
        studentReference: student.studentReference,
        pointsEarned: Math.min(100, level + random.between(-15, 10)),
        dateFulfilled: section.term.days[25],
      });
    }
  }
}

/** The key of an enrolment in a section as references hold it. */
const enrollmentKey = (student: Student, section: Section) => ({
  beginDate: section.term.beginDate,
  ...section.key,
  ...student.studentReference,
});

/** The key of a grade as references hold it. */
export const gradeKey = (student: Student, section: Section, period: number) => {
  const { schoolYear, ...rest } = gradingPeriodKey(gradingPeriods[period]?.name ?? "", student.schoolId);
  return {
    ...rest,
    gradingPeriodSchoolYear: schoolYear,
    gradeTypeDescriptor: section.period === 0 ? conduct : academic,
    ...enrollmentKey(student, section),
  };
};

export const letterOf = (result: number): string => {
  if (result >= 90) return "A";
  if (result >= 80) return "B";
  if (result >= 70) return "C";
  return result >= 60 ? "D" : "F";
};
