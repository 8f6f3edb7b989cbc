import { expect, test } from "vitest";
import { connect, created, startApi } from "./api-stub-client.ts";
import { startSocketStub } from "./api-stub-server.ts";

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
  await client.post("/ed-fi/students", "fast", { signal });
  expect(listeners).toBe(0);
  const hanging = [
    client.post("/ed-fi/students", "slow", { signal }),
    client.post("/ed-fi/students", "waits", { signal }),
  ];
  await expect.poll(() => api.seen.length).toBe(3);
  stop.abort();
  for (const answer of await Promise.all(hanging)) {
    expect(answer).toEqual({ kind: "no-answer", reason: "aborted", code: "UND_ERR_ABORTED" });
  }
  expect(listeners).toBe(0);
  expect(await client.post("/ed-fi/students", "late", { signal })).toMatchObject({ reason: "aborted" });
  expect(api.seen.some(({ body }) => body === "waits" || body === "late")).toBe(false);
});

test("closing ends what is on its way", async () => {
  await using api = await startApi(() => undefined);
  await using client = connect(api.origin);
  const hanging = client.post("/ed-fi/students", "{}");
  await expect.poll(() => api.seen.length).toBe(2);
  await client.close();
  expect(await hanging).toMatchObject({ kind: "no-answer", reason: "aborted" });
});
