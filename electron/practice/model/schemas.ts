import type { Dialect } from "./dialect.ts";
import { projectOf, referenceParts } from "./resources.ts";
import type { ExtensionShape, Member, ReferenceShape, ResourceShape, Shape } from "./shape.ts";

export type Json = Readonly<Record<string, unknown>>;

const identityMark = { "x-Ed-Fi-isIdentity": true };

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** "edFi_student" in ODS documents, "EdFi_Student" in those of the Data Management Service; "sample_club", "Sample_Club". */
export function schemaName(dialect: Dialect, singular: string, project = projectOf(singular)): string {
  const prefix = project === "ed-fi" ? "edFi" : project;
  return dialect.product === "dms" ? `${capital(prefix)}_${capital(singular)}` : `${prefix}_${singular}`;
}

/** The DMS spells the school year's reference without the underscore. */
function referenceName(dialect: Dialect, singular: string): string {
  const joint = dialect.product === "dms" && singular !== "schoolYearType" ? "_" : "";
  return `${schemaName(dialect, singular)}${joint}Reference`;
}

export const pointer = (dialect: Dialect, name: string): Json => ({
  $ref: dialect.swagger ? `#/definitions/${name}` : `#/components/schemas/${name}`,
});

/** All schemas of a document by name: the resources with their parts, and the references to them. */
export function schemasOf(dialect: Dialect, shapes: readonly ResourceShape[]): Json {
  const writer = new SchemaWriter(dialect);
  for (const shape of shapes) writer.resource(shape);
  for (const target of writer.referenced) writer.reference(target);
  return writer.schemas();
}

/** A scalar's type, format and limits. */
export function scalarSchema(dialect: Dialect, shape: Shape): Json {
  switch (shape.kind) {
    case "text":
      return {
        type: "string",
        ...(shape.min !== undefined && { minLength: shape.min }),
        ...(shape.max !== undefined && { maxLength: shape.max }),
      };
    case "descriptor":
      return { type: "string", maxLength: 306 };
    case "boolean":
      return { type: "boolean" };
    case "date":
      return { type: "string", format: "date" };
    case "instant":
      return { type: "string", format: "date-time" };
    case "time":
      return { type: "string", ...(dialect.product === "dms" && { format: "time" }) };
    case "integer":
      return { type: "integer", ...limits(shape), ...integerFormat(dialect, shape.wide) };
    case "number":
      return { type: "number", ...limits(shape), ...(dialect.product === "ods" && { format: "double" }) };
    default:
      throw new Error(`A ${shape.kind} is no scalar.`);
  }
}

function integerFormat(dialect: Dialect, wide: boolean): Json {
  if (dialect.product === "dms") return {};
  return { format: wide && dialect.wideIds ? "int64" : "int32" };
}

const limits = (shape: { readonly min?: number; readonly max?: number }): Json => ({
  ...(shape.min !== undefined && { minimum: shape.min }),
  ...(shape.max !== undefined && { maximum: shape.max }),
});

/** What a part of a body is named after, and the project that defines it. */
interface Owner {
  readonly name: string;
  readonly project: string;
}

