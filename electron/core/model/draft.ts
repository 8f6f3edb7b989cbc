import { type ApiDocument, type Endpoint, type Json, objectMember } from "./document.ts";
import {
  type FoundReference,
  parseSchemaName,
  readReferenceParts,
  readShape,
  referredName,
  type Shape,
} from "./shape.ts";

/** A resource as its document shows it, before keys and targets are worked out. */
export interface Draft {
  readonly endpoint: Endpoint;
  /** "Student" */
  readonly entity: string;
  /** The key under which references find it: see entityKey. */
  readonly entityKey: string;
  readonly isDescriptor: boolean;
  readonly shape: Shape;
  /** Documents of the DMS mark the references of the key; those of the ODS mark query parameters instead. */
  readonly marksReferences: boolean;
  /** The parts of the schema that refers to this resource, where the document has one. */
  readonly ownReference: FoundReference["parts"];
}

/**
 * The project of a schema name's prefix, as paths spell it ("edfi" → "ed-fi"): learned from the resources, as an
 * abstract type has no path of its own.
 */
export function projectOf(drafts: readonly Draft[]): (prefix: string) => string {
  const known = new Map([["edfi", "ed-fi"]]);
  for (const { entityKey: key, endpoint } of drafts)
    known.set(key.slice(0, key.indexOf(".")), endpoint.project);
  return (prefix) => known.get(prefix) ?? (prefix || "ed-fi");
}

/** Schema names differ in the case of their project only: "edFi_student", "EdFi_Student". */
export function entityKey(prefix: string, entity: string): string {
  return `${prefix}.${entity.toLowerCase()}`;
}

/** All resources of a document; an endpoint whose body cannot be read is left out. */
export function readDrafts({ root, endpoints }: ApiDocument): Draft[] {
  const referenceSchemas = readReferenceSchemas(root);
  const read = endpoints.flatMap((endpoint) => readDraft(root, endpoint, referenceSchemas));
  const marksReferences = read.some((draft) => draft.shape.references.some((reference) => reference.marked));
  return read.map((draft) => ({ ...draft, marksReferences }));
}

function readDraft(
  root: Json,
  endpoint: Endpoint,
  referenceSchemas: ReadonlyMap<string, FoundReference["parts"]>,
): Omit<Draft, "marksReferences">[] {
  const shape = readShape(root, endpoint.body);
  if (shape.members.length === 0) return [];
  const singular = endpoint.name.charAt(0).toUpperCase() + endpoint.name.slice(1).replace(/s$/, "");
  const schema = parseSchemaName(referredName(endpoint.body) ?? singular);
  // The DMS calls the body of schoolYearTypes "SchoolYear", and refers to it as "SchoolYearType".
  const entity =
    [schema.entity, singular].find((name) => referenceSchemas.has(entityKey(schema.prefix, name))) ??
    schema.entity;
  const key = entityKey(schema.prefix, entity);
  return [
    {
      endpoint,
      entity,
      entityKey: key,
      isDescriptor: isDescriptor(endpoint, shape),
      shape,
      ownReference: referenceSchemas.get(key) ?? [],
    },
  ];
}

function isDescriptor(endpoint: Endpoint, shape: Shape): boolean {
  const names = new Set(shape.members.map((member) => member.name));
  return endpoint.name.endsWith("Descriptors") && names.has("namespace") && names.has("codeValue");
}

function readReferenceSchemas(root: Json): Map<string, FoundReference["parts"]> {
  const schemas =
    objectMember(objectMember(root, "components"), "schemas") ?? objectMember(root, "definitions") ?? {};
  const found = new Map<string, FoundReference["parts"]>();
  for (const name of Object.keys(schemas)) {
    if (!name.endsWith("Reference")) continue;
    const { prefix, entity } = parseSchemaName(name);
    found.set(entityKey(prefix, entity), readReferenceParts(objectMember(schemas, name) ?? {}));
  }
  return found;
}
