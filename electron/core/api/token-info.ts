import { z } from "zod";
import { type Asker, ask } from "./document.ts";
import type { NoAnswer } from "./types.ts";

/** What a server tells about a token (protocol section 2.4). Members that a version does not know are absent. */
export interface TokenInfo {
  readonly kind: "token-info";
  readonly claimSet?: string;
  readonly namespacePrefixes: readonly string[];
  /** How many organizations the key reaches, with all that belong to them. */
  readonly organizations: number;
  readonly profiles: readonly string[];
  /** Path of a resource -> what the key may do: "Create", "Read", "Update", "Delete", "ReadChanges". 7.3+ and DMS. */
  readonly permissions?: ReadonlyMap<string, readonly string[]>;
}

const names = z.array(z.string()).nullish().catch(undefined);

const Body = z.object({
  active: z.boolean().optional().catch(undefined),
  namespace_prefixes: names,
  education_organizations: z.array(z.unknown()).nullish().catch(undefined),
  assigned_profiles: names,
  claim_set: z.object({ name: z.string() }).nullish().catch(undefined),
  resources: z
    .array(z.object({ resource: z.string(), operations: z.array(z.string()).catch([]) }))
    .nullish()
    .catch(undefined),
});

/** Asks what a token is good for; a number is the status of a refusal. */
export async function fetchTokenInfo(
  asker: Asker,
  url: string,
  token: { readonly value: string; readonly authorization: string },
): Promise<TokenInfo | NoAnswer | { readonly kind: "refused"; readonly status: number }> {
  const answer = await ask(asker, url, {
    method: "POST",
    headers: { authorization: token.authorization, "content-type": "application/json" },
    body: JSON.stringify({ token: token.value }),
  });
  if (answer.kind === "no-answer") return answer;
  const info = answer.status === 200 ? readTokenInfo(answer.body) : undefined;
  return info ?? { kind: "refused", status: answer.status };
}

function readTokenInfo(text: string): TokenInfo | undefined {
  const parsed = Body.safeParse(json(text));
  if (!parsed.success || parsed.data.active === undefined) return undefined;
  const { namespace_prefixes, education_organizations, assigned_profiles, claim_set, resources } =
    parsed.data;
  return {
    kind: "token-info",
    ...(claim_set != null && { claimSet: claim_set.name }),
    namespacePrefixes: namespace_prefixes ?? [],
    organizations: education_organizations?.length ?? 0,
    profiles: assigned_profiles ?? [],
    ...(resources != null && {
      permissions: new Map(resources.map(({ resource, operations }) => [resource, operations])),
    }),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
