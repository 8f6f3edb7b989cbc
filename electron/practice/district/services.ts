import { code } from "./codes.ts";
import { districtReference } from "./courses.ts";
import { type ProgramResource, programReference } from "./programs.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import type { Student } from "./student.ts";
import { dateAfter, firstDay } from "./year.ts";

/** One service of a program, begun with the school year. */
const service = (type: string, value: string): readonly object[] => [
  { [`${type}Descriptor`]: code(type, value), serviceBeginDate: firstDay },
];

/** How many students take part in a program, in which grades, and what is said of them. */
interface Share {
  readonly resource: ProgramResource;
  readonly share: number;
  readonly fromGrade?: number;
  readonly details: object;
}

const shares: readonly Share[] = [
  {
    resource: "studentSchoolFoodServiceProgramAssociations",
    share: 0.32,
    details: {
      directCertification: true,
      schoolFoodServiceProgramServices: service("schoolFoodServiceProgramService", "Free Lunch"),
    },
  },
  {
    resource: "studentSpecialEducationProgramAssociations",
    share: 0.13,
    details: {
      ideaEligibility: true,
      iepBeginDate: firstDay,
      specialEducationSettingDescriptor: code(
        "specialEducationSetting",
        "Inside regular class 80% or more of the day",
      ),
      disabilities: [
        { disabilityDescriptor: code("disability", "Specific Learning Disability"), orderOfDisability: 1 },
      ],
    },
  },
  {
    resource: "studentLanguageInstructionProgramAssociations",
    share: 0.1,
    details: {
      englishLearnerParticipation: true,
      languageInstructionProgramServices: service("languageInstructionProgramService", "ESL or ELD"),
    },
  },
  {
    resource: "studentTitleIPartAProgramAssociations",
    share: 0.1,
    details: {
      titleIPartAParticipantDescriptor: code("titleIPartAParticipant", "Public Targeted Assistance Program"),
    },
  },
  { resource: "studentProgramAssociations", share: 0.06, details: {} },
  {
    resource: "studentCTEProgramAssociations",
    share: 0.2,
    fromGrade: 9,
    details: { cteProgramServices: service("cteProgramService", "Health Science") },
  },
  {
    resource: "studentHomelessProgramAssociations",
    share: 0.015,
    details: {
      homelessPrimaryNighttimeResidenceDescriptor: code("homelessPrimaryNighttimeResidence", "Doubled-up"),
    },
  },
  {
    resource: "studentMigrantEducationProgramAssociations",
    share: 0.005,
    details: { lastQualifyingMove: "2026-06-15", priorityForServices: false },
  },
  {
    resource: "studentNeglectedOrDelinquentProgramAssociations",
    share: 0.001,
    details: {
      neglectedOrDelinquentProgramDescriptor: code("neglectedOrDelinquentProgram", "At-Risk Programs"),
    },
  },
];

/** Health, the way to school, programs and cohorts. */
export function emitServices(emit: Emit, student: Student, random: Random): void {
  emitHealth(emit, student, random);
  if (random.chance(0.55)) {
    emit("studentTransportations", {
      studentReference: student.studentReference,
      transportationEducationOrganizationReference: districtReference,
      transportationTypeDescriptor: code("transportationType", "School Bus"),
      studentBusDetails: {
        busRouteDescriptor: code("busRoute", random.pick(["101", "102", "103", "201", "202", "301"])),
        busNumber: `Bus ${random.between(1, 40)}`,
      },
    });
  }
  for (const { resource, share, fromGrade = 0, details } of shares) {
    const taken = random.chance(share);
    if (taken && student.grade >= fromGrade) emitProgram(emit, student, resource, details);
  }
  if (random.chance(0.06)) {
    emit("studentCohortAssociations", {
      beginDate: firstDay,
      cohortReference: cohortKey(student.schoolId, random.below(cohorts.length)),
      studentReference: student.studentReference,
    });
  }
}

function emitProgram(emit: Emit, student: Student, resource: ProgramResource, details: object): void {
  emit(resource, {
    beginDate: firstDay,
    educationOrganizationReference: districtReference,
    programReference: programReference(resource),
    studentReference: student.studentReference,
    programParticipationStatuses: [
      {
        participationStatusDescriptor: code("participationStatus", "Active in Program"),
        statusBeginDate: firstDay,
      },
    ],
    ...details,
  });
}

function emitHealth(emit: Emit, student: Student, random: Random): void {
  emit("studentHealths", {
    educationOrganizationReference: districtReference,
    studentReference: student.studentReference,
    asOfDate: firstDay,
    requiredImmunizations: (["MMR", "DTaP", "VAR"] as const).map((type) => ({
      immunizationTypeDescriptor: code("immunizationType", type),
      dates: [{ immunizationDate: dateAfter("2021-09-01", random.below(1500)) }],
    })),
  });
}

const cohorts = ["Reading Support", "Mathematics Support"] as const;

const cohortKey = (schoolId: number, index: number) => ({
  cohortIdentifier: `COHORT-${index + 1}`,
  educationOrganizationId: schoolId,
});

export function emitCohorts(emit: Emit, schoolId: number, staffReference: object): void {
  for (const [index, name] of cohorts.entries()) {
    emit("cohorts", {
      cohortIdentifier: cohortKey(schoolId, index).cohortIdentifier,
      educationOrganizationReference: { educationOrganizationId: schoolId },
      cohortTypeDescriptor: code("cohortType", "Academic Intervention"),
      cohortScopeDescriptor: code("cohortScope", "School"),
      cohortDescription: name,
    });
    emit("staffCohortAssociations", {
      beginDate: firstDay,
      cohortReference: cohortKey(schoolId, index),
      staffReference,
    });
  }
}
