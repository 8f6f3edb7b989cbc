import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import type { Asker } from "../../electron/core/api/document.ts";
import { fetchDependencies, fetchOpenApi } from "../../electron/core/api/metadata.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import type { ServerInfo } from "../../electron/core/api/types.ts";
import { type Stub, sendJson, serverAt, settingsFor, startStub } from "./api-stub-server.ts";

async function asking<T>(origin: string, work: (server: ServerInfo, asker: Asker) => Promise<T>): Promise<T> {
  const settings = settingsFor(origin);
  const dispatcher = createDispatcher(settings);
  try {
    return await work(serverAt(origin), { dispatcher, timeout: settings.requestTimeout });
  } finally {
    await dispatcher.destroy();
  }
}

const etags = { resources: '"r1"', descriptors: '"d1"' };

/** A server whose two documents have the validators that the test gives. */
function startMetadata(current: () => { resources: string; descriptors: string }): Promise<Stub> {
  return startStub((seen, response: ServerResponse) => {
    const base = `http://${seen.headers.host}/metadata/data/v3`;
    if (seen.path === "/metadata/") {
      sendJson(response, 200, [
        { name: "Test-Profile", endpointUri: `${base}/profiles/x/swagger.json`, prefix: "Profiles" },
        { name: "Descriptors", endpointUri: `${base}/descriptors/swagger.json`, prefix: "" },
        { name: "Resources", endpointUri: `${base}/profiles/y/swagger.json`, prefix: "Profiles" },
        { name: "Resources", endpointUri: `${base}/resources/swagger.json`, prefix: "" },
      ]);
      return;
    }
    const name = seen.path.includes("/resources/") ? "resources" : "descriptors";
    const etag = current()[name];
    if (seen.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else sendJson(response, 200, { document: name, etag }, { etag });
  });
}

test("the two documents of the whole model are read, not those of profiles", async () => {
  await using api = await startMetadata(() => etags);
  const openApi = await asking(api.origin, fetchOpenApi);
  expect(openApi).toEqual({
    kind: "documents",
    resources: { document: "resources", etag: '"r1"' },
    descriptors: { document: "descriptors", etag: '"d1"' },
    etags,
  });
  expect(api.seen.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

test("documents that are known already are not sent again", async () => {
  await using api = await startMetadata(() => etags);
  expect(await asking(api.origin, (server, asker) => fetchOpenApi(server, asker, etags))).toEqual({
    kind: "not-modified",
  });
});

test("when one of the two is new, both are brought (trap 19)", async () => {
  await using api = await startMetadata(() => ({ ...etags, resources: '"r2"' }));
  expect(await asking(api.origin, (server, asker) => fetchOpenApi(server, asker, etags))).toMatchObject({
    kind: "documents",
    resources: { etag: '"r2"' },
    descriptors: { etag: '"d1"' },
    etags: { resources: '"r2"', descriptors: '"d1"' },
  });
});

test.each([401, 403, 404])(
  "metadata that the host keeps to itself (%i) is missing, not a failure",
  async (status) => {
    await using api = await startStub((_, response) => response.writeHead(status).end());
    expect(await asking(api.origin, fetchOpenApi)).toEqual({ kind: "missing" });
    expect(await asking(api.origin, fetchDependencies)).toBeUndefined();
  },
);

test("a discovery document without metadata asks nothing", async () => {
  await using api = await startStub((_, response) => response.end());
  const { data, oauth } = serverAt(api.origin).endpoints;
  const server = { ...serverAt(api.origin), endpoints: { data, oauth } };
  expect(await asking(api.origin, (_, asker) => fetchOpenApi(server, asker))).toEqual({ kind: "missing" });
  expect(await asking(api.origin, (_, asker) => fetchDependencies(server, asker))).toBeUndefined();
  expect(api.seen).toHaveLength(0);
});

test("a list without the two documents is missing metadata", async () => {
  await using api = await startStub((_, response) => sendJson(response, 200, []));
  expect(await asking(api.origin, fetchOpenApi)).toEqual({ kind: "missing" });
});

test("a document elsewhere is not fetched", async () => {
  await using other = await startStub((_, response) => response.end("{}"));
  await using api = await startStub((_, response) =>
    sendJson(
      response,
      200,
      ["Resources", "Descriptors"].map((name) => ({
        name,
        endpointUri: `${other.origin}/x.json`,
        prefix: "",
      })),
    ),
  );
  await expect(asking(api.origin, fetchOpenApi)).rejects.toThrow(other.origin);
  expect(other.seen).toHaveLength(0);
});

test.each([
  [503, "offline"],
  [429, "offline"],
  [302, "unusable"],
])("a server that answers %i for its metadata is %s", async (status, code) => {
  await using api = await startStub((_, response) => response.writeHead(status).end());
  await expect(asking(api.origin, fetchOpenApi)).rejects.toMatchObject({ code });
  await expect(asking(api.origin, fetchDependencies)).rejects.toMatchObject({ code });
});

test("a page in place of metadata is unusable", async () => {
  await using api = await startStub((_, response) => response.end("<html>Sign in</html>"));
  await expect(asking(api.origin, fetchOpenApi)).rejects.toMatchObject({ code: "unusable" });
  await expect(asking(api.origin, fetchDependencies)).rejects.toMatchObject({ code: "unusable" });
});

test("dependencies keep their rows, in the server's order, with the operations that we know", async () => {
  await using api = await startStub((_, response) =>
    sendJson(response, 200, [
      { resource: "/ed-fi/students", order: 14, operations: ["Update", "Frobnicate"] },
      { resource: "/ed-fi/students", order: 3, operations: ["Create"], extra: 1 },
    ]),
  );
  expect(await asking(api.origin, fetchDependencies)).toEqual([
    { resource: "/ed-fi/students", order: 14, operations: ["Update"] },
    { resource: "/ed-fi/students", order: 3, operations: ["Create"] },
  ]);
});
