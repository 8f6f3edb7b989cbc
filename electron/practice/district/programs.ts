import { code } from "./codes.ts";
import { districtReference } from "./courses.ts";
import { districtId } from "./plan.ts";
import type { Emit } from "./record.ts";

/** The district's programs, by the resource that says who takes part. */
const programs = {
  studentSpecialEducationProgramAssociations: ["Special Education", "Special Education"],
  studentSchoolFoodServiceProgramAssociations: ["School Meals", "Food Service Program"],
  studentLanguageInstructionProgramAssociations: ["English Learners", "English as a Second Language (ESL)"],
  studentTitleIPartAProgramAssociations: ["Title I", "Title I Part A"],
  studentHomelessProgramAssociations: ["McKinney-Vento", "Homeless"],
  studentCTEProgramAssociations: ["Careers", "Career and Technical Education"],
  studentMigrantEducationProgramAssociations: ["Migrant Education", "Migrant Education"],
  studentNeglectedOrDelinquentProgramAssociations: ["Second Start", "Neglected and Delinquent Program"],
  studentProgramAssociations: ["Gifted and Talented", "Gifted and Talented"],
} as const;

export type ProgramResource = keyof typeof programs;

/** The key of a program as references hold it. */
export function programReference(resource: ProgramResource): object {
  const [programName, type] = programs[resource];
  return {
    educationOrganizationId: districtId,
    programName,
    programTypeDescriptor: code("programType", type),
  };
}

export function emitPrograms(emit: Emit): void {
  for (const [index, [programName, type]] of Object.values(programs).entries()) {
    emit("programs", {
      programName,
      programTypeDescriptor: code("programType", type),
      educationOrganizationReference: districtReference,
      programId: `PR-${index + 1}`,
    });
  }
}
