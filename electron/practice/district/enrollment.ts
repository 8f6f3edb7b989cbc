import { code, gradeLevel } from "./codes.ts";
import { districtReference } from "./courses.ts";
import { streetNumberName } from "./names.ts";
import { calendarKey, graduationPlanReference, graduationYear, town } from "./organizations.ts";
import { districtId } from "./plan.ts";
import type { Random } from "./random.ts";
import type { Emit } from "./record.ts";
import type { Student } from "./student.ts";
import { fall, firstDay, schoolYearReference } from "./year.ts";

/** The student at the school, at the district, and in the sections of the group. */
export function emitEnrollment(emit: Emit, student: Student, random: Random): void {
  const left = random.chance(0.03);
  emitAtSchool(emit, student, {
    entryDate: firstDay,
    entryTypeDescriptor: code("entryType", "Next year school"),
    ...(left && {
      exitWithdrawDate: fall.days[30],
      exitWithdrawTypeDescriptor: code("exitWithdrawType", "Withdrawn"),
    }),
  });
  if (left) {
    emitAtSchool(emit, student, {
      entryDate: fall.days[45],
      entryTypeDescriptor: code("entryType", "Re-entry"),
    });
  }
  emitAtDistrict(emit, student, random);
  emit("studentEducationOrganizationResponsibilityAssociations", {
    beginDate: firstDay,
    responsibilityDescriptor: code("responsibility", "Accountability"),
    educationOrganizationReference: { educationOrganizationId: student.schoolId },
    studentReference: student.studentReference,
  });
  emitInSections(emit, student);
}

function emitAtSchool(emit: Emit, student: Student, stay: object): void {
  emit("studentSchoolAssociations", {
    ...stay,
    schoolReference: { schoolId: student.schoolId },
    studentReference: student.studentReference,
    entryGradeLevelDescriptor: gradeLevel(student.grade),
    schoolYearTypeReference: schoolYearReference,
    calendarReference: calendarKey(student.school),
    primarySchool: true,
    ...(student.grade >= 9 && {
      classOfSchoolYearTypeReference: { schoolYear: graduationYear(student.grade) },
      graduationPlanReference: graduationPlanReference(student.grade),
    }),
  });
}

const races = [
  "White",
  "Black or African American",
  "Asian",
  "American Indian or Alaska Native",
  "Hispanic or Latino",
] as const;

function emitAtDistrict(emit: Emit, student: Student, random: Random): void {
  const learner = random.chance(0.1);
  emit("studentEducationOrganizationAssociations", {
    educationOrganizationReference: districtReference,
    studentReference: student.studentReference,
    sexDescriptor: code("sex", student.female ? "Female" : "Male"),
    races: [{ raceDescriptor: code("race", random.pick(races)) }],
    limitedEnglishProficiencyDescriptor: code(
      "limitedEnglishProficiency",
      learner ? "Limited" : "NotLimited",
    ),
    addresses: [
      {
        addressTypeDescriptor: code("addressType", "Home"),
        ...town,
        streetNumberName: streetNumberName(random),
      },
    ],
    studentIdentificationCodes: identificationCodes(student.number),
    ...(learner && {
      languages: [
        {
          languageDescriptor: code("language", random.pick(["spa", "vie", "som", "hmn"])),
          uses: [{ languageUseDescriptor: code("languageUse", "Home language") }],
        },
      ],
    }),
    ...(random.chance(0.35) && {
      studentCharacteristics: [
        { studentCharacteristicDescriptor: code("studentCharacteristic", "Economic Disadvantaged") },
      ],
    }),
  });
}

/** District, state and local ids, as certification asks for. */
function identificationCodes(number: number): readonly object[] {
  return (["District", "State", "Local"] as const).map((system, index) => ({
    studentIdentificationSystemDescriptor: code("studentIdentificationSystem", system),
    assigningOrganizationIdentificationCode: system === "State" ? "PRACTICE" : String(districtId),
    identificationCode: `${system.charAt(0)}${number + (index + 1) * 10_000_000}`,
  }));
}

function emitInSections(emit: Emit, student: Student): void {
  for (const section of student.group.sections) {
    emit("studentSectionAssociations", {
      beginDate: section.term.beginDate,
      sectionReference: section.key,
      studentReference: student.studentReference,
      endDate: section.term.endDate,
      ...(section.period === 0 && { homeroomIndicator: true }),
    });
  }
}
