/** Small documents in the shapes that servers serve: invented resources with Ed-Fi's marks. */

export type Schema = Record<string, unknown>;

interface Described {
  readonly schema: string;
  readonly properties: Record<string, Schema>;
  readonly required?: readonly string[];
  /** GET parameters that carry the mark of the natural key. */
  readonly key?: readonly string[];
  /** Other GET parameters. */
  readonly query?: readonly string[];
  readonly updatable?: boolean;
}

export const text: Schema = { type: "string", maxLength: 60 };
export const whole: Schema = { type: "integer", format: "int64" };
export const year: Schema = { type: "integer", format: "int32" };
export const day: Schema = { type: "string", format: "date" };
export const marked = (schema: Schema): Schema => ({ ...schema, "x-Ed-Fi-isIdentity": true });
export const to = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (name: string): Schema => ({ type: "array", items: to(name) });

export function schemaOf(properties: Record<string, Schema>, required: readonly string[] = []): Schema {
  return { type: "object", required, properties };
}

export function referenceOf(properties: Record<string, Schema>): Schema {
  return schemaOf({ ...properties, link: to("link") }, Object.keys(properties));
}

/** An OpenAPI 3 document as the ODS/API serves it. */
export function openApi3(resources: Record<string, Described>, schemas: Record<string, Schema> = {}): Schema {
  const paths: Schema = {};
  const all: Record<string, Schema> = { ...schemas, link: schemaOf({ rel: text, href: text }) };
  for (const [path, described] of Object.entries(resources)) {
    all[described.schema] = schemaOf(
      {
        id: text,
        ...described.properties,
        _etag: text,
        _lastModifiedDate: { type: "string", format: "date-time" },
      },
      described.required,
    );
    const body = { content: { "application/json": { schema: to(described.schema) } } };
    paths[path] = { get: { parameters: parametersOf(described) }, post: { requestBody: body } };
    paths[`${path}/{id}`] = {
      put: { requestBody: body, ...(described.updatable ? { "x-Ed-Fi-isUpdatable": true } : {}) },
    };
    paths[`${path}/deletes`] = { get: {} };
    paths[`${path}/keyChanges`] = { get: {} };
  }
  return { openapi: "3.0.1", paths, components: { schemas: all } };
}

function parametersOf({ key = [], query = [] }: Described): Schema[] {
  const parameter = (name: string): Schema => ({ name, in: "query", schema: text });
  return [...key.map((name) => marked(parameter(name))), ...query.map(parameter)];
}

/** The same document as a server before 7.1 writes it. */
export function asSwagger2(document: Schema): Schema {
  const { components, paths } = document as {
    components: { schemas: Schema };
    paths: Record<string, Schema>;
  };
  const bare = { swagger: "2.0", basePath: "/data/v3", definitions: components.schemas, paths };
  return JSON.parse(JSON.stringify(bare).replaceAll("#/components/schemas/", "#/definitions/"), (_, value) =>
    value?.requestBody === undefined
      ? value
      : {
          ...value,
          parameters: [{ in: "body", schema: value.requestBody.content["application/json"].schema }],
          requestBody: undefined,
        },
  );
}

export function descriptor(name: string): Record<string, Described> {
  const schema = `edFi_${name}`;
  const properties = {
    [`${name}Id`]: year,
    codeValue: text,
    namespace: text,
    shortDescription: text,
    effectiveBeginDate: day,
  };
  return { [`/ed-fi/${name}s`]: { schema, properties, required: ["codeValue", "namespace"] } };
}
