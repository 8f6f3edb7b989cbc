import { isObject, parseLossless } from "./json.ts";
import type { Answer } from "./problems.ts";
import type { Item } from "./store.ts";
import { readFields, type Tokens } from "./tokens.ts";
import { json } from "./wording/wording.ts";
import type { Holdings } from "./writes.ts";

interface InfoRequest {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** POST to the token introspection endpoint (protocol section 2.4). */
export function tokenInfo(holdings: Holdings, tokens: Tokens, key: string, request: InfoRequest): Answer {
  const { dialect } = holdings;
  const bearer = /^bearer\s+(\S+)$/i.exec(request.authorization ?? "")?.[1];
  if (bearer === undefined || !tokens.isLive(bearer)) return { status: 401 };
  const asked = readFields(request)?.get("token");
  const refused = checkToken(dialect.kind, bearer, asked);
  if (refused !== undefined) return refused;
  return json(200, {
    active: true,
    client_id: key,
    namespace_prefixes: ["uri://ed-fi.org"],
    education_organizations: organizations(holdings),
    ...(dialect.dms ? {} : { student_identification_system: null }),
    assigned_profiles: [],
    ...(dialect.dms || dialect.kind === "ods-7.3" ? claims(holdings) : {}),
  });
}

function checkToken(
  kind: Holdings["dialect"]["kind"],
  bearer: string,
  asked: string | undefined,
): Answer | undefined {
  if (asked === bearer) return undefined;
  if (kind === "ods-7.3") {
    return asked === undefined || !/^[0-9a-f-]{32,36}$/i.test(asked)
      ? badRequest("An invalid token was provided", [
          "The token was not present, or was not processable as a GUID value.",
        ])
      : badRequest("The authentication token and the token to inspect must match.", [
          "The authentication token (header) and the token to inspect in the body must match.",
        ]);
  }
  if (kind === "dms") {
    return badRequest("An invalid token was provided", [
      asked === undefined
        ? "The token was not present, or was not processable."
        : "The Authorization header token does not match the token in the request body.",
    ]);
  }
  return asked === undefined ? json(400, { message: "Invalid token" }) : { status: 404 };
}

function badRequest(detail: string, errors: readonly string[]): Answer {
  return json(400, { detail, type: "urn:ed-fi:api:bad-request", title: "Bad Request", status: 400, errors });
}

const operations = ["Create", "Read", "Update", "Delete", "ReadChanges"];

function claims({ model }: Holdings): object {
  return {
    claim_set: { name: "Practice" },
    resources: model.resources.map((resource) => ({ resource: resource.path, operations })),
    services: [],
  };
}

function organizations({ model, store, authorization }: Holdings): object[] {
  return (model.targets.get("edfi.educationorganization")?.resources ?? [])
    .flatMap((resource) => store.list(resource))
    .filter((item) => authorization.mayRead(item))
    .map(organization);
}

function organization(item: Item): object {
  const body = parseLossless(item.body);
  const type = item.resource.entity;
  const ownId = `${type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase()}_id`;
  return {
    education_organization_id: Number(item.key),
    name_of_institution: isObject(body) ? body.nameOfInstitution : undefined,
    type: `edfi.${type}`,
    [ownId]: Number(item.key),
  };
}
