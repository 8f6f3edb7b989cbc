import { parents } from "./authorization.ts";
import type { ApiClient } from "./clients.ts";
import { type CredentialRequest, readFields } from "./credentials.ts";
import type { Dialect } from "./dialect.ts";
import { isObject, parseLossless, printLossless } from "./json.ts";
import type { Answer } from "./problems.ts";
import type { Item, Store } from "./store.ts";
import type { Tokens } from "./tokens.ts";
import { json } from "./wording/wording.ts";

/** POST to the token introspection endpoint (protocol section 2.4). */
export function tokenInfo(dialect: Dialect, tokens: Tokens, request: CredentialRequest): Answer {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.authorization ?? "")?.[1];
  const caller = bearer === undefined ? undefined : tokens.ownerOf(bearer);
  if (bearer === undefined || caller === undefined) return { status: 401 };
  const asked = readFields(request)?.get("token");
  if (asked === bearer) return tell(dialect, caller);
  if (dialect.dms) return dmsRefusal(asked);
  if (dialect.kind === "ods-7.3") return recentRefusal(asked);
  if (asked === undefined || !isGuid(asked)) return json(400, { message: "Invalid token" });
  const owner = tokens.ownerOf(asked);
  if (owner === undefined) return { status: 404 };
  return owner === caller ? tell(dialect, caller) : { status: 401 };
}

const isGuid = (token: string) => /^[0-9a-f]{32}$/i.test(token.replaceAll("-", ""));

function recentRefusal(asked: string | undefined): Answer {
  return asked === undefined || !isGuid(asked)
    ? badRequest("An invalid token was provided", [
        "The token was not present, or was not processable as a GUID value.",
      ])
    : badRequest("The authentication token and the token to inspect must match.");
}

function dmsRefusal(asked: string | undefined): Answer {
  return badRequest("An invalid token was provided", [
    asked === undefined || asked === ""
      ? "The token was not present, or was not processable."
      : "The Authorization header token does not match the token in the request body.",
  ]);
}

function badRequest(detail: string, errors?: readonly string[]): Answer {
  const type = "urn:ed-fi:api:bad-request";
  return json(400, { detail, type, title: "Bad Request", status: 400, ...(errors && { errors }) });
}

function tell(dialect: Dialect, client: ApiClient): Answer {
  const { rights } = client.holdings;
  const body = {
    active: true,
    client_id: client.key,
    namespace_prefixes: rights.namespacePrefixes,
    education_organizations: organizations(client),
    ...(dialect.dms ? {} : { student_identification_system: null }),
    assigned_profiles: rights.profiles,
    ...(dialect.dms || dialect.kind === "ods-7.3" ? claims(client) : {}),
  };
  return { status: 200, body: printLossless(body), contentType: "application/json; charset=utf-8" };
}

/** 7.3 and later, and the Data Management Service. Resources without any operation are not listed. */
function claims({ holdings: { model, rights } }: ApiClient): object {
  const resources = model.resources
    .map((resource) => ({ resource: resource.path, operations: rights.operationsOn(resource) }))
    .filter((one) => one.operations.length > 0);
  return { claim_set: { name: rights.claimSet }, resources, services: [] };
}

const group = "edfi.educationorganization";

/** The key's organizations that are there, and all below them, one row each. */
function organizations({ holdings: { model, store, authorization } }: ApiClient): object[] {
  return (model.targets.get(group)?.resources ?? [])
    .flatMap((resource) => store.list(resource))
    .filter((item) => authorization.mayRead(item))
    .map((item) => organization(store, item));
}

/** An organization with its own id and those of its ancestors, each named after its type. */
function organization(store: Store, item: Item): object {
  const body = parseLossless(item.body);
  const ids: Record<string, unknown> = {};
  addIds(store, item, ids);
  return {
    education_organization_id: numeric(item.key),
    name_of_institution: isObject(body) ? body.nameOfInstitution : undefined,
    type: `edfi.${item.resource.entity}`,
    ...ids,
  };
}

/** The nearest of a type counts: a district may stand under another one. */
function addIds(store: Store, item: Item, ids: Record<string, unknown>): void {
  const name = `${item.resource.entity.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase()}_id`;
  if (ids[name] !== undefined) return;
  ids[name] = numeric(item.key);
  for (const key of parents(item)) {
    const above = store.find(group, key);
    if (above !== undefined) addIds(store, above, ids);
  }
}

/** Ids have 64 bits. */
function numeric(key: string): number | bigint {
  const number = Number(key);
  return Number.isSafeInteger(number) ? number : BigInt(key);
}
