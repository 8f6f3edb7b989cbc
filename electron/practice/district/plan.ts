import { AppError } from "../../../shared/errors.ts";
import type { ExtensionName } from "../model/extensions.ts";
import { schoolWord } from "./names.ts";

/** What a district of a given size consists of, before anything is written. */
export interface DistrictPlan {
  readonly seed: number;
  readonly students: number;
  readonly schools: readonly SchoolPlan[];
  /** Extensions whose records and parts are written too. */
  readonly extensions: readonly ExtensionName[];
}

export interface SchoolPlan {
  /** From 1. */
  readonly number: number;
  readonly schoolId: number;
  readonly name: string;
  readonly level: Level;
  /** 0 is kindergarten. Only grades that have students. */
  readonly grades: readonly GradePlan[];
  /** Number of the school's first student in the district, from 1. */
  readonly firstStudent: number;
}

interface GradePlan {
  readonly grade: number;
  readonly students: number;
}

export type Level = "Elementary" | "Middle" | "High" | "All";

/** The district's own id. No real one: states number theirs lower. */
export const districtId = 990_001;
const schoolsOf: Readonly<Record<Level, readonly number[]>> = {
  Elementary: [0, 1, 2, 3, 4, 5],
  Middle: [6, 7, 8],
  High: [9, 10, 11, 12],
  All: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
};
const gradeCount = 13;
const studentsASchool = 600;
const firstSchoolId = districtId * 1000;

interface PlanOptions {
  readonly extensions?: readonly ExtensionName[];
  /** The first school has exactly so many students, and is not the only one. */
  readonly schoolOf?: number | undefined;
}

/**
 * Schools of about 600 students each; below that, one school with all grades.
 * Throws AppError("invalid-input") when there are too few students for a school as wanted, and another one.
 */
export function planDistrict(
  students: number,
  seed: number,
  { extensions = [], schoolOf }: PlanOptions = {},
): DistrictPlan {
  const levels: readonly Level[] = students <= studentsASchool ? ["All"] : ["Elementary", "Middle", "High"];
  const schools: SchoolPlan[] = [];
  let firstStudent = 1;
  for (const level of levels) {
    for (const grades of gradesOfSchools(level, students, level === levels[0] ? schoolOf : undefined)) {
      const number = schools.length + 1;
      const schoolId = firstSchoolId + number;
      const name = `${schoolWord(number - 1)} ${level === "All" ? "" : `${level} `}School`;
      schools.push({ number, schoolId, name, level, grades, firstStudent });
      firstStudent += grades.reduce((sum, grade) => sum + grade.students, 0);
    }
  }
  return { seed, students, schools, extensions };
}

function gradesOfSchools(
  level: Level,
  students: number,
  schoolOf: number | undefined,
): readonly (readonly GradePlan[])[] {
  const grades = schoolsOf[level].map((grade) => ({
    grade,
    students: share(students, gradeCount, grade),
  }));
  if (schoolOf === undefined) return schoolsWith(grades);
  const first = grades.map(({ grade }, index) => ({
    grade,
    students: share(schoolOf, grades.length, index),
  }));
  const rest = grades.map(({ grade, students: all }, index) => ({
    grade,
    students: all - (first[index]?.students ?? 0),
  }));
  if (sum(rest) === 0 || rest.some((one) => one.students < 0)) throw tooSmall(students, schoolOf);
  return [first.filter((one) => one.students > 0), ...schoolsWith(rest)];
}

/** Schools of about the usual size, each with its share of every grade. */
function schoolsWith(grades: readonly GradePlan[]): readonly (readonly GradePlan[])[] {
  const count = Math.max(1, Math.round(sum(grades) / studentsASchool));
  return Array.from({ length: count }, (_, school) =>
    grades
      .map(({ grade, students: all }) => ({ grade, students: share(all, count, school) }))
      .filter((one) => one.students > 0),
  );
}

const sum = (grades: readonly GradePlan[]): number => grades.reduce((total, one) => total + one.students, 0);

const tooSmall = (students: number, schoolOf: number): AppError =>
  new AppError(
    "invalid-input",
    `A district of ${students} students has no school of ${schoolOf} students beside others of its kind. Take more students or a smaller school.`,
  );

/** The part of `total` that the one at `index` gets when `count` share it evenly. */
function share(total: number, count: number, index: number): number {
  return Math.floor(total / count) + (index < total % count ? 1 : 0);
}
