import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { connect, created, startApi } from "./api-stub-client.ts";
import { sendJson } from "./api-stub-server.ts";

test("a created record comes back with the last segment of its Location and its ETag", async () => {
  await using api = await startApi((_, response) => created(response));
  await using client = connect(api.origin);
  const answer = await client.post("/ed-fi/students", '{"a":1}');
  expect(answer).toEqual({ kind: "answer", status: 201, id: "1b1a1c", etag: '"52500930"', body: "" });
  const post = api.seen[1];
  expect(post).toMatchObject({ method: "POST", path: "/data/v3/ed-fi/students", body: '{"a":1}' });
  expect(post?.headers).toMatchObject({ authorization: "Bearer token1", "content-type": "application/json" });
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
