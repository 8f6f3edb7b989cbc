import { emitStudentAssessments } from "./assessments.ts";
import { emitAttendance } from "./attendance.ts";
import { code } from "./codes.ts";
import { emitContacts } from "./contacts.ts";
import { emitDiscipline } from "./discipline.ts";
import { emitEnrollment } from "./enrollment.ts";
import { emitGrades } from "./grades.ts";
import { lastSurname, personName } from "./names.ts";
import type { DistrictPlan } from "./plan.ts";
import { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { emitServices } from "./services.ts";
import { type Seat, type Student, studentId } from "./student.ts";
import { emitTranscripts } from "./transcripts.ts";
import { dateAfter } from "./year.ts";

/** A student of a school, with everything that hangs on them. */
export function emitStudent(emit: Emit, plan: DistrictPlan, seat: Seat): void {
  const random = new Random(plan.seed, 3, seat.number);
  const student = { ...seat, ...identityOf(seat, random) };
  emitPerson(emit, student, random);
  emitEnrollment(emit, student, random);
  emitContacts(emit, student, random);
  emitServices(emit, student, random);
  emitAttendance(emit, student, random);
  emitGrades(emit, student, random);
  emitTranscripts(emit, student, random);
  emitStudentAssessments(emit, student, random);
  emitDiscipline(emit, student, random);
}

function identityOf(seat: Seat, random: Random): Omit<Student, keyof Seat> {
  const female = random.chance(0.49);
  return {
    surname: lastSurname(random),
    female,
    studentReference: { studentUniqueId: studentId(seat.number) },
  };
}

function emitPerson(emit: Emit, student: Student, random: Random): void {
  emit("students", {
    ...student.studentReference,
    ...personName(random, student.female, student.surname),
    birthDate: birthDate(student.grade, random),
    birthSexDescriptor: code("sex", student.female ? "Female" : "Male"),
    ...(random.chance(0.08) && {
      birthCountryDescriptor: code("country", random.pick(["MX", "VN", "IN", "GT"])),
    }),
  });
}

/** Five years old, and not yet six, on the first of September of kindergarten; one in fifty a year older. */
function birthDate(grade: number, random: Random): string {
  const years = grade + (random.chance(0.02) ? 1 : 0);
  return dateAfter(`${2020 - years}-09-02`, random.below(364));
}
