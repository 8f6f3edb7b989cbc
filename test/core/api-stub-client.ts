import type { ServerResponse } from "node:http";
import { createApiClient } from "../../electron/core/api/client.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { createTokens } from "../../electron/core/api/token.ts";
import type { ApiClient } from "../../electron/core/api/types.ts";
import { type Stub, sendJson, serverAt, settingsFor, startStub } from "./api-stub-server.ts";

const pair = { key: "populatedKey", secret: "populatedSecret" };
export const isTokenRequest = (seen: { path: string }): boolean => seen.path === "/oauth/token";

/** Gives out token1, token2 … and leaves all else to the test. */
export function startApi(
  data: (seen: Stub["seen"][number], response: ServerResponse) => void,
  life = 1800,
): Promise<Stub> {
  let given = 0;
  return startStub((seen, response) => {
    if (!isTokenRequest(seen)) return data(seen, response);
    given += 1;
    sendJson(response, 200, { access_token: `token${given}`, expires_in: life, token_type: "bearer" });
  });
}

export function connect(
  origin: string,
  more: Parameters<typeof settingsFor>[1] = {},
  now?: () => number,
  credentials = pair,
): ApiClient & AsyncDisposable {
  const settings = settingsFor(origin, more);
  const client = createApiClient({
    server: serverAt(origin),
    settings,
    tokens: createTokens({
      credentials: () => Promise.resolve(credentials),
      ...(now !== undefined && { now }),
    }),
    dispatcher: createDispatcher(settings),
  });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

export const created = (response: ServerResponse): void => {
  response.writeHead(201, {
    location: "https://inside:8443/x/data/v3/ed-fi/students/1b1a1c?x=1",
    etag: '"52500930"',
  });
  response.end();
};
