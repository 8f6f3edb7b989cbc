import { learningValues } from "./descriptors/learning.ts";
import { organizationValues } from "./descriptors/organizations.ts";
import { peopleValues } from "./descriptors/people.ts";
import { programValues } from "./descriptors/programs.ts";
import { studentValues } from "./descriptors/students.ts";
import { projectOfType } from "./extensions.ts";

/** An extension's values. */
const extensionValues: Readonly<Record<string, string>> = {
  clubType: "Academic|Arts|Service|Sports|Other",
};

const valuesByType: Readonly<Record<string, string>> = {
  ...extensionValues,
  ...organizationValues,
  ...peopleValues,
  ...studentValues,
  ...programValues,
  ...learningValues,
};

/** Namespace of a descriptor type: "gradeLevel" -> "uri://ed-fi.org/GradeLevelDescriptor". */
function namespaceOf(type: string): string {
  const project = projectOfType(type);
  const owner = project === "ed-fi" ? "ed-fi.org" : `${project}.example`;
  return `uri://${owner}/${type.charAt(0).toUpperCase()}${type.slice(1)}Descriptor`;
}

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

/** The descriptor items that a host has loaded, by resource name or path: a choice of the standard's values. */
export function descriptorSeeds(projects: readonly string[]): Record<string, object[]> {
  return Object.fromEntries(
    Object.entries(valuesByType)
      .filter(([type]) => projects.includes(projectOfType(type)))
      .map(([type, values]) => {
        const project = projectOfType(type);
        const name = `${type}Descriptors`;
        const items = values.split("|").map((codeValue) => descriptorItem(type, codeValue));
        return [project === "ed-fi" ? name : `/${project}/${name}`, items];
      }),
  );
}

function descriptorItem(type: string, codeValue: string): object {
  return { namespace: namespaceOf(type), codeValue, shortDescription: codeValue };
}
