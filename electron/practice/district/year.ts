import { practiceSchoolYear } from "../model/school-year.ts";

/** The days of the school year 2026-27, the same for every synthetic district. */
export const schoolYearReference = { schoolYear: practiceSchoolYear };

export interface Day {
  /** "2026-08-17" */
  readonly date: string;
  /** Code value of the calendar event. */
  readonly event: string;
}

/** A stretch of instructional days, as sessions and grading periods have it. */
export interface Term {
  readonly name: string;
  readonly beginDate: string;
  readonly endDate: string;
  readonly days: readonly string[];
}

const dayLength = 86_400_000;

const holidays = new Set([
  "2026-09-07",
  "2026-11-25",
  "2026-11-26",
  "2026-11-27",
  "2027-01-18",
  "2027-02-15",
  "2027-03-15",
  "2027-03-16",
  "2027-03-17",
  "2027-03-18",
  "2027-03-19",
]);
const teacherDays = new Set(["2026-10-12", "2027-02-12", "2027-04-19"]);

/** Monday to Friday, from one date to another. */
function weekdays(from: string, to: string): string[] {
  const found: string[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += dayLength) {
    const day = new Date(time);
    if (day.getUTCDay() % 6 !== 0) found.push(day.toISOString().slice(0, 10));
  }
  return found;
}

function eventOf(date: string): string {
  if (holidays.has(date)) return "Holiday";
  return teacherDays.has(date) ? "Teacher only day" : "Instructional day";
}

const fallWeekdays = weekdays("2026-08-17", "2026-12-18");
const springWeekdays = weekdays("2027-01-05", "2027-05-28");

/** Every day that the calendars list. */
export const calendarDays: readonly Day[] = [...fallWeekdays, ...springWeekdays].map((date) => ({
  date,
  event: eventOf(date),
}));

function term(name: string, days: readonly string[]): Term {
  return { name, beginDate: days[0] ?? "", endDate: days.at(-1) ?? "", days };
}

const instructional = (dates: readonly string[]): string[] =>
  dates.filter((date) => eventOf(date) === "Instructional day");

export const fall: Term = term("2026-27 Fall Semester", instructional(fallWeekdays));
export const spring: Term = term("2026-27 Spring Semester", instructional(springWeekdays));
export const terms = [fall, spring] as const;

/** Descriptor code values of the six grading periods, three to a semester. */
const sixWeeks = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"].map((word) => `${word} Six Weeks`);

export const gradingPeriods: readonly Term[] = sixWeeks.map((name, index) => {
  const { days } = index < 3 ? fall : spring;
  const third = Math.ceil(days.length / 3);
  return term(name, days.slice((index % 3) * third, ((index % 3) + 1) * third));
});

export const firstDay: string = fall.beginDate;

/** Every day with instruction, fall and spring. */
export const instructionalDays: readonly string[] = [...fall.days, ...spring.days];

/** The date that lies `days` after another. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayLength).toISOString().slice(0, 10);
}
