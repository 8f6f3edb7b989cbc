import { resolveKey, resolveQueries } from "./keys.ts";
import type { Model, Resource, Shape, Target } from "./model.ts";
import { entityId, type Json, record, SchemaReader } from "./schemas.ts";

/** Reads OpenAPI 3.0 or Swagger 2.0 documents of an Ed-Fi data API into one model (protocol section 3.2). */
export function readModel(documents: readonly object[]): Model {
  const found = documents.flatMap((document) => readDocument(document as Json));
  const resources = [...new Map(found.map((resource) => [resource.path, resource])).values()];
  const byEntity = new Map(resources.map((resource) => [resource.id, resource]));
  return {
    resources,
    byPath: new Map(resources.map((resource) => [resource.path.toLowerCase(), resource])),
    targets: readTargets(resources, byEntity),
    descriptorOf: descriptorFinder(resources),
  };
}

/** No document says which descriptor a member takes: the longest descriptor name that the member's name ends with. */
function descriptorFinder(resources: readonly Resource[]): Model["descriptorOf"] {
  const byEntity = new Map(
    resources
      .filter((resource) => resource.descriptor)
      .map((resource) => [resource.entity.toLowerCase(), resource]),
  );
  const known = new Map<string, Resource | undefined>();
  return (member) => {
    if (!known.has(member)) {
      const words = member.split(/(?=[A-Z])/);
      const names = words.map((_, index) => words.slice(index).join("").toLowerCase());
      const found = names.find((name) => byEntity.has(name));
      known.set(member, found === undefined ? undefined : byEntity.get(found));
    }
    return known.get(member);
  };
}

function readDocument(document: Json): Resource[] {
  const reader = new SchemaReader(document);
  const found: Resource[] = [];
  for (const [path, item] of Object.entries(record(document.paths))) {
    const match = /^\/([^/{}]+)\/([^/{}]+)$/.exec(path);
    const operations = record(item);
    if (match === null || operations.post === undefined) continue;
    const update = record(record(record(document.paths)[`${path}/{id}`]).put);
    found.push(
      readResource(reader, {
        path,
        project: match[1] ?? "",
        name: match[2] ?? "",
        get: record(operations.get),
        post: record(operations.post),
        updatableKey: update["x-Ed-Fi-isUpdatable"] === true,
      }),
    );
  }
  return found;
}

interface Found {
  readonly path: string;
  readonly project: string;
  readonly name: string;
  readonly get: Json;
  readonly post: Json;
  readonly updatableKey: boolean;
}

function readResource(reader: SchemaReader, found: Found): Resource {
  const schemaName = reader.bodySchemaName(found.post);
  const shape = reader.shape(schemaName);
  const descriptor = found.name.endsWith("Descriptors");
  const parameters = reader.queryParameters(found.get);
  const marked = parameters.filter((parameter) => parameter.identity).map((parameter) => parameter.name);
  const identity = fixedKey(found.name) ?? reader.referenceParts(schemaName) ?? marked;
  const key = resolveKey(shape, identity, reader.marksReferences);
  return {
    path: found.path,
    project: found.project,
    name: found.name,
    entity: descriptor || found.name !== "schoolYearTypes" ? shape.entity : "SchoolYearType",
    id: entityId(found.name === "schoolYearTypes" ? "edfi_schoolYearType" : schemaName),
    descriptor,
    shape,
    key,
    group: groupOf(schemaName, shape, key),
    updatableKey: found.updatableKey,
    queries: resolveQueries(
      shape,
      key,
      parameters.map((parameter) => parameter.name),
    ),
  };
}

/** Descriptor resources before 7.2, and school years in the Data Management Service's documents, carry no marks. */
function fixedKey(name: string): readonly string[] | undefined {
  if (name === "schoolYearTypes") return ["schoolYear"];
  return name.endsWith("Descriptors") ? ["codeValue", "namespace"] : undefined;
}

const educationOrganization = "edfi.educationorganization";
const programAssociation = "edfi.generalstudentprogramassociation";
const programAssociationKey =
  "beginDate educationOrganizationId programEducationOrganizationId programName programTypeDescriptor studentUniqueId";

/** Subtypes of an abstract entity share its identity space; the documents tell them only by their shape. */
function groupOf(schemaName: string, shape: Shape, key: Resource["key"]): string {
  const names = key.map((part) => part.name).join(" ");
  if (names === programAssociationKey && /association$/i.test(schemaName)) return programAssociation;
  const categories = shape.byName.has("categories") || shape.byName.has("educationOrganizationCategories");
  const ownId = key.length === 1 && key[0]?.kind === "integer" && shape.byName.has("nameOfInstitution");
  return categories && ownId ? educationOrganization : entityId(schemaName);
}

function readTargets(
  resources: readonly Resource[],
  byEntity: ReadonlyMap<string, Resource>,
): Map<string, Target> {
  const targets = new Map<string, Target>();
  for (const group of [educationOrganization, programAssociation]) {
    targets.set(group, { group, resources: resources.filter((resource) => resource.group === group) });
  }
  for (const [id, resource] of byEntity) targets.set(id, { group: resource.group, resources: [resource] });
  return targets;
}
