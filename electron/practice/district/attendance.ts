import { code } from "./codes.ts";
import { subjects } from "./courses.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import type { Section } from "./schedule.ts";
import type { Student } from "./student.ts";
import { fall, instructionalDays, schoolYearReference, spring } from "./year.ts";

const categories = [
  code("attendanceEventCategory", "Excused Absence"),
  code("attendanceEventCategory", "Excused Absence"),
  code("attendanceEventCategory", "Unexcused Absence"),
  code("attendanceEventCategory", "Tardy"),
] as const;

/** What a student missed: about thirteen events in sections and two of whole days, each on a day of its own. */
export function emitAttendance(emit: Emit, student: Student, random: Random): void {
  for (const day of random.spread(random.between(6, 20), instructionalDays.length)) {
    const section = sectionOn(student, day, random);
    if (section !== undefined) emitInSection(emit, student, section, { day, random });
  }
  for (const day of random.spread(random.between(0, 5), instructionalDays.length)) {
    const session = day < fall.days.length ? fall : spring;
    emit("studentSchoolAttendanceEvents", {
      attendanceEventCategoryDescriptor: random.pick(categories),
      eventDate: instructionalDays[day],
      schoolReference: { schoolId: student.schoolId },
      sessionReference: { schoolId: student.schoolId, ...schoolYearReference, sessionName: session.name },
      studentReference: student.studentReference,
    });
  }
}

function sectionOn(student: Student, day: number, random: Random): Section | undefined {
  const termIndex = day < fall.days.length ? 0 : 1;
  const period = random.below(subjects.length) + 1;
  return student.group.sections.find((one) => one.termIndex === termIndex && one.period === period);
}

function emitInSection(
  emit: Emit,
  student: Student,
  section: Section,
  { day, random }: { readonly day: number; readonly random: Random },
): void {
  emit("studentSectionAttendanceEvents", {
    attendanceEventCategoryDescriptor: random.pick(categories),
    eventDate: instructionalDays[day],
    sectionReference: section.key,
    studentReference: student.studentReference,
  });
}
