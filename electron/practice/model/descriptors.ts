import { learningValues } from "./descriptors/learning.ts";
import { organizationValues } from "./descriptors/organizations.ts";
import { peopleValues } from "./descriptors/people.ts";
import { programValues } from "./descriptors/programs.ts";
import { studentValues } from "./descriptors/students.ts";

const valuesByType: Readonly<Record<string, string>> = {
  ...organizationValues,
  ...peopleValues,
  ...studentValues,
  ...programValues,
  ...learningValues,
};

/** Namespace of a descriptor type: "gradeLevel" -> "uri://ed-fi.org/GradeLevelDescriptor". */
const namespaceOf = (type: string): string =>
  `uri://ed-fi.org/${type.charAt(0).toUpperCase()}${type.slice(1)}Descriptor`;

/**
 * A descriptor value as bodies hold it: descriptorUri("gradeLevel", "Ninth grade").
 * Throws for a value that the host does not have: what is generated must be accepted.
 */
export function descriptorUri(type: string, codeValue: string): string {
  if (valuesByType[type]?.split("|").includes(codeValue) !== true) {
    throw new Error(`The built-in model has no ${type} "${codeValue}".`);
  }
  return `${namespaceOf(type)}#${codeValue}`;
}

/** The descriptor items that a host has loaded, by resource name: a choice of the standard's values. */
export function descriptorSeeds(): Record<string, object[]> {
  return Object.fromEntries(
    Object.entries(valuesByType).map(([type, values]) => [
      `${type}Descriptors`,
      values.split("|").map((codeValue) => descriptorItem(type, codeValue)),
    ]),
  );
}

function descriptorItem(type: string, codeValue: string): object {
  return { namespace: namespaceOf(type), codeValue, shortDescription: codeValue };
}
