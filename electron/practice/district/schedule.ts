import { code, namespace } from "./codes.ts";
import { courseCode, courseTitle, homeroom, subjects } from "./courses.ts";
import { districtId, type Level, type SchoolPlan } from "./plan.ts";
import type { Emit } from "./record.ts";
import { schoolYearReference, type Term, terms } from "./year.ts";

const sectionKinds = [...subjects, homeroom];
const classSize = 24;
const homeroomPeriod = 0;

/** Students of one grade who sit in the same sections all year. */
export interface Group {
  readonly grade: number;
  /** Number in the whole school, from 0. */
  readonly number: number;
  readonly sections: readonly Section[];
}

export interface Section {
  /** The key as references hold it. */
  readonly key: {
    readonly localCourseCode: string;
    readonly schoolId: number;
    readonly schoolYear: number;
    readonly sectionIdentifier: string;
    readonly sessionName: string;
  };
  readonly term: Term;
  /** 0 in fall, 1 in spring. */
  readonly termIndex: number;
  /** Number in `sectionKinds`; the last one is homeroom. */
  readonly kind: number;
  readonly title: string;
  readonly period: number;
  /** Number of the teacher in the school, from 0: also the room's. */
  readonly teacher: number;
}

/** All groups of a school with their sections: each section has a teacher, a room and a period of its own. */
export function planGroups(school: SchoolPlan): readonly Group[] {
  const groups: Group[] = [];
  for (const { grade, students } of school.grades) {
    for (let count = Math.ceil(students / classSize); count > 0; count -= 1) {
      const number = groups.length;
      groups.push({ grade, number, sections: planSections(school, grade, number) });
    }
  }
  return groups;
}

function planSections(school: SchoolPlan, grade: number, group: number): readonly Section[] {
  return terms.flatMap((term, termIndex) =>
    sectionKinds
      .map((subject, kind) => ({ subject, kind }))
      // Homeroom is entered once, in fall.
      .filter(({ subject }) => termIndex === 0 || subject !== homeroom)
      .map(({ subject, kind }) => ({
        key: {
          localCourseCode: courseCode(subject, grade),
          schoolId: school.schoolId,
          ...schoolYearReference,
          sectionIdentifier: `${courseCode(subject, grade)}-${String(group + 1).padStart(2, "0")}-${"FS"[termIndex]}`,
          sessionName: term.name,
        },
        term,
        termIndex,
        kind,
        title: courseTitle(subject, grade),
        period: subject === homeroom ? homeroomPeriod : ((kind + group) % subjects.length) + 1,
        teacher: teacherOf(school.level, group, kind),
      })),
  );
}

/**
 * In elementary schools one teacher has a group all day. Elsewhere seven groups share seven teachers, one a subject:
 * as the groups' periods are shifted, none of them is in two rooms at once.
 */
function teacherOf(level: Level, group: number, kind: number): number {
  if (level === "Elementary") return group;
  const block = Math.floor(group / subjects.length) * subjects.length;
  return block + (sectionKinds[kind] === homeroom ? group % subjects.length : kind);
}

export function teacherCount(level: Level, groups: readonly Group[]): number {
  if (level === "Elementary") return groups.length;
  return Math.ceil(groups.length / subjects.length) * subjects.length;
}

const periodNames = ["00 - Homeroom", ...subjects.map((_, index) => `0${index + 1} - Period`)];

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}:00`;

/** Eight o'clock, then fifty minutes and ten to walk. */
const startOf = (period: number): number => 8 * 60 + (period === 0 ? -20 : (period - 1) * 60);

const roomOf = (number: number): string => `R-${String(number + 101)}`;

const classPeriodKey = (period: number, schoolId: number) => ({
  classPeriodName: periodNames[period] ?? "",
  schoolId,
});

/** Periods, rooms, offerings and sections. */
export function emitSchedule(emit: Emit, school: SchoolPlan, groups: readonly Group[]): void {
  const schoolReference = { schoolId: school.schoolId };
  for (const [period, classPeriodName] of periodNames.entries()) {
    const start = startOf(period);
    const meeting = { startTime: clock(start), endTime: clock(start + (period === 0 ? 15 : 50)) };
    emit("classPeriods", {
      classPeriodName,
      schoolReference,
      officialAttendancePeriod: period === 0,
      meetingTimes: [meeting],
    });
  }
  emit("bellSchedules", {
    bellScheduleName: "Normal Schedule",
    schoolReference,
    classPeriods: periodNames.map((_, period) => ({
      classPeriodReference: classPeriodKey(period, school.schoolId),
    })),
    startTime: clock(startOf(0)),
    endTime: clock(startOf(subjects.length) + 50),
  });
  for (let room = 0; room < teacherCount(school.level, groups); room += 1) {
    emit("locations", {
      classroomIdentificationCode: roomOf(room),
      schoolReference,
      maximumNumberOfSeats: 32,
      optimalNumberOfSeats: 26,
    });
  }
  emitOfferings(emit, school);
  for (const group of groups) for (const section of group.sections) emitSection(emit, section, group);
}

function emitOfferings(emit: Emit, school: SchoolPlan): void {
  for (const { grade } of school.grades) {
    for (const [termIndex, term] of terms.entries()) {
      for (const subject of termIndex === 0 ? sectionKinds : subjects) {
        emit("courseOfferings", {
          localCourseCode: courseCode(subject, grade),
          courseReference: { courseCode: courseCode(subject, grade), educationOrganizationId: districtId },
          schoolReference: { schoolId: school.schoolId },
          sessionReference: { schoolId: school.schoolId, ...schoolYearReference, sessionName: term.name },
          localCourseTitle: courseTitle(subject, grade),
        });
      }
    }
  }
}

function emitSection(emit: Emit, section: Section, group: Group): void {
  const { sectionIdentifier, ...courseOfferingReference } = section.key;
  const { schoolId } = section.key;
  emit("sections", {
    sectionIdentifier,
    courseOfferingReference,
    locationReference: { classroomIdentificationCode: roomOf(section.teacher), schoolId },
    sectionName: `${section.title}, group ${group.number + 1}`,
    classPeriods: [{ classPeriodReference: classPeriodKey(section.period, schoolId) }],
    educationalEnvironmentDescriptor: code("educationalEnvironment", "Classroom"),
    ...(group.grade >= 9 &&
      sectionKinds[section.kind] !== homeroom && {
        availableCredits: 0.5,
        availableCreditTypeDescriptor: code("creditType", "Carnegie unit"),
      }),
  });
  if (hasGradebook(section)) emitGradebookEntry(emit, section);
}

/** One assignment is kept for each of the first four subjects in fall. */
export const hasGradebook = (section: Section): boolean => section.termIndex === 0 && section.kind < 4;

export const gradebookKey = (section: Section) => ({
  gradebookEntryIdentifier: `GB-${section.key.schoolId}-${section.key.sectionIdentifier}`,
  namespace,
});

function emitGradebookEntry(emit: Emit, section: Section): void {
  emit("gradebookEntries", {
    ...gradebookKey(section),
    sectionReference: section.key,
    sourceSectionIdentifier: section.key.sectionIdentifier,
    title: `${section.title}: first unit`,
    gradebookEntryTypeDescriptor: code("gradebookEntryType", "Unit Test"),
    dateAssigned: section.term.days[20],
    dueDate: section.term.days[25],
    maxPoints: 100,
  });
}
