import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createApiClient } from "../../electron/core/api/client.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { createTokens } from "../../electron/core/api/token.ts";
import type { ApiClient } from "../../electron/core/api/types.ts";
import { AppError } from "../../shared/errors.ts";
import { type Stub, sendJson, serverAt, settingsFor, startSocketStub, startStub } from "./api-stub-server.ts";

const pair = { key: "populatedKey", secret: "populatedSecret" };
const isTokenRequest = (seen: { path: string }): boolean => seen.path === "/oauth/token";

/** Gives out token1, token2 … and leaves all else to the test. */
function startApi(
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

function connect(
  origin: string,
  more: Parameters<typeof settingsFor>[1] = {},
  now?: () => number,
): ApiClient & AsyncDisposable {
  const settings = settingsFor(origin, more);
  const client = createApiClient({
    server: serverAt(origin),
    settings,
    tokens: createTokens({ credentials: () => Promise.resolve(pair), ...(now !== undefined && { now }) }),
    dispatcher: createDispatcher(settings),
  });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

const created = (response: ServerResponse): void => {
  response.writeHead(201, {
    location: "https://inside:8443/x/data/v3/ed-fi/students/1b1a1c?x=1",
    etag: '"52500930"',
  });
  response.end();
};

test("a created record comes back with the last segment of its Location and its ETag", async () => {
  await using api = await startApi((_, response) => created(response));
  await using client = connect(api.origin);
  const answer = await client.post("/ed-fi/students", '{"a":1}');
  expect(answer).toEqual({ kind: "answer", status: 201, id: "1b1a1c", etag: '"52500930"', body: "" });
  const post = api.seen[1];
  expect(post).toMatchObject({ method: "POST", path: "/data/v3/ed-fi/students", body: '{"a":1}' });
  expect(post?.headers).toMatchObject({ authorization: "Bearer token1", "content-type": "application/json" });
});

test("a thousand records share one token", async () => {
  await using api = await startApi((_, response) => created(response));
  await using client = connect(api.origin, { concurrency: 8 });
  await Promise.all(Array.from({ length: 1000 }, () => client.post("/ed-fi/students", "{}")));
  expect(client.tokens).toBe(1);
  expect(api.seen.filter(isTokenRequest)).toHaveLength(1);
});

test("key and secret go in a Basic header, and the grant in a form", async () => {
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

test("a token is renewed in its last five seconds and not before", async () => {
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

test("a path that always answers 401 does not use up the key's tokens", async () => {
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

test("a refusal brings its text, its type and how long to wait", async () => {
  await using api = await startApi((_, response) =>
    sendJson(response, 429, { message: "slow down" }, { "retry-after": "7" }),
  );
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toEqual({
    kind: "answer",
    status: 429,
    body: '{"message":"slow down"}',
    retryAfter: "7",
    contentType: "application/json",
  });
});

test("the text of a refusal is cut at 64 kB, even one without an end, and the next record goes on as ever", async () => {
  let first = true;
  await using api = await startApi((_, response) => {
    if (!first) return created(response);
    first = false;
    response.writeHead(500).write("x".repeat(1_000_000));
  });
  await using client = connect(api.origin, { concurrency: 1 });
  const answer = await client.post("/ed-fi/students", "{}");
  expect(answer).toMatchObject({ kind: "answer", status: 500 });
  expect(answer.kind === "answer" && answer.body.length).toBe(65_536);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ status: 201 });
});

test("the text behind an accepted write is not kept", async () => {
  await using api = await startApi((_, response) => sendJson(response, 200, { studentUniqueId: "604822" }));
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toEqual({
    kind: "answer",
    status: 200,
    body: "",
    contentType: "application/json",
  });
});

test("a page in place of an accepted write is known by its content type", async () => {
  await using api = await startApi((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<html>Please sign in</html>");
  });
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ status: 200, contentType: "text/html" });
});

test("a redirect is an answer: it is not followed", async () => {
  await using api = await startApi((_, response) =>
    response.writeHead(302, { location: "/elsewhere" }).end(),
  );
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({
    kind: "answer",
    status: 302,
    location: "/elsewhere",
  });
  expect(api.seen.some(({ path }) => path === "/elsewhere")).toBe(false);
});

test("a request that is never answered ends by time-out", async () => {
  await using api = await startApi(() => undefined);
  await using client = connect(api.origin, { requestTimeout: 100 });
  expect(await client.post("/ed-fi/students", "{}")).toEqual({
    kind: "no-answer",
    reason: "timeout",
    code: "UND_ERR_HEADERS_TIMEOUT",
  });
});

test("a body that drips does not hold a connection for ever", async () => {
  await using api = await startApi((_, response) => {
    response.writeHead(500);
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  });
  await using client = connect(api.origin, { requestTimeout: 150 });
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "answer", status: 500 });
  expect(await client.get("/ed-fi/students")).toEqual({
    kind: "no-answer",
    reason: "timeout",
    code: "UND_ERR_BODY_TIMEOUT",
  });
});

test("a connection that breaks is no answer, and says how", async () => {
  await using api = await startApi((_, response) => response.destroy());
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({
    kind: "no-answer",
    reason: "connection",
  });
});

test("a write whose status arrived is decided, even if the rest was cut", async () => {
  await using api = await startSocketStub((socket) => {
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 77\r\n\r\n{"access_token":"t","expires_in":1800}');
  });
  await using cut = await startApi((_, response) => {
    response.writeHead(201, { "content-length": "10", location: "/students/77" });
    response.write("x", () => response.destroy());
  });
  await using client = connect(cut.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "answer", status: 201, id: "77" });
  await using other = connect(api.origin);
  expect(await other.post("/ed-fi/students", "{}")).toMatchObject({ kind: "no-answer" });
});

test("nobody listening is no answer", async () => {
  const api = await startApi((_, response) => created(response));
  await api[Symbol.asyncDispose]();
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toEqual({
    kind: "no-answer",
    reason: "connection",
    code: "ECONNREFUSED",
  });
});

test("a signal ends what is on its way and what has not begun, and leaves no listener behind", async () => {
  await using api = await startApi((seen, response) => {
    if (seen.body === "fast") created(response);
  });
  await using client = connect(api.origin, { concurrency: 1 });
  const stop = new AbortController();
  let listeners = 0;
  const signal = new Proxy(stop.signal, {
    get(target, name) {
      if (name === "addEventListener") listeners += 1;
      if (name === "removeEventListener") listeners -= 1;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  await client.post("/ed-fi/students", "fast", signal);
  expect(listeners).toBe(0);
  const hanging = [
    client.post("/ed-fi/students", "slow", signal),
    client.post("/ed-fi/students", "waits", signal),
  ];
  await expect.poll(() => api.seen.length).toBe(3);
  stop.abort();
  for (const answer of await Promise.all(hanging)) {
    expect(answer).toEqual({ kind: "no-answer", reason: "aborted", code: "UND_ERR_ABORTED" });
  }
  expect(listeners).toBe(0);
  expect(await client.post("/ed-fi/students", "late", signal)).toMatchObject({ reason: "aborted" });
  expect(api.seen.some(({ body }) => body === "waits" || body === "late")).toBe(false);
});

test("reads ask for gzip and bring the whole text", async () => {
  const text = JSON.stringify([{ studentUniqueId: "1".repeat(200_000) }]);
  await using api = await startApi((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/json" });
    response.end(gzipSync(text));
  });
  await using client = connect(api.origin);
  const answer = await client.get("/ed-fi/students?limit=1");
  expect(answer).toMatchObject({ kind: "answer", status: 200, body: text });
  expect(api.seen[1]?.headers["accept-encoding"]).toBe("gzip");
});

test("a refusal that was compressed without being asked for is read all the same", async () => {
  await using api = await startApi((_, response) => {
    response.writeHead(400, { "content-encoding": "gzip" });
    response.end(gzipSync('{"message":"no"}'));
  });
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ status: 400, body: '{"message":"no"}' });
});

test("updates and deletes go to the item, with the headers they were given", async () => {
  await using api = await startApi((_, response) => response.writeHead(204, { etag: '"2"' }).end());
  await using client = connect(api.origin);
  expect(await client.put("/ed-fi/students", "1b/1a", "{}", { "if-match": '"1"' })).toMatchObject({
    status: 204,
    etag: '"2"',
  });
  await client.delete("/ed-fi/students", "1b1a");
  expect(api.seen[1]).toMatchObject({
    method: "PUT",
    path: "/data/v3/ed-fi/students/1b%2F1a",
    headers: { "if-match": '"1"', "content-type": "application/json", authorization: "Bearer token1" },
  });
  expect(api.seen[2]).toMatchObject({ method: "DELETE", path: "/data/v3/ed-fi/students/1b1a", body: "" });
});

test("closing ends what is on its way", async () => {
  await using api = await startApi(() => undefined);
  await using client = connect(api.origin);
  const hanging = client.post("/ed-fi/students", "{}");
  await expect.poll(() => api.seen.length).toBe(2);
  await client.close();
  expect(await hanging).toMatchObject({ kind: "no-answer", reason: "aborted" });
});
