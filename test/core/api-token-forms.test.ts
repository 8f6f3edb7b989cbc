import { expect, test } from "vitest";
import { connect, created, isTokenRequest } from "./api-stub-client.ts";
import { sendJson, startStub } from "./api-stub-server.ts";

test("a secret with + or % is taken by hosts that decode it, too, and by them at the first try from then on (defect 18)", async () => {
  const secret = "a+b%2F c";
  const decoded = (header: string | undefined) =>
    Buffer.from(header?.slice("Basic ".length) ?? "", "base64")
      .toString()
      .split(":")
      .map((part) => decodeURIComponent(part.replaceAll("+", " ")));
  let given = 0;
  await using api = await startStub((seen, response) => {
    if (!isTokenRequest(seen)) return created(response);
    const isRight = decoded(seen.headers.authorization).at(-1) === secret;
    given += Number(isRight);
    if (isRight) sendJson(response, 200, { access_token: `token${given}`, expires_in: 60 });
    else sendJson(response, 401, { error: "invalid_client" });
  });
  let now = 1_000_000;
  await using client = connect(api.origin, {}, () => now, { key: "populatedKey", secret });
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ status: 201 });
  expect(api.seen.filter(isTokenRequest)).toHaveLength(2);
  now += 60_000;
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ status: 201 });
  expect(api.seen.filter(isTokenRequest)).toHaveLength(3);
});

test("a pair without such letters is tried once: it is wrong, or it is not", async () => {
  await using api = await startStub((_, response) => sendJson(response, 401, { error: "invalid_client" }));
  await using client = connect(api.origin);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ kind: "bad-credentials" });
  expect(api.seen).toHaveLength(1);
});

test("a clock that is set back makes no pause after too many tokens longer than it is", async () => {
  let now = 1_000_000_000;
  let isFull = true;
  await using api = await startStub((seen, response) => {
    if (!isTokenRequest(seen)) return created(response);
    if (isFull) response.writeHead(429).end();
    else sendJson(response, 200, { access_token: "token", expires_in: 60 });
  });
  await using client = connect(api.origin, {}, () => now);
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ code: "TOKEN_HTTP_429" });
  isFull = false;
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ code: "TOKEN_HTTP_429" });
  expect(api.seen).toHaveLength(1);
  now -= 24 * 60 * 60_000;
  expect(await client.post("/ed-fi/students", "{}")).toMatchObject({ status: 201 });
});
