import { z } from "zod";
import type { Permissions } from "../../../shared/domain/permissions.ts";
import { losslessJson } from "../model/numbers.ts";
import { type Asker, ask } from "./document.ts";
import { adviceFor } from "./trouble.ts";
import type { ServerInfo } from "./types.ts";

/** Why a server did not say what a key is good for. */
export interface PermissionsRefusal {
  readonly kind: "not-offered" | "refused" | "offline";
  readonly status?: number;
  /** For people: what it means, what to do. */
  readonly sentence: string;
}

const names = z.array(z.string()).nullish().catch(undefined);
const text = z.string().nullish().catch(undefined);

const Body = z.object({
  active: z.boolean(),
  namespace_prefixes: names,
  education_organizations: z
    .array(
      z.object({
        education_organization_id: z.union([z.string(), z.number()]).nullish().catch(undefined),
        name_of_institution: text,
        type: text,
      }),
    )
    .nullish()
    .catch(undefined),
  assigned_profiles: names,
  claim_set: z.object({ name: z.string() }).nullish().catch(undefined),
  resources: z
    .array(z.object({ resource: z.string(), operations: z.array(z.string()).catch([]) }))
    .nullish()
    .catch(undefined),
});
type Body = z.infer<typeof Body>;

/**
 * Asks the server what a token is good for (protocol section 2.4). Servers before 7.3 do not list resources: the member is
 * then absent. Neither throws nor repeats: what is no permissions is a refusal.
 */
export async function fetchPermissions(
  asker: Asker,
  server: ServerInfo,
  token: { readonly value: string; readonly authorization: string },
): Promise<Permissions | PermissionsRefusal> {
  const url = server.endpoints.tokenInfo ?? guessed(server);
  if (url === undefined) return notOffered;
  const answer = await ask(asker, url, {
    method: "POST",
    headers: { authorization: token.authorization, "content-type": "application/json" },
    body: JSON.stringify({ token: token.value }),
  });
  if (answer.kind === "no-answer") return { kind: "offline", sentence: adviceFor(answer) };
  const { status } = answer;
  const body = status === 200 ? readBody(answer.body) : undefined;
  if (body !== undefined) return permissionsOf(body);
  // The host may switch the feature off, whatever its discovery document says; a guess may be wrong.
  if (status === 404 || server.endpoints.tokenInfo === undefined) return { ...notOffered, status };
  return {
    kind: "refused",
    status,
    sentence: `The server does not say what the key is good for (status ${status}). Sending may work all the same; if it does not, ask the host.`,
  };
}

const notOffered: PermissionsRefusal = {
  kind: "not-offered",
  sentence: "This server does not say what a key is good for. Ask the host when something may not be sent.",
};

/** ODS/API before 7.3 has it beside the token's URL, and does not tell (protocol sections 1.1 and 2.4). */
function guessed({ product, version, endpoints }: ServerInfo): string | undefined {
  return product === "ods" && Number.parseFloat(version) < 7.3 && /\/oauth\/token\/?$/.test(endpoints.oauth)
    ? endpoints.oauth.replace(/\/token\/?$/, "/token_info")
    : undefined;
}

/** Ids of organizations may be longer than a number of JavaScript holds: they stay text. */
function readBody(source: string): Body | undefined {
  try {
    const keepIds = (key: string, value: unknown, context: { source?: string }): unknown =>
      key === "education_organization_id" && typeof value === "number" ? (context.source ?? value) : value;
    return Body.safeParse(losslessJson.parse(source, keepIds)).data;
  } catch {
    return undefined;
  }
}

function permissionsOf(body: Body): Permissions {
  const organizations = (body.education_organizations ?? []).flatMap((one) =>
    one.education_organization_id == null
      ? []
      : [
          {
            id: String(one.education_organization_id),
            ...(one.name_of_institution != null && { name: one.name_of_institution }),
            ...(one.type != null && { type: one.type.replace(/^.*\./, "") }),
          },
        ],
  );
  return {
    at: new Date().toISOString(),
    ...(body.claim_set != null && { claimSet: body.claim_set.name }),
    namespacePrefixes: body.namespace_prefixes ?? [],
    organizations,
    profiles: body.assigned_profiles ?? [],
    ...(body.resources != null && { resources: body.resources }),
  };
}
