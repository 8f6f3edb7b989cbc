import { asObject, followReference, isIdentity, type Json, objectMember } from "./document.ts";
import type { Member, ScalarMember, ScalarType } from "./types.ts";

/** A body's schema, flattened: members, and the references and descriptors at any depth. */
export interface Shape {
  readonly members: readonly Member[];
  readonly references: readonly FoundReference[];
  readonly descriptors: readonly FoundDescriptor[];
  /** Top members with a mark of the natural key. */
  readonly marked: ReadonlySet<string>;
}

export interface FoundReference {
  readonly path: readonly string[];
  /** What its schema's name says that it refers to. */
  readonly entity: SchemaName;
  readonly parts: readonly { readonly name: string; readonly type: ScalarType }[];
  readonly required: boolean;
  /** The `$ref` itself carries the mark of the natural key (documents of the DMS). */
  readonly marked: boolean;
}

interface FoundDescriptor {
  readonly path: readonly string[];
  readonly required: boolean;
}

/** "edFi_gradingPeriodReference" and "EdFi_GradingPeriod_Reference" are the same two words. */
export interface SchemaName {
  /** "edfi": lower case, as the spellings differ between servers. */
  readonly prefix: string;
  /** "GradingPeriod" */
  readonly entity: string;
}

/** Commons nest two or three deep; schemas that hold each other would never end. */
const deepest = 8;

const readOnlyMembers = new Set(["id", "_etag", "_lastModifiedDate", "link"]);

export function parseSchemaName(name: string): SchemaName {
  const bare = name.replace(/_(readable|writable)$/, "").replace(/_?Reference$/, "");
  const underscore = bare.indexOf("_");
  const entity = bare.slice(underscore + 1);
  return {
    prefix: bare.slice(0, Math.max(underscore, 0)).toLowerCase(),
    entity: entity.charAt(0).toUpperCase() + entity.slice(1),
  };
}

/** The last segment of a schema's `$ref`, or of the first `$ref` that it extends. */
export function referredName(schema: Json): string | undefined {
  return pointerOf(schema)?.split("/").at(-1);
}

/** Reads the schema of a body. Members whose schema makes no sense are left out. */
export function readShape(root: Json, body: Json): Shape {
  const reader = new ShapeReader(root);
  const schema = reader.resolve(body);
  const members = reader.members(schema, { path: [], required: true });
  const properties = objectMember(schema, "properties") ?? {};
  const marked = Object.keys(properties).filter((name) => isIdentity(objectMember(properties, name) ?? {}));
  return {
    members,
    references: reader.references.sort(byPath),
    descriptors: reader.descriptors.sort(byPath),
    marked: new Set(marked),
  };
}

/** Where the reader stands: the path of the object that it reads, and whether every body has it. */
interface Place {
  readonly path: readonly string[];
  readonly required: boolean;
}

interface Property {
  readonly name: string;
  readonly property: Json | undefined;
  readonly required: boolean;
  /** The object that it belongs to. */
  readonly place: Place;
}

class ShapeReader {
  readonly #root: Json;
  readonly references: FoundReference[] = [];
  readonly descriptors: FoundDescriptor[] = [];

  constructor(root: Json) {
    this.#root = root;
  }

