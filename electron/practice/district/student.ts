import type { SchoolPlan } from "./plan.ts";
import type { Group } from "./schedule.ts";

export interface Student {
  /** In the district, from 1. */
  readonly number: number;
  readonly grade: number;
  readonly schoolId: number;
  readonly school: SchoolPlan;
  readonly group: Group;
  readonly surname: string;
  readonly female: boolean;
  readonly studentReference: { readonly studentUniqueId: string };
}

/** "PS-0000001": no state numbers its students so. */
export const studentId = (number: number): string => `PS-${String(number).padStart(7, "0")}`;

/** A place in a school that a student takes. */
export type Seat = Pick<Student, "number" | "grade" | "schoolId" | "school" | "group">;
