import { ask } from "./document.ts";
import type { Token, TokenEndpoint, Tokens } from "./token.ts";
import type { BadCredentials, NoAnswer } from "./types.ts";

/**
 * A token for a test of the connection: the one that is there already is shared, but tried first, for the server may
 * have withdrawn it since. `data` is the URL of the data API.
 */
export async function provenToken(
  tokens: Tokens,
  { url, asker }: Omit<TokenEndpoint, "onAsked">,
  data: string,
): Promise<Token | NoAnswer | BadCredentials> {
  let isNew = false;
  const onAsked = () => {
    isNew = true;
  };
  const endpoint = { url, asker, onAsked };
  const token = await tokens.obtain(endpoint);
  if (token.kind !== "token" || isNew) return token;
  const { authorization } = token;
  const answer = await ask(asker, `${data}/ed-fi/schools?limit=1&offset=0`, { headers: { authorization } });
  return answer.kind === "answer" && answer.status === 401 ? tokens.obtain(endpoint, token) : token;
}
