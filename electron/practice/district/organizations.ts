import { emitAssessments } from "./assessments.ts";
import { code, gradeLevel } from "./codes.ts";
import { districtReference, emitCourses } from "./courses.ts";
import { streetNumberName } from "./names.ts";
import { type DistrictPlan, districtId, type SchoolPlan } from "./plan.ts";
import { emitPrograms } from "./programs.ts";
import { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import { calendarDays, gradingPeriods, schoolYearReference, terms } from "./year.ts";

/** The practice district lies in no state's records: the town does not exist. */
export const town = {
  city: "Practice Falls",
  stateAbbreviationDescriptor: code("stateAbbreviation", "WI"),
  postalCode: "54999",
};

const categories = (category: string) => [
  { educationOrganizationCategoryDescriptor: code("educationOrganizationCategory", category) },
];

/** What the district has once: itself, its departments, courses, programs, plans, assessments, head office. */
export function emitDistrict(emit: Emit, plan: DistrictPlan): void {
  const random = new Random(plan.seed, 1);
  const grades = [...new Set(plan.schools.flatMap((school) => school.grades.map((one) => one.grade)))];
  emit("localEducationAgencies", {
    localEducationAgencyId: districtId,
    nameOfInstitution: "Practice Falls School District",
    shortNameOfInstitution: "Practice Falls",
    categories: categories("Local Education Agency"),
    localEducationAgencyCategoryDescriptor: code(
      "localEducationAgencyCategory",
      "Regular public school district",
    ),
    operationalStatusDescriptor: code("operationalStatus", "Active"),
    addresses: [
      {
        addressTypeDescriptor: code("addressType", "Physical"),
        ...town,
        streetNumberName: streetNumberName(random),
      },
    ],
  });
  for (const [index, name] of ["Human Resources", "Transportation", "Food Service"].entries()) {
    emit("organizationDepartments", {
      organizationDepartmentId: districtId * 1000 + 900_001 + index,
      nameOfInstitution: name,
      categories: categories("Organization Department"),
      parentEducationOrganizationReference: districtReference,
    });
  }
  emitCourses(emit, grades);
  emitPrograms(emit);
  emitGraduationPlans(emit, grades);
  emitAssessments(emit, grades);
}

/** The year in which a student of this grade would finish grade 12. */
export const graduationYear = (grade: number): number => schoolYearReference.schoolYear + 12 - grade;

function emitGraduationPlans(emit: Emit, grades: readonly number[]): void {
  for (const grade of grades.filter((one) => one >= 9)) {
    emit("graduationPlans", {
      graduationPlanTypeDescriptor: code("graduationPlanType", "Standard"),
      educationOrganizationReference: districtReference,
      graduationSchoolYearTypeReference: { schoolYear: graduationYear(grade) },
      totalRequiredCredits: 24,
      totalRequiredCreditTypeDescriptor: code("creditType", "Carnegie unit"),
    });
  }
}

export const graduationPlanReference = (grade: number): object => ({
  ...districtReference,
  graduationPlanTypeDescriptor: code("graduationPlanType", "Standard"),
  graduationSchoolYear: graduationYear(grade),
});

/** The school itself and its calendar, grading periods and sessions. */
export function emitSchool(emit: Emit, school: SchoolPlan, random: Random): void {
  const schoolReference = { schoolId: school.schoolId };
  emit("schools", {
    schoolId: school.schoolId,
    nameOfInstitution: school.name,
    localEducationAgencyReference: { localEducationAgencyId: districtId },
    educationOrganizationCategories: categories("School"),
    gradeLevels: school.grades.map(({ grade }) => ({ gradeLevelDescriptor: gradeLevel(grade) })),
    schoolCategories: [{ schoolCategoryDescriptor: code("schoolCategory", schoolCategories[school.level]) }],
    schoolTypeDescriptor: code("schoolType", "Regular"),
    operationalStatusDescriptor: code("operationalStatus", "Active"),
    addresses: [
      {
        addressTypeDescriptor: code("addressType", "Physical"),
        ...town,
        streetNumberName: streetNumberName(random),
      },
    ],
  });
  emit("calendars", {
    calendarCode: calendarKey(school).calendarCode,
    schoolReference,
    schoolYearTypeReference: schoolYearReference,
    calendarTypeDescriptor: code("calendarType", "School"),
  });
  emitDays(emit, school);
  emitPeriodsAndSessions(emit, schoolReference);
}

const schoolCategories = {
  Elementary: "Elementary School",
  Middle: "Middle School",
  High: "High School",
  All: "All Levels",
} as const;

/** The key of a school's calendar as references hold it. */
export const calendarKey = (school: SchoolPlan) => ({
  calendarCode: `${schoolYearReference.schoolYear}-${school.number}`,
  schoolId: school.schoolId,
  ...schoolYearReference,
});

function emitDays(emit: Emit, school: SchoolPlan): void {
  const calendarReference = calendarKey(school);
  for (const { date, event } of calendarDays) {
    emit("calendarDates", {
      date,
      calendarReference,
      calendarEvents: [{ calendarEventDescriptor: code("calendarEvent", event) }],
    });
  }
}

function emitPeriodsAndSessions(emit: Emit, schoolReference: { readonly schoolId: number }): void {
  for (const [index, period] of gradingPeriods.entries()) {
    emit("gradingPeriods", {
      gradingPeriodDescriptor: code("gradingPeriod", period.name),
      gradingPeriodName: period.name,
      schoolReference,
      schoolYearTypeReference: schoolYearReference,
      beginDate: period.beginDate,
      endDate: period.endDate,
      periodSequence: index + 1,
      totalInstructionalDays: period.days.length,
    });
  }
  for (const [index, term] of terms.entries()) {
    const own = gradingPeriods.slice(index * 3, index * 3 + 3);
    emit("sessions", {
      sessionName: term.name,
      schoolReference,
      schoolYearTypeReference: schoolYearReference,
      termDescriptor: code("term", index === 0 ? "Fall Semester" : "Spring Semester"),
      beginDate: term.beginDate,
      endDate: term.endDate,
      totalInstructionalDays: term.days.length,
      gradingPeriods: own.map((period) => ({
        gradingPeriodReference: gradingPeriodKey(period.name, schoolReference.schoolId),
      })),
    });
  }
}

/** The key of a school's grading period as references hold it. */
export const gradingPeriodKey = (name: string, schoolId: number) => ({
  gradingPeriodDescriptor: code("gradingPeriod", name),
  gradingPeriodName: name,
  schoolId,
  ...schoolYearReference,
});
