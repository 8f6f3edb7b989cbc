import { builtInDocuments } from "../../../electron/practice/model/documents.ts";
import type { PracticeOptions } from "../../../electron/practice/practice.ts";

/** Members of bodies, by the schemas of the built-in documents. */
const kept: Readonly<Record<string, readonly string[]>> = {
  edFi_localEducationAgency: [
    "localEducationAgencyId",
    "nameOfInstitution",
    "localEducationAgencyCategoryDescriptor",
    "categories",
  ],
  edFi_school: [
    "schoolId",
    "nameOfInstitution",
    "localEducationAgencyReference",
    "educationOrganizationCategories",
    "gradeLevels",
  ],
  edFi_student: ["studentUniqueId", "firstName", "lastSurname", "birthDate"],
  edFi_studentSchoolAssociation: [
    "studentReference",
    "schoolReference",
    "entryDate",
    "entryGradeLevelDescriptor",
  ],
};
const resourceNames = ["localEducationAgencies", "schools", "students", "studentSchoolAssociations"];
const descriptorNames = [
  "educationOrganizationCategoryDescriptors",
  "gradeLevelDescriptors",
  "localEducationAgencyCategoryDescriptors",
];

interface OpenApi {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties: Readonly<Record<string, object>> }>>;
  };
}

const only = <T>(all: Readonly<Record<string, T>>, wanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name)));

function withResources(document: object, names: readonly string[]): object {
  const { paths, components } = document as OpenApi;
  const schemas = Object.entries(components.schemas).map(([name, schema]) => [
    name,
    { ...schema, properties: only(schema.properties, (member) => kept[name]?.includes(member) ?? true) },
  ]);
  return {
    ...document,
    paths: only(paths, (path) => names.includes(path.split("/")[2] ?? "")),
    components: { ...components, schemas: Object.fromEntries(schemas) },
  };
}

/** A server of so few resources that a whole data folder of it can be read by a person. */
export function smallServer(): PracticeOptions {
  const { resources, descriptors, seeds } = builtInDocuments("ods-7.3");
  return {
    openApi: [withResources(resources, resourceNames), withResources(descriptors, descriptorNames)],
    seeds: only(seeds, (name) => descriptorNames.includes(name)),
  };
}
