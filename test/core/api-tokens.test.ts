import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { createApiClient } from "../../electron/core/api/client.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { createTokens, type TokenOptions, type Tokens } from "../../electron/core/api/token.ts";
import type { ApiClient } from "../../electron/core/api/types.ts";
import { type Stub, sendJson, serverAt, settingsFor, startStub } from "./api-stub-server.ts";

const pair = { key: "populatedKey", secret: "populatedSecret" };
const other = { key: "currentKey", secret: "currentSecret" };
const made = (options: Partial<TokenOptions> = {}) =>
  createTokens({ credentials: async () => pair, ...options });

const isTokenRequest = ({ path }: { path: string }) => path === "/oauth/token";
const tokenRequests = ({ seen }: Stub) => seen.filter(isTokenRequest).length;

function clientOf(origin: string, tokens: Tokens): ApiClient & AsyncDisposable {
  const settings = settingsFor(origin);
  const dispatcher = createDispatcher(settings);
  const client = createApiClient({ server: serverAt(origin), settings, tokens, dispatcher });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

/** Takes every record, and lets the test answer token requests. */
const startApi = (token: (response: ServerResponse, count: number, authorization: string) => void) => {
  let asked = 0;
  return startStub((seen, response) => {
    if (!isTokenRequest(seen)) return response.writeHead(201).end();
    asked += 1;
    return token(response, asked, seen.headers.authorization ?? "");
  });
};
const give = (response: ServerResponse, value: string) =>
  sendJson(response, 200, { access_token: value, expires_in: 1800 });
const accepted = { kind: "answer", status: 201 };

test("all who work on a connection share its token, and only the one who asked for it counts it", async () => {
  await using api = await startApi((response, count) => give(response, `token${count}`));
  const tokens = made();
  await using one = clientOf(api.origin, tokens);
  await using two = clientOf(api.origin, tokens);
  const answers = await Promise.all([one, two, one, two].map((client) => client.get("/ed-fi/schools")));
  expect(answers).toEqual(answers.map(() => expect.objectContaining(accepted)));
  expect(tokenRequests(api)).toBe(1);
  expect([one.tokens, two.tokens]).toEqual([1, 0]);
});

test("two connections with the same key and address have a token each", async () => {
  await using api = await startApi((response, count) => give(response, `token${count}`));
  await using one = clientOf(api.origin, made());
  await using two = clientOf(api.origin, made());
  await one.get("/ed-fi/schools");
  await two.get("/ed-fi/schools");
  const used = api.seen.filter((seen) => !isTokenRequest(seen)).map(({ headers }) => headers.authorization);
  expect(used).toEqual(["Bearer token1", "Bearer token2"]);
});

test("when the one who asks for the token goes away, those who waited for it ask themselves", async () => {
  await using api = await startApi((response, count) => {
    if (count > 1) give(response, "later");
  });
  const tokens = made();
  const first = clientOf(api.origin, tokens);
  await using second = clientOf(api.origin, tokens);
  const gone = first.get("/ed-fi/schools");
  const waits = second.get("/ed-fi/schools");
  await expect.poll(() => tokenRequests(api)).toBe(1);
  await first.close();
  expect(await gone).toMatchObject({ kind: "no-answer", reason: "aborted" });
  expect(await waits).toMatchObject(accepted);
  expect(tokenRequests(api)).toBe(2);
});

test("a token goes to no other server than the one that gave it", async () => {
  await using before = await startApi((response) => give(response, "before"));
  await using after = await startApi((response) => give(response, "after"));
  const tokens = made();
  await using one = clientOf(before.origin, tokens);
  await using two = clientOf(after.origin, tokens);
  await one.get("/ed-fi/schools");
  await two.get("/ed-fi/schools");
  expect(JSON.stringify(after.seen)).not.toContain("before");
  expect(after.seen.at(-1)?.headers.authorization).toBe("Bearer after");
});

test("a token that was asked for with the old pair does not come into use once there is a new one", async () => {
  let release = (): void => undefined;
  await using api = await startApi((response, _, authorization) => {
    const value = authorization.includes(btoa("currentKey:currentSecret")) ? "new" : "old";
    if (value === "new") give(response, value);
    else release = () => give(response, value);
  });
  const tested = createTokens({ credentials: async () => other });
  await using trial = clientOf(api.origin, tested);
  await trial.get("/ed-fi/schools");
  const tokens = made();
  await using client = clientOf(api.origin, tokens);
  const waits = client.get("/ed-fi/schools");
  await expect.poll(() => tokenRequests(api)).toBe(2);
  tokens.replace(tested);
  release();
  expect(await waits).toMatchObject(accepted);
  expect(api.seen.at(-1)?.headers.authorization).toBe("Bearer new");
  expect(tokenRequests(api)).toBe(2);
});

test("a key that is refused in the middle costs one token request, however late the other refusals come", async () => {
  let isRevoked = false;
  const held: (() => void)[] = [];
  await using api = await startStub((seen, response) => {
    if (!isTokenRequest(seen)) held.push(() => response.writeHead(isRevoked ? 401 : 201).end());
    else if (isRevoked) sendJson(response, 401, { error: "invalid_client" });
    else give(response, "token");
  });
  const tokens = made();
  await using client = clientOf(api.origin, tokens);
  const answers = Array.from({ length: 8 }, () => client.post("/ed-fi/students", "{}"));
  await expect.poll(() => held.length).toBe(8);
  isRevoked = true;
  for (const [index, answer] of answers.entries()) {
    held[index]?.();
    expect(await answer).toMatchObject({
      kind: "bad-credentials",
      sentence: expect.stringContaining("does not accept this key and secret any longer"),
    });
  }
  expect(tokenRequests(api)).toBe(2);
});

test("after too many tokens nobody asks again for half a minute, or for as long as the server says", async () => {
  let now = 1_000_000;
  let retryAfter: Record<string, string> = {};
  await using api = await startApi((response, count) =>
    count <= 2 ? sendJson(response, 429, { status: 429 }, retryAfter) : give(response, "token"),
  );
  await using client = clientOf(api.origin, made({ now: () => now }));
  const tooMany = { kind: "no-answer", code: "TOKEN_HTTP_429" };
  expect(await client.get("/ed-fi/schools")).toMatchObject(tooMany);
  now += 29_999;
  expect(await client.get("/ed-fi/schools")).toMatchObject(tooMany);
  expect(tokenRequests(api)).toBe(1);
  now += 1;
  retryAfter = { "retry-after": "7" };
  expect(await client.get("/ed-fi/schools")).toMatchObject(tooMany);
  expect(tokenRequests(api)).toBe(2);
  now += 6_999;
  expect(await client.get("/ed-fi/schools")).toMatchObject(tooMany);
  now += 1;
  expect(await client.get("/ed-fi/schools")).toMatchObject(accepted);
  expect(tokenRequests(api)).toBe(3);
});

test("a token from the shelf is used until it ends, and taken off when the server refuses it", async () => {
  await using api = await startStub((seen, response) => {
    if (isTokenRequest(seen)) give(response, "fresh");
    else response.writeHead(seen.headers.authorization === "Bearer revoked" ? 401 : 201).end();
  });
  const endpoint = serverAt(api.origin).endpoints.oauth;
  const shelfWith = (value: string, until: number) => {
    const told: string[] = [];
    const shelf = {
      read: async () => ({ value, endpoint, until }),
      write: (token: { value: string }) => void told.push(`write ${token.value}`),
      clear: () => void told.push("clear"),
    };
    return { told, shelf };
  };
  const good = shelfWith("kept", Date.now() + 60_000);
  await using first = clientOf(api.origin, made({ shelf: good.shelf }));
  expect(await first.get("/ed-fi/schools")).toMatchObject(accepted);
  expect(api.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer kept"]);
  expect([first.tokens, good.told]).toEqual([0, []]);
  const ended = shelfWith("kept", Date.now() - 1);
  await using second = clientOf(api.origin, made({ shelf: ended.shelf }));
  await second.get("/ed-fi/schools");
  expect([second.tokens, ended.told]).toEqual([1, ["write fresh"]]);
  const revoked = shelfWith("revoked", Date.now() + 60_000);
  await using third = clientOf(api.origin, made({ shelf: revoked.shelf }));
  expect(await third.get("/ed-fi/schools")).toMatchObject(accepted);
  expect([third.tokens, revoked.told]).toEqual([1, ["clear", "write fresh"]]);
});
