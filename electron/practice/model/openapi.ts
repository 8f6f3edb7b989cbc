import type { Dialect } from "./dialect.ts";
import { flattened, identityOf, projectOf, updatableKeys } from "./resources.ts";
import { type Json, pointer, scalarSchema, schemaName, schemasOf } from "./schemas.ts";
import type { ResourceShape, Shape } from "./shape.ts";

/** The document of the resources, as a server of this dialect writes it (protocol section 3). */
export function resourcesDocument(dialect: Dialect, shapes: readonly ResourceShape[]): Json {
  const paths = shapes.map((shape) => resourcePaths(dialect, shape, queryParameters(dialect, shape)));
  return document(dialect, Object.assign({}, ...paths), schemasOf(dialect, shapes));
}

/** The document of the descriptors: one resource for each type name, e.g. "gradeLevel". */
export function descriptorsDocument(dialect: Dialect, types: readonly string[]): Json {
  const paths = types.map((type) => {
    const shape = descriptorResource(type);
    return resourcePaths(dialect, shape, descriptorParameters(dialect, shape));
  });
  const schemas = types.map((type) => [
    schemaName(dialect, `${type}Descriptor`),
    descriptorSchema(dialect, type),
  ]);
  return document(dialect, Object.assign({}, ...paths), Object.fromEntries(schemas));
}

const descriptorResource = (type: string): ResourceShape => ({
  project: projectOf(`${type}Descriptor`),
  plural: `${type}Descriptors`,
  singular: `${type}Descriptor`,
  members: [],
});

function document(dialect: Dialect, paths: Json, schemas: Json): Json {
  const info = { title: "Practice Ed-Fi API", description: "Practice data only.", version: "3" };
  if (dialect.swagger) {
    return {
      swagger: "2.0",
      info,
      host: "localhost",
      basePath: dialect.dataPath,
      schemes: ["http"],
      consumes: ["application/json"],
      produces: ["application/json"],
      paths,
      definitions: schemas,
      parameters: pagingParameters(dialect),
    };
  }
  return {
    openapi: dialect.product === "dms" ? "3.0.0" : "3.0.1",
    info,
    servers: [{ url: `http://localhost${dialect.dataPath}` }],
    paths,
    components: { schemas, parameters: pagingParameters(dialect) },
  };
}

/** A parameter holds its type itself in Swagger 2.0, in `schema` after. */
function parameter(dialect: Dialect, name: string, schema: Json, place: "query" | "path" | "header"): Json {
  const required = place === "path";
  return dialect.swagger
    ? { name, in: place, required, ...schema }
    : { name, in: place, ...(required && { required }), schema };
}

const wholeNumber = { type: "integer", format: "int32" };
const changeVersion = { type: "integer", format: "int64" };

function pagingParameters(dialect: Dialect): Json {
  return {
    offset: parameter(dialect, "offset", { ...wholeNumber, default: 0 }, "query"),
    // Every version's document says 25, whatever the server really does (protocol section 7).
    limit: parameter(dialect, "limit", { ...wholeNumber, minimum: 0, maximum: 500, default: 25 }, "query"),
    totalCount: parameter(dialect, "totalCount", { type: "boolean", default: false }, "query"),
    MinChangeVersion: parameter(dialect, "minChangeVersion", changeVersion, "query"),
    MaxChangeVersion: parameter(dialect, "maxChangeVersion", changeVersion, "query"),
  };
}

function pagingPointers(dialect: Dialect): readonly Json[] {
  const place = dialect.swagger ? "#/parameters/" : "#/components/parameters/";
  return Object.keys(pagingParameters(dialect)).map((name) => ({ $ref: place + name }));
}

const identityMark = { "x-Ed-Fi-isIdentity": true };
const isWhole = (shape: Shape): boolean =>
  shape.kind !== "list" && shape.kind !== "object" && shape.kind !== "extension";
const isScalar = (shape: Shape): boolean => isWhole(shape) && shape.kind !== "reference";

