import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { discover } from "../../electron/core/api/discovery.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import type { ServerInfo } from "../../electron/core/api/types.ts";
import type { ConnectionSettings } from "../../shared/domain/connection.ts";
import { AppError } from "../../shared/errors.ts";
import { type Stub, sendJson, settingsFor, startStub } from "./api-stub-server.ts";

const documentAt = (base: string) => ({
  version: "7.3",
  suite: "3",
  build: "7.3.1.1",
  dataModels: [{ name: "Ed-Fi", version: "5.2.0" }],
  urls: { oauth: `${base}/oauth/token`, dataManagementApi: `${base}/data/v3/` },
});

async function discovered(
  url: string,
  more: Partial<ConnectionSettings> = {},
  signal?: AbortSignal,
): Promise<ServerInfo> {
  const settings = settingsFor(url, more);
  const dispatcher = createDispatcher(settings);
  try {
    return await discover(settings, dispatcher, signal);
  } finally {
    await dispatcher.destroy();
  }
}

async function refusal(url: string, more: Partial<ConnectionSettings> = {}): Promise<AppError> {
  const error = await discovered(url, more).catch((caught: unknown) => caught);
  if (!(error instanceof AppError)) throw new Error("a refusal was expected");
  return error;
}

/** An API whose discovery document is at one path alone. */
const startAt = (path: string, base: string): Promise<Stub> =>
  startStub((seen, response: ServerResponse) => {
    if (seen.path !== path) response.writeHead(404).end();
    else sendJson(response, 200, documentAt(`http://${seen.headers.host}${base}`));
  });

test("the document is asked for at the base URL, with tenant and context", async () => {
  await using api = await startAt("/api/t1/2026", "/api/t1/2026");
  const server = await discovered(`${api.origin}/api/`, { tenant: "t1", context: "2026" });
  expect(server.endpoints.data).toBe(`${api.origin}/api/t1/2026/data/v3`);
});

test("a host that wants a slash behind its base URL is found", async () => {
  await using api = await startAt("/api/", "/api");
  expect((await discovered(`${api.origin}/api`)).version).toBe("7.3");
});

test("a redirect within the origin is followed", async () => {
  await using api = await startStub((seen, response) => {
    if (seen.path === "/API") response.writeHead(301, { location: "/api/" }).end();
    else sendJson(response, 200, documentAt(`http://${seen.headers.host}/api`));
  });
  expect((await discovered(`${api.origin}/API`)).product).toBe("ods");
});

test("a redirect elsewhere is not followed, and named", async () => {
  await using other = await startStub((_, response) => response.end());
  await using api = await startStub((_, response) =>
    response.writeHead(302, { location: other.origin }).end(),
  );
  const error = await refusal(api.origin);
  expect(error.code).toBe("unusable");
  expect(error.message).toContain(other.origin);
  expect(other.seen).toHaveLength(0);
});

test("redirects in a circle end", async () => {
  await using api = await startStub((seen, response) =>
    response.writeHead(302, { location: seen.path }).end(),
  );
  expect((await refusal(`${api.origin}/api`)).code).toBe("unusable");
  expect(api.seen.length).toBeLessThan(10);
});

test("what is no Ed-Fi API is told so, and the base URL that was meant is offered", async () => {
  await using api = await startStub((_, response) => response.end("<html>It works!</html>"));
  const error = await refusal(`${api.origin}/api/data/v3`);
  expect(error.code).toBe("unusable");
  expect(error.message).toContain(`You probably mean ${api.origin}/api`);
  expect(error.details).toMatchObject({ suggestion: { url: `${api.origin}/api` } });
  expect((await refusal(api.origin)).message).toContain("no Ed-Fi API");
});

test.each([500, 503, 429])("a server that answers %i is down, not wrong", async (status) => {
  await using api = await startStub((_, response) => response.writeHead(status).end());
  expect((await refusal(api.origin)).code).toBe("offline");
});

test("nobody there is offline, with Node's code and what to do", async () => {
  const api = await startStub((_, response) => response.end());
  await api[Symbol.asyncDispose]();
  const error = await refusal(api.origin);
  expect(error).toMatchObject({ code: "offline", details: { code: "ECONNREFUSED" } });
  expect(error.message).toContain("whether the server is running");
});

test("a server that never answers is offline after the time-out", async () => {
  await using api = await startStub(() => undefined);
  expect(await refusal(api.origin, { requestTimeout: 100 })).toMatchObject({
    code: "offline",
    details: { reason: "timeout" },
  });
});

test("a signal ends the question", async () => {
  await using api = await startStub(() => undefined);
  const stop = new AbortController();
  const question = discovered(api.origin, {}, stop.signal).catch((error: unknown) => error);
  await expect.poll(() => api.seen.length).toBe(1);
  stop.abort();
  expect(await question).toMatchObject({ details: { reason: "aborted" } });
});
