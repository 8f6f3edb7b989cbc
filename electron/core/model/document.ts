import { AppError } from "../../../shared/errors.ts";

/** A JSON object whose members are not known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** What the model needs of one path: its body's schema, its query parameters, its marks. */
export interface Endpoint {
  readonly path: string;
  readonly project: string;
  readonly name: string;
  /** The schema of a body, as it stands in the document: usually a `$ref`. */
  readonly body: Json;
  readonly parameters: readonly QueryParameter[];
  readonly updatableKey: boolean;
}

interface QueryParameter {
  readonly name: string;
  readonly identity: boolean;
}

export interface ApiDocument {
  readonly root: Json;
  readonly endpoints: readonly Endpoint[];
}

/** x-Ed-Fi-isIdentity marks what belongs to the natural key, in parameters and in schemas. */
export function isIdentity(object: Json): boolean {
  return object["x-Ed-Fi-isIdentity"] === true;
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** An own member that is an object; a document may name a schema "constructor". */
export function objectMember(object: Json | undefined, name: string): Json | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? asObject(object[name]) : undefined;
}

/** Follows a local JSON pointer ("#/components/schemas/edFi_student", "#/definitions/edFi_student"). */
export function followReference(root: Json, pointer: string): Json | undefined {
  if (!pointer.startsWith("#/")) return undefined;
  let found: Json | undefined = root;
  for (const segment of pointer.slice(2).split("/")) {
    found = objectMember(found, segment.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  return found;
}

/**
 * Opens a Swagger 2.0 or OpenAPI 3 document (protocol section 3.1). A resource is a path of two plain segments;
 * "/{id}", "/deletes" and "/keyChanges" below it are not.
 * @throws AppError("unusable") when the value is not such a document.
 */
export function openDocument(value: unknown): ApiDocument {
  const root = asObject(value);
  const paths = objectMember(root, "paths");
  const declared = typeof root?.openapi === "string" || typeof root?.swagger === "string";
  if (root === undefined || paths === undefined || !declared) {
    throw new AppError(
      "unusable",
      "The server's description of its resources is not an OpenAPI document. Check the connection's address, or ask the host whether its metadata is switched on.",
    );
  }
  return { root, endpoints: Object.keys(paths).flatMap((path) => readEndpoint(root, paths, path)) };
}

function readEndpoint(root: Json, paths: Json, path: string): Endpoint[] {
  const [, project, name] = /^\/([^/{}]+)\/([^/{}]+)$/.exec(path) ?? [];
  const item = objectMember(paths, path);
  if (project === undefined || name === undefined || item === undefined) return [];
  const single = objectMember(paths, `${path}/{id}`);
  const body = bodySchema(root, item, single);
  if (body === undefined) return [];
  return [
    {
      path,
      project,
      name,
      body,
      parameters: queryParameters(root, objectMember(item, "get")),
      updatableKey: objectMember(single, "put")?.["x-Ed-Fi-isUpdatable"] === true,
    },
  ];
}

/** The POST body's schema; a resource that may only be read (a profile, a host's table) shows it in its answers. */
function bodySchema(root: Json, item: Json, single: Json | undefined): Json | undefined {
  return (
    requestSchema(root, objectMember(item, "post")) ??
    requestSchema(root, objectMember(single, "put")) ??
    answerSchema(root, objectMember(item, "get"))
  );
}

function requestSchema(root: Json, operation: Json | undefined): Json | undefined {
  const inBody = parametersOf(root, operation).find((parameter) => parameter.in === "body");
  const request = resolve(root, objectMember(operation, "requestBody"));
  return objectMember(inBody, "schema") ?? contentSchema(request);
}

function answerSchema(root: Json, operation: Json | undefined): Json | undefined {
  const answer = resolve(root, objectMember(objectMember(operation, "responses"), "200"));
  const schema = objectMember(answer, "schema") ?? contentSchema(answer);
  return objectMember(schema, "items");
}

function contentSchema(carrier: Json | undefined): Json | undefined {
  const content = objectMember(carrier, "content");
  const media = Object.keys(content ?? {}).find((name) => name.includes("json"));
  return media === undefined ? undefined : objectMember(objectMember(content, media), "schema");
}

function queryParameters(root: Json, get: Json | undefined): QueryParameter[] {
  return parametersOf(root, get).flatMap((parameter) =>
    parameter.in === "query" && typeof parameter.name === "string"
      ? [{ name: parameter.name, identity: isIdentity(parameter) }]
      : [],
  );
}

function parametersOf(root: Json, operation: Json | undefined): Json[] {
  const listed = operation?.parameters;
  if (!Array.isArray(listed)) return [];
  return listed.map((parameter) => resolve(root, asObject(parameter))).filter((found) => found !== undefined);
}

function resolve(root: Json, value: Json | undefined): Json | undefined {
  return typeof value?.$ref === "string" ? followReference(root, value.$ref) : value;
}
