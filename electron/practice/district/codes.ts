import { descriptorUri } from "../model/descriptors.ts";

/** Descriptor values as bodies hold them, each looked up once and refused when the host would not know it. */
const known = new Map<string, string>();

/** code("gradeLevel", "Ninth grade") -> "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade" */
export function code(type: string, value: string): string {
  const name = `${type}#${value}`;
  const found = known.get(name) ?? descriptorUri(type, value);
  known.set(name, found);
  return found;
}

const gradeNames =
  "Kindergarten|First grade|Second grade|Third grade|Fourth grade|Fifth grade|Sixth grade|Seventh grade|Eighth grade|Ninth grade|Tenth grade|Eleventh grade|Twelfth grade".split(
    "|",
  );

/** Of grade 0 (kindergarten) to 12. */
export const gradeLevel = (grade: number): string => code("gradeLevel", gradeNames[grade] ?? "");

/** Who writes what a host keeps by namespace: assessments, gradebook entries, credentials. */
export const namespace = "uri://ed-fi.org/practice-district";