class SchemaWriter {
  readonly #dialect: Dialect;
  readonly #schemas = new Map<string, Json>();
  /** Singular names that references point to. The DMS has a reference schema for every resource. */
  readonly referenced = new Set<string>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  schemas(): Json {
    const sorted = [...this.#schemas].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(this.#dialect.product === "dms" ? sorted : [...sorted, ["link", linkSchema]]);
  }

  resource({ project, singular, members }: ResourceShape): void {
    const dms = this.#dialect.product === "dms";
    if (dms) this.referenced.add(singular);
    const schema = this.#object({ name: singular, project }, members, true);
    const properties = dms
      ? schema.properties
      : { id: { type: "string" }, ...(schema.properties as Json), ...serverMembers };
    this.#schemas.set(schemaName(this.#dialect, singular), { ...schema, properties });
  }

  reference(singular: string): void {
    const parts = referenceParts({ kind: "reference", to: singular, renamed: {} });
    const dms = this.#dialect.product === "dms";
    // As the DMS's own document has it: the school year's reference is neither marked nor required.
    const bare = dms && singular === "schoolYearType";
    const properties = parts.map(({ name, shape }) => [
      name,
      { ...scalarSchema(this.#dialect, shape), ...(!bare && identityMark) },
    ]);
    this.#schemas.set(referenceName(this.#dialect, singular), {
      ...(!bare && { required: parts.map((part) => part.name) }),
      type: "object",
      properties: {
        ...Object.fromEntries(properties),
        ...(!dms && { link: pointer(this.#dialect, "link") }),
      },
    });
  }

  #object(owner: Owner, members: readonly Member[], top = false): Json {
    const required = members.filter((member) => member.need !== "may").map((member) => member.name);
    return {
      ...(required.length > 0 && { required }),
      type: "object",
      properties: Object.fromEntries(
        members.map((member) => [member.name, this.#property(owner, member, top)]),
      ),
    };
  }

  #property(owner: Owner, member: Member, top: boolean): Json {
    const { name, need, shape } = member;
    if (shape.kind === "reference") return this.#referenceProperty(need, shape, top);
    if (shape.kind === "list") {
      const item = this.#part({ ...owner, name: shape.schema ?? itemName(owner.name, name) }, shape.members);
      return { type: "array", items: pointer(this.#dialect, item) };
    }
    if (shape.kind === "extension") return pointer(this.#dialect, this.#extension(owner.name, shape));
    if (shape.kind === "object") {
      const part = { ...owner, name: owner.name + capital(name) };
      return pointer(this.#dialect, this.#part(part, shape.members));
    }
    // The DMS marks the keys of resources, not those of collection items.
    const marked = need === "key" && (top || this.#dialect.product === "ods");
    return {
      ...scalarSchema(this.#dialect, shape),
      ...(marked && identityMark),
      ...(need === "may" && this.#dialect.nullable && { "x-nullable": true }),
    };
  }

  #referenceProperty(need: Member["need"], shape: ReferenceShape, top: boolean): Json {
    this.referenced.add(shape.to);
    const target = pointer(this.#dialect, referenceName(this.#dialect, shape.to));
    if (this.#dialect.product === "ods") return target;
    if (need === "may") return { ...target, "x-nullable": true };
    return need === "key" && top ? { ...target, ...identityMark } : target;
  }

  #part(owner: Owner, members: readonly Member[]): string {
    const full = schemaName(this.#dialect, owner.name, owner.project);
    if (!this.#schemas.has(full)) this.#schemas.set(full, this.#object(owner, members));
    return full;
  }

  /** `_ext` holds one object for each project: "studentExtensions" and "sample_studentExtension" in ODS documents. */
  #extension(owner: string, { project, members }: ExtensionShape): string {
    const dms = this.#dialect.product === "dms";
    const whole = dms ? `${schemaName(this.#dialect, owner, "ed-fi")}Extension` : `${owner}Extensions`;
    const part = dms ? `${project}_${whole}` : `${project}_${owner}Extension`;
    this.#schemas.set(part, this.#object({ name: owner, project }, members));
    const properties = { [project]: pointer(this.#dialect, part) };
    this.#schemas.set(whole, { type: "object", properties });
    return whole;
  }
}

const linkSchema: Json = {
  type: "object",
  properties: { rel: { type: "string" }, href: { type: "string" } },
};

const serverMembers: Json = {
  _etag: { type: "string" },
  _lastModifiedDate: { type: "string", format: "date-time" },
};

/** "studentAddress" for the addresses of a student; a name that begins with its owner's is left alone. */
function itemName(owner: string, collection: string): string {
  const singular = singularOf(collection);
  return singular.startsWith(owner) ? singular : owner + capital(singular);
}

function singularOf(plural: string): string {
  if (plural.endsWith("ies")) return `${plural.slice(0, -3)}y`;
  if (plural.endsWith("sses") || plural.endsWith("tuses")) return plural.slice(0, -2);
  return plural.endsWith("s") ? plural.slice(0, -1) : plural;
}
