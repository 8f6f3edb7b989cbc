import { expect, test } from "vitest";
import { createApiClient } from "../../electron/core/api/client.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { createTokens } from "../../electron/core/api/token.ts";
import { AppError } from "../../shared/errors.ts";
import { connect, created, isTokenRequest, startApi } from "./api-stub-client.ts";
import { sendJson, serverAt, settingsFor, startStub } from "./api-stub-server.ts";

test("a thousand records share one token", async () => {
  await using api = await startApi((_, response) => created(response));
  await using client = connect(api.origin, { concurrency: 8 });
  await Promise.all(Array.from({ length: 1000 }, () => client.post("/ed-fi/students", "{}")));
  expect(client.tokens).toBe(1);
  expect(api.seen.filter(isTokenRequest)).toHaveLength(1);
});

test("key and secret go in a Basic header, and the grant in a form (trap 8)", async () => {
  await using api = await startApi((_, response) => created(response));
  await using client = connect(api.origin);
  await client.post("/ed-fi/students", "{}");
  expect(api.seen[0]).toMatchObject({
    method: "POST",
    body: "grant_type=client_credentials",
    headers: {
      authorization: `Basic ${btoa("populatedKey:populatedSecret")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
  });
});

test("a token is renewed in its last five seconds and not before (trap 6)", async () => {
  let now = 1_000_000;
  await using api = await startApi((_, response) => created(response), 60);
  await using client = connect(api.origin, {}, () => now);
  await client.post("/ed-fi/students", "{}");
  now += 54_999;
  await client.post("/ed-fi/students", "{}");
  expect(client.tokens).toBe(1);
  now += 1;
  await client.post("/ed-fi/students", "{}");
  expect(client.tokens).toBe(2);
  expect(api.seen.at(-1)?.headers.authorization).toBe("Bearer token2");
});

test("a token that lives only seconds is still used more than once", async () => {
  await using api = await startApi((_, response) => created(response), 3);
  await using client = connect(api.origin, {}, () => 1_000_000);
  for (let count = 0; count < 5; count += 1) await client.post("/ed-fi/students", "{}");
  expect(client.tokens).toBe(1);
});

test("when a token ends on the way, all that were refused are sent again with one new token", async () => {
  await using api = await startApi((seen, response) => {
    if (seen.headers.authorization === "Bearer token1") response.writeHead(401).end();
    else created(response);
  });
  await using client = connect(api.origin, { concurrency: 16 });
  const answers = await Promise.all(Array.from({ length: 100 }, () => client.post("/ed-fi/students", "{}")));
  expect(answers.every((answer) => answer.kind === "answer" && answer.status === 201)).toBe(true);
  expect(client.tokens).toBe(2);
});

test("tokens that end after few requests cost one new token each, and no record", async () => {
  const used = new Map<string, number>();
  await using api = await startApi((seen, response) => {
    const token = seen.headers.authorization ?? "";
    const times = (used.get(token) ?? 0) + 1;
    used.set(token, times);
    if (times > 50) response.writeHead(401).end();
    else created(response);
  });
  await using client = connect(api.origin, { concurrency: 32 });
  const lanes = Array.from({ length: 32 }, async () => {
    for (let count = 0; count < 20; count += 1) {
      expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "answer", status: 201 });
    }
  });
  await Promise.all(lanes);
  expect(client.tokens).toBe(Math.ceil(640 / 50));
});

test("while a new token is on its way nothing else is sent", async () => {
  let release = (): void => undefined;
  let given = 0;
  await using api = await startStub((seen, response) => {
    if (!isTokenRequest(seen)) {
      if (seen.headers.authorization === "Bearer token1") response.writeHead(401).end();
      else created(response);
      return;
    }
    given += 1;
    const give = (): void => sendJson(response, 200, { access_token: `token${given}`, expires_in: 1800 });
    if (given === 1) give();
    else release = give;
  });
  await using client = connect(api.origin);
  const first = client.post("/ed-fi/students", "first");
  await expect.poll(() => given).toBe(2);
  const others = Array.from({ length: 5 }, () => client.post("/ed-fi/students", "later"));
  expect(api.seen.map(({ body }) => body)).toEqual([
    "grant_type=client_credentials",
    "first",
    "grant_type=client_credentials",
  ]);
  release();
  await Promise.all([first, ...others]);
  expect(api.seen).toHaveLength(9);
});

test("a second 401 with a fresh token means bad credentials, after two tokens and not more", async () => {
  await using api = await startApi((_, response) => response.writeHead(401).end());
  await using client = connect(api.origin, { concurrency: 16 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => client.post("/ed-fi/students", "{}")));
  expect(new Set(answers.map((answer) => answer.kind))).toEqual(new Set(["bad-credentials"]));
  expect(client.tokens).toBeLessThanOrEqual(3);
});

test("a path that always answers 401 does not use up the key's tokens (trap 5)", async () => {
  await using api = await startApi((seen, response) =>
    seen.path.endsWith("/staffs") ? response.writeHead(401).end() : created(response),
  );
  await using client = connect(api.origin);
  await client.post("/ed-fi/students", "{}");
  const answer = await client.post("/ed-fi/staffs", "{}");
  expect(answer).toMatchObject({ kind: "bad-credentials", status: 401 });
  expect(client.tokens).toBe(2);
});

test.each([
  ["ODS/API 5.3", 400, { error: "invalid_client" }],
  ["ODS/API 6 and 7", 401, { error: "invalid_client" }],
  [
    "DMS",
    401,
    { type: "urn:ed-fi:api:unauthorized", title: "invalid_client", status: 401, detail: "Invalid client" },
  ],
])("a wrong secret is told as one on %s", async (_, status, body) => {
  await using api = await startStub((_seen, response) => sendJson(response, status, body));
  await using client = connect(api.origin);
  const answer = await client.post("/ed-fi/students", "{}");
  expect(answer).toMatchObject({
    kind: "bad-credentials",
    status,
    sentence: expect.stringContaining("does not accept this key and secret"),
  });
  expect(JSON.stringify(answer)).not.toContain("populated");
  expect(api.seen).toHaveLength(1);
});

test.each([429, 500, 502, 503])(
  "a token endpoint that answers %i is down, and the key is not to blame",
  async (status) => {
    await using api = await startStub((_, response) => response.writeHead(status).end("<html>"));
    await using client = connect(api.origin);
    const answer = await client.post("/ed-fi/students", "{}");
    expect(answer).toMatchObject({ kind: "no-answer", code: `TOKEN_HTTP_${status}` });
  },
);

test("the sign-in page of a guest network is no verdict on the key", async () => {
  await using api = await startStub((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<html>Welcome, please sign in</html>");
  });
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({
    kind: "no-answer",
    code: "TOKEN_NOT_JSON",
  });
});

test("after a token endpoint was down, the next request asks again", async () => {
  let down = true;
  await using api = await startStub((seen, response) => {
    if (!isTokenRequest(seen)) return created(response);
    if (down) response.writeHead(503).end();
    else sendJson(response, 200, { access_token: "t", expires_in: 1800 });
  });
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "no-answer" });
  down = false;
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "answer", status: 201 });
});

test("a key with a colon never leaves this machine", async () => {
  await using api = await startApi((_, response) => created(response));
  const settings = settingsFor(api.origin);
  const client = createApiClient({
    server: serverAt(api.origin),
    settings,
    tokens: createTokens({ credentials: () => Promise.resolve({ key: "a:b", secret: "c" }) }),
    dispatcher: createDispatcher(settings),
  });
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "bad-credentials", status: 0 });
  expect(api.seen).toHaveLength(0);
  await client.close();
});

test("credentials that cannot be read are told in their own words", async () => {
  await using api = await startApi((_, response) => created(response));
  const settings = settingsFor(api.origin);
  const client = createApiClient({
    server: serverAt(api.origin),
    settings,
    tokens: createTokens({
      credentials: () => Promise.reject(new AppError("unauthorized", "The keychain is locked. Unlock it.")),
    }),
    dispatcher: createDispatcher(settings),
  });
  expect(await client.post("/ed-fi/students", "{}")).toEqual({
    kind: "bad-credentials",
    status: 0,
    sentence: "The keychain is locked. Unlock it.",
  });
  await client.close();
});
