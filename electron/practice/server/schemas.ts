import { isScalar, type Member, type ReferenceMember, type Scalar, type Shape } from "./model.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Members that a server writes itself: they are no part of what a client sends. */
const serverOwned = new Set(["id", "_etag", "_lastModifiedDate", "link"]);

/** One document's schemas, each read once. */
export class SchemaReader {
  readonly #schemas: Json;
  readonly #shapes = new Map<string, Shape>();
  #marksReferences: boolean | undefined;

  constructor(document: Json) {
    this.#schemas = record(record(document.components).schemas ?? document.definitions);
  }

  /** The Data Management Service marks the references of a key, and its query parameters hold own scalars only. */
  get marksReferences(): boolean {
    this.#marksReferences ??= Object.values(this.#schemas).some((schema) =>
      Object.entries(record(record(schema).properties)).some(
        ([name, property]) => name.endsWith("Reference") && record(property)["x-Ed-Fi-isIdentity"] === true,
      ),
    );
    return this.#marksReferences;
  }

  /** Where references are marked, the parts of the schema that refers to a resource are the names of its key. */
  referenceParts(schemaName: string): string[] | undefined {
    const schema = this.#schemas[`${schemaName}_Reference`] ?? this.#schemas[`${schemaName}Reference`];
    if (!this.marksReferences || schema === undefined) return undefined;
    return Object.keys(record(record(schema).properties)).filter((name) => !serverOwned.has(name));
  }

  bodySchemaName(post: Json): string {
    const content = record(record(post.requestBody).content);
    const media = record(content["application/json"] ?? Object.values(content)[0]);
    const parameters = Array.isArray(post.parameters) ? post.parameters : [];
    const body = parameters.map(record).find((parameter) => parameter.in === "body");
    return referencedName(media.schema ?? body?.schema) ?? "";
  }

  queryParameters(get: Json): { readonly name: string; readonly identity: boolean }[] {
    const parameters = Array.isArray(get.parameters) ? get.parameters : [];
    return parameters
      .map(record)
      .filter((parameter) => parameter.in === "query")
      .map((parameter) => ({
        name: String(parameter.name),
        identity: parameter["x-Ed-Fi-isIdentity"] === true,
      }));
  }

  shape(schemaName: string): Shape {
    const known = this.#shapes.get(schemaName);
    if (known !== undefined) return known;
    const byName = new Map<string, Member>();
    const byLowerName = new Map<string, Member>();
    const members: Member[] = [];
    const shape: Shape = { entity: entityName(schemaName), members, byName, byLowerName };
    // Before its members, so that a schema may hold itself.
    this.#shapes.set(schemaName, shape);
    const schema = record(this.#schemas[schemaName]);
    const required = new Set(Array.isArray(schema.required) ? schema.required.map(String) : []);
    for (const [name, property] of Object.entries(record(schema.properties))) {
      if (serverOwned.has(name) || isSurrogate(name, shape.entity)) continue;
      const member = this.#member(name, record(property), required.has(name));
      if (member === undefined) continue;
      members.push(member);
      byName.set(name, member);
      byLowerName.set(name.toLowerCase(), member);
    }
    return shape;
  }

  #member(name: string, property: Json, required: boolean): Member | undefined {
    const target = referencedName(property);
    if (target !== undefined) {
      return this.#structured(target, { name, required, identity: property["x-Ed-Fi-isIdentity"] === true });
    }
    if (property.type !== "array") return readScalar(name, property, required);
    const item = referencedName(property.items);
    return item === undefined ? undefined : { kind: "collection", name, required, shape: this.shape(item) };
  }

  #structured(schemaName: string, property: Pick<ReferenceMember, "name" | "required" | "identity">): Member {
    const { name, required } = property;
    const shape = this.shape(schemaName);
    if (!name.endsWith("Reference") || !/Reference$/.test(schemaName))
      return { kind: "object", name, required, shape };
    const parts = shape.members.filter(isScalar);
    const bare = schemaName.replace(/_?Reference$/, "");
    return {
      kind: "reference",
      ...property,
      parts: parts.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      target: entityId(bare),
      entity: entityName(bare),
    };
  }
}

function readScalar(name: string, property: Json, required: boolean): Scalar | undefined {
  const kind = scalarKind(name, property);
  if (kind === undefined) return undefined;
  return {
    kind,
    name,
    required,
    identity: property["x-Ed-Fi-isIdentity"] === true,
    int32: kind === "integer" && property.format === "int32",
    ...bounds(property),
  };
}

function scalarKind(name: string, property: Json): Scalar["kind"] | undefined {
  switch (property.type) {
    case "integer":
    case "number":
    case "boolean":
      return property.type;
    case "string":
      if (property.format === "date" || property.format === "date-time") return property.format;
      return name.endsWith("Descriptor") ? "descriptor" : "string";
    default:
      return undefined;
  }
}

function bounds(property: Json): Partial<Pick<Scalar, "maxLength" | "minLength" | "minimum" | "maximum">> {
  const found: Record<string, number> = {};
  for (const name of ["maxLength", "minLength", "minimum", "maximum"]) {
    if (typeof property[name] === "number") found[name] = property[name];
  }
  return found;
}

function referencedName(schema: unknown): string | undefined {
  const pointer = record(schema).$ref;
  return typeof pointer === "string" ? pointer.slice(pointer.lastIndexOf("/") + 1) : undefined;
}

/** "edFi_student" and "EdFi_Student" -> "Student"; "EdFi_School_GradeLevel" -> "SchoolGradeLevel". */
function entityName(schemaName: string): string {
  const [, ...words] = schemaName.split("_");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** "edFi_student" -> "edfi.student" */
export function entityId(schemaName: string): string {
  const project = schemaName.split("_")[0] ?? "";
  return `${project}.${entityName(schemaName)}`.toLowerCase();
}

/** "gradeLevelDescriptorId" of a descriptor: the ODS's own number. */
function isSurrogate(name: string, entity: string): boolean {
  return entity.endsWith("Descriptor") && name.toLowerCase() === `${entity}Id`.toLowerCase();
}

export function record(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
