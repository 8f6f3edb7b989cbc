import type { ServerKind } from "../../../shared/domain/connection.ts";
import { dependencyRows } from "./dependencies.ts";
import { descriptorSeeds } from "./descriptors.ts";
import { dialectOf } from "./dialect.ts";
import { descriptorsDocument, resourcesDocument } from "./openapi.ts";
import { descriptorTypes } from "./resources.ts";
import { practiceSchoolYear } from "./school-year.ts";

/** What a practice server of one kind serves and holds before anyone has sent it anything. */
export interface BuiltInDocuments {
  /** OpenAPI 3.0 or Swagger 2.0; its host and base path are placeholders for the server to fill in. */
  readonly resources: object;
  readonly descriptors: object;
  /** Rows of the dependency document, in order. */
  readonly dependencies: object[];
  /** Items that the host has loaded, by resource name: "gradeLevelDescriptors", "schoolYearTypes". */
  readonly seeds: Record<string, object[]>;
}

/** The built-in model in the form of one kind of server (protocol sections 3, 4 and 12). */
export function builtInDocuments(kind: ServerKind): BuiltInDocuments {
  const dialect = dialectOf(kind);
  const resources = resourcesDocument(dialect);
  const descriptors = descriptorsDocument(dialect, descriptorTypes());
  return {
    resources,
    descriptors,
    dependencies: dependencyRows(resources, descriptors, dialect.updateRows),
    seeds: { ...descriptorSeeds(), schoolYearTypes: schoolYears() },
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