/** The key first, marked; then what else can be asked for. The DMS lists own members only. */
function queryParameters(dialect: Dialect, shape: ResourceShape): readonly Json[] {
  const own = shape.members.filter((member) => isScalar(member.shape));
  const key =
    dialect.product === "dms" ? own.filter(({ need }) => need === "key") : identityOf(shape.singular);
  const keyNames = new Set(key.map((part) => part.name));
  const others = dialect.product === "dms" ? own : shape.members.flatMap((member) => queryable(member));
  const rest = new Map(others.map((part) => [part.name, part.shape]));
  return [
    ...key.map((part) => ({ ...query(dialect, part.name, part.shape), ...identityMark })),
    ...[...rest].filter(([name]) => !keyNames.has(name)).map(([name, one]) => query(dialect, name, one)),
    parameter(dialect, "id", { type: "string" }, "query"),
  ];
}

const queryable = (member: ResourceShape["members"][number]) =>
  isWhole(member.shape) ? flattened(member) : [];

const query = (dialect: Dialect, name: string, shape: Shape): Json =>
  parameter(dialect, name, scalarSchema(dialect, shape), "query");

/** Before 7.2 the only marked one is the ODS's own number, which no client can know (ODS-6351). */
function descriptorParameters(dialect: Dialect, { singular }: ResourceShape): readonly Json[] {
  const id = parameter(dialect, "id", { type: "string" }, "query");
  if (!dialect.descriptorKeys) {
    return [{ ...parameter(dialect, `${singular}Id`, wholeNumber, "query"), ...identityMark }, id];
  }
  const codeValue = parameter(dialect, "codeValue", { type: "string", maxLength: 50 }, "query");
  const namespace = parameter(dialect, "namespace", { type: "string", maxLength: 255 }, "query");
  return [{ ...codeValue, ...identityMark }, { ...namespace, ...identityMark }, id];
}

function descriptorSchema(dialect: Dialect, type: string): Json {
  const mark = dialect.descriptorKeys ? identityMark : {};
  const optional = dialect.nullable ? { "x-nullable": true } : {};
  const ods = dialect.product === "ods";
  return {
    required: ["codeValue", "namespace", "shortDescription"],
    type: "object",
    properties: {
      ...(ods && { id: { type: "string" } }),
      ...(ods && !dialect.descriptorKeys && { [`${type}DescriptorId`]: { ...wholeNumber, ...identityMark } }),
      codeValue: { type: "string", maxLength: 50, ...mark },
      namespace: { type: "string", maxLength: 255, ...mark },
      shortDescription: { type: "string", maxLength: 75 },
      description: { type: "string", maxLength: 1024, ...optional },
      effectiveBeginDate: { type: "string", format: "date", ...optional },
      effectiveEndDate: { type: "string", format: "date", ...optional },
      ...(ods && { _etag: { type: "string" } }),
      ...(ods && { _lastModifiedDate: { type: "string", format: "date-time" } }),
    },
  };
}

function resourcePaths(dialect: Dialect, shape: ResourceShape, parameters: readonly Json[]): Json {
  const { project, plural, singular } = shape;
  const tags = [plural];
  const id = parameter(dialect, "id", { type: "string" }, "path");
  const ifMatch = parameter(dialect, "If-Match", { type: "string" }, "header");
  return {
    [`/${project}/${plural}`]: {
      get: { tags, parameters: [...pagingPointers(dialect), ...parameters], responses: answers("200") },
      post: { tags, ...body(dialect, singular, []), responses: answers("200", "201") },
    },
    [`/${project}/${plural}/{id}`]: {
      get: { tags, parameters: [id], responses: answers("200") },
      put: {
        tags,
        ...body(dialect, singular, [id, ifMatch]),
        responses: answers("204"),
        ...(updatableKeys.has(plural) && { "x-Ed-Fi-isUpdatable": true }),
      },
      delete: { tags, parameters: [id, ifMatch], responses: answers("204") },
    },
  };
}

function body(dialect: Dialect, singular: string, parameters: readonly Json[]): Json {
  const schema = pointer(dialect, schemaName(dialect, singular));
  if (dialect.swagger) {
    return { parameters: [...parameters, { name: singular, in: "body", required: true, schema }] };
  }
  const requestBody = { content: { "application/json": { schema } }, required: true, "x-bodyName": singular };
  return { ...(parameters.length > 0 && { parameters }), requestBody };
}

function answers(...statuses: readonly string[]): Json {
  return Object.fromEntries(statuses.map((status) => [status, { description: "Done." }]));
}