  resolve(schema: Json | undefined): Json | undefined {
    const pointer = schema === undefined ? undefined : pointerOf(schema);
    return pointer === undefined ? schema : followReference(this.#root, pointer);
  }

  members(schema: Json | undefined, place: Place): Member[] {
    const properties = objectMember(schema, "properties");
    if (properties === undefined || place.path.length >= deepest) return [];
    const required: readonly unknown[] = Array.isArray(schema?.required) ? schema.required : [];
    const found = Object.keys(properties)
      .filter((name) => !isReadOnly(name, place))
      .map((name) =>
        this.#member({
          name,
          property: objectMember(properties, name),
          required: required.includes(name),
          place,
        }),
      );
    return found.filter((member) => member !== undefined).sort((one, other) => compare(one.name, other.name));
  }

  #member({ name, property, required, place }: Property): Member | undefined {
    const schema = this.resolve(property);
    if (property === undefined || schema === undefined) return undefined;
    const here = { path: [...place.path, name], required: place.required && required };
    if (objectMember(schema, "properties") !== undefined) {
      const members = this.#reference(property, schema, here) ?? this.members(schema, here);
      return { kind: "object", name, required, members };
    }
    if (typeOf(schema) === "array") return this.#collection(name, schema, here, required);
    const scalar = readScalar(name, schema, required);
    if (scalar?.type === "descriptor") this.descriptors.push(here);
    return scalar;
  }

  #reference(property: Json, schema: Json, place: Place): ScalarMember[] | undefined {
    const target = referredName(property);
    if (target === undefined || !isReference(target, schema)) return undefined;
    const members = readReferenceParts(schema);
    if (members.length === 0) return undefined;
    this.references.push({
      ...place,
      entity: parseSchemaName(target),
      parts: members.map(({ name, type }) => ({ name, type })),
      marked: isIdentity(property),
    });
    for (const { name, type } of members) {
      if (type === "descriptor") this.descriptors.push({ ...place, path: [...place.path, name] });
    }
    return members;
  }

  #collection(name: string, schema: Json, place: Place, required: boolean): Member | undefined {
    const item = this.resolve(objectMember(schema, "items"));
    if (objectMember(item, "properties") === undefined) return undefined;
    const inside = { ...place, path: [...place.path.slice(0, -1), `${name}[]`] };
    return { kind: "collection", name, required, item: this.members(item, inside) };
  }
}

function isReadOnly(name: string, place: Place): boolean {
  return place.path.length === 0 && (readOnlyMembers.has(name) || name.endsWith("DescriptorId"));
}

function isReference(schemaName: string, schema: Json): boolean {
  return schemaName.endsWith("Reference") || objectMember(schema, "properties")?.link !== undefined;
}

export function readReferenceParts(schema: Json): ScalarMember[] {
  const properties = objectMember(schema, "properties") ?? {};
  return Object.keys(properties)
    .filter((name) => name !== "link")
    .flatMap((name) => readScalar(name, objectMember(properties, name) ?? {}, true) ?? [])
    .sort((one, other) => compare(one.name, other.name));
}

function readScalar(name: string, schema: Json, required: boolean): ScalarMember | undefined {
  const type = scalarType(name, schema);
  if (type === undefined) return undefined;
  return {
    kind: "scalar",
    name,
    type,
    required,
    ...(type === "integer" && typeof schema.format === "string" ? { format: schema.format } : {}),
    ...limit(schema, "minLength"),
    ...limit(schema, "maxLength"),
    ...limit(schema, "minimum"),
    ...limit(schema, "maximum"),
  };
}

function limit(schema: Json, name: "minLength" | "maxLength" | "minimum" | "maximum"): Partial<ScalarMember> {
  const value = schema[name];
  return typeof value === "number" ? { [name]: value } : {};
}

/** A descriptor is known by its name only (protocol section 3.2). */
function scalarType(name: string, schema: Json): ScalarType | undefined {
  const type = typeOf(schema);
  if (type === "integer" || type === "number" || type === "boolean") return type;
  if (type !== "string") return undefined;
  if (name.endsWith("Descriptor")) return "descriptor";
  return schema.format === "date" || schema.format === "date-time" ? schema.format : "string";
}

/** OpenAPI 3.1 may write a list: ["string", "null"]. */
function typeOf(schema: Json): unknown {
  return Array.isArray(schema.type) ? schema.type.find((type) => type !== "null") : schema.type;
}

function pointerOf(schema: Json): string | undefined {
  if (typeof schema.$ref === "string") return schema.$ref;
  const extended = Array.isArray(schema.allOf) ? asObject(schema.allOf[0]) : undefined;
  return typeof extended?.$ref === "string" ? extended.$ref : undefined;
}

function byPath(one: { path: readonly string[] }, other: { path: readonly string[] }): number {
  return compare(one.path.join("."), other.path.join("."));
}

/** By code unit: the same on every machine, whatever its language. */
export function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
