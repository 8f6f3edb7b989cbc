import { emitDistrict, emitSchool } from "./organizations.ts";
import type { DistrictPlan, SchoolPlan } from "./plan.ts";
import { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { emitSchedule, type Group, planGroups } from "./schedule.ts";
import { emitCohorts } from "./services.ts";
import { emitOffice, emitSchoolStaff, teacherReference } from "./staff.ts";
import { emitStudent } from "./students.ts";

/**
 * Writes a whole district in steps of one student (or of what one school has), so that whoever writes it to disk can
 * keep pace between them. What a record refers to is emitted before it; the same plan gives the same records.
 */
export function* districtSteps(plan: DistrictPlan, emit: Emit): Generator<void> {
  emitDistrict(emit, plan);
  emitOffice(emit, plan.seed);
  yield;
  for (const school of plan.schools) yield* schoolSteps(plan, school, emit);
}

function* schoolSteps(plan: DistrictPlan, school: SchoolPlan, emit: Emit): Generator<void> {
  const groups = planGroups(school);
  emitSchool(emit, school, new Random(plan.seed, 4, school.number));
  emitSchedule(emit, school, groups);
  yield;
  emitSchoolStaff(emit, school, groups, plan.seed);
  emitCohorts(emit, school.schoolId, teacherReference(school, 0));
  yield;
  yield* studentSteps(plan, { school, groups }, emit);
}

interface OpenSchool {
  readonly school: SchoolPlan;
  readonly groups: readonly Group[];
}

function* studentSteps(plan: DistrictPlan, { school, groups }: OpenSchool, emit: Emit): Generator<void> {
  let number = school.firstStudent;
  for (const { grade, students } of school.grades) {
    const own = groups.filter((group) => group.grade === grade);
    for (let seat = 0; seat < students; seat += 1) {
      const group = own[seat % own.length];
      if (group === undefined) continue;
      emitStudent(emit, plan, { number, grade, schoolId: school.schoolId, school, group });
      number += 1;
      yield;
    }
  }
}
