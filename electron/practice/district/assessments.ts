import { code, gradeLevel, namespace } from "./codes.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { gradingPeriods, schoolYearReference } from "./year.ts";

interface Assessment {
  readonly identifier: string;
  readonly title: string;
  readonly subject: string;
  readonly parts: readonly string[];
}

const assessments: readonly Assessment[] = [
  {
    identifier: "PRACTICE-READING",
    title: "Practice Reading Inventory",
    subject: "Reading",
    parts: ["Vocabulary", "Comprehension"],
  },
  {
    identifier: "PRACTICE-MATH",
    title: "Practice Mathematics Inventory",
    subject: "Mathematics",
    parts: ["Number", "Reasoning"],
  },
];

const scale = code("assessmentReportingMethod", "Scale score");
const level = code("assessmentReportingMethod", "Achievement/proficiency level");
const integer = code("resultDatatypeType", "Integer");
const levels = ["Below Basic", "Basic", "Proficient", "Advanced"].map((value) =>
  code("performanceLevel", value),
);

const assessmentReference = (assessment: Assessment) => ({
  assessmentIdentifier: assessment.identifier,
  namespace,
});

const partReference = (assessment: Assessment, part: string) => ({
  ...assessmentReference(assessment),
  identificationCode: `${assessment.identifier}-${part.toUpperCase()}`,
});

export function emitAssessments(emit: Emit, grades: readonly number[]): void {
  for (const assessment of assessments) {
    emit("assessments", {
      ...assessmentReference(assessment),
      assessmentTitle: assessment.title,
      assessmentCategoryDescriptor: code("assessmentCategory", "Benchmark test"),
      assessmentVersion: 2027,
      maxRawScore: 120,
      academicSubjects: [{ academicSubjectDescriptor: code("academicSubject", assessment.subject) }],
      assessedGradeLevels: grades.map((grade) => ({ gradeLevelDescriptor: gradeLevel(grade) })),
      scores: [
        {
          assessmentReportingMethodDescriptor: scale,
          resultDatatypeTypeDescriptor: integer,
          minimumScore: "100",
          maximumScore: "900",
        },
      ],
    });
    for (const part of assessment.parts) {
      emit("objectiveAssessments", {
        identificationCode: partReference(assessment, part).identificationCode,
        assessmentReference: assessmentReference(assessment),
        description: `${part} in ${assessment.subject}`,
        maxRawScore: 60,
        percentOfAssessment: 0.5,
      });
    }
  }
}

export interface AssessedStudent {
  readonly studentReference: { readonly studentUniqueId: string };
  readonly grade: number;
  readonly schoolId: number;
  readonly number: number;
}

/** Both inventories, at the begin of the year and in spring: four results a student. */
export function emitStudentAssessments(emit: Emit, student: AssessedStudent, random: Random): void {
  const ability = random.between(250, 700);
  for (const assessment of assessments) {
    emitResult(emit, { student, assessment, season: "Beginning of Year", period: 0 }, random, ability);
    emitResult(emit, { student, assessment, season: "Spring", period: 4 }, random, ability + 40);
  }
}

interface Occasion {
  readonly student: AssessedStudent;
  readonly assessment: Assessment;
  readonly season: string;
  readonly period: number;
}

function emitResult(emit: Emit, occasion: Occasion, random: Random, ability: number): void {
  const { student, assessment, season, period } = occasion;
  const days = gradingPeriods[period]?.days ?? [];
  const score = Math.min(900, Math.max(100, ability + random.between(-80, 80)));
  emit("studentAssessments", {
    studentAssessmentIdentifier: `${assessment.identifier}-${student.number}-${period + 1}`,
    assessmentReference: assessmentReference(assessment),
    studentReference: student.studentReference,
    schoolYearTypeReference: schoolYearReference,
    reportedSchoolReference: { schoolId: student.schoolId },
    administrationDate: `${days[random.below(days.length)]}T15:30:00Z`,
    whenAssessedGradeLevelDescriptor: gradeLevel(student.grade),
    period: { assessmentPeriodDescriptor: code("assessmentPeriod", season) },
    scoreResults: [scoreResult(score)],
    performanceLevels: [
      {
        assessmentReportingMethodDescriptor: level,
        performanceLevelDescriptor: levels[Math.min(3, Math.floor((score - 100) / 200))],
      },
    ],
    studentObjectiveAssessments: assessment.parts.map((part) => ({
      objectiveAssessmentReference: partReference(assessment, part),
      scoreResults: [scoreResult(score + random.between(-40, 40))],
    })),
  });
}

const scoreResult = (score: number): object => ({
  assessmentReportingMethodDescriptor: scale,
  resultDatatypeTypeDescriptor: integer,
  result: String(score),
});
