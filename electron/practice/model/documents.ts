import type { ServerKind } from "../../../shared/domain/connection.ts";
import { descriptorSeeds } from "./descriptors.ts";
import { dialectOf } from "./dialect.ts";
import { type ExtensionName, extended } from "./extensions.ts";
import { descriptorsDocument, resourcesDocument } from "./openapi.ts";
import { descriptorTypes, resourceShapes } from "./resources.ts";
import { practiceSchoolYear } from "./school-year.ts";

/** What a practice server of one kind serves and holds before anyone has sent it anything. */
export interface BuiltInDocuments {
  /** OpenAPI 3.0 or Swagger 2.0; its host and base path are placeholders for the server to fill in. */
  readonly resources: object;
  readonly descriptors: object;
  /** Items that the host has loaded, by resource name ("gradeLevelDescriptors"), or by path outside the core. */
  readonly seeds: Record<string, object[]>;
}

/** The built-in model in the form of one kind of server (protocol sections 3 and 12), with extensions or without. */
export function builtInDocuments(
  kind: ServerKind,
  extensions: readonly ExtensionName[] = [],
): BuiltInDocuments {
  const dialect = dialectOf(kind);
  const shapes = extended(resourceShapes, extensions);
  const resources = resourcesDocument(dialect, shapes);
  const descriptors = descriptorsDocument(dialect, descriptorTypes(shapes));
  return {
    resources,
    descriptors,
    seeds: { ...descriptorSeeds(["ed-fi", ...extensions]), schoolYearTypes: schoolYears() },
  };
}

function schoolYears(): object[] {
  return Array.from({ length: 24 }, (_, index) => {
    const schoolYear = practiceSchoolYear - 10 + index;
    return {
      schoolYear,
      currentSchoolYear: schoolYear === practiceSchoolYear,
      schoolYearDescription: `${schoolYear - 1}-${schoolYear}`,
    };
  });
}
