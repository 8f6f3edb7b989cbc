import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { testSteps } from "../../electron/core/api/probe.ts";
import type { ConnectionSettings, Credentials, TestStep } from "../../shared/domain/connection.ts";
import { type Stub, sendJson, settingsFor, startStub } from "./api-stub-server.ts";

const pair = { key: "populatedKey", secret: "populatedSecret" };

async function steps(
  url: string,
  credentials: Credentials | undefined = pair,
  more: Partial<ConnectionSettings> = {},
): Promise<TestStep[]> {
  const all: TestStep[] = [];
  for await (const step of testSteps(settingsFor(url, more), credentials)) all.push(step);
  return all;
}

type Route = (response: ServerResponse) => void;

/** A good ODS/API 7.3, but for the routes that the test gives. */
function startApi(routes: Record<string, Route> = {}, more: object = {}): Promise<Stub> {
  return startStub((seen, response) => {
    const path = seen.path.split("?")[0] ?? "";
    const route = routes[path];
    if (route !== undefined) return route(response);
    const base = `http://${seen.headers.host}`;
    const good: Record<string, unknown> = {
      "/": {
        version: "7.3",
        informationalVersion: "7.3.2",
        suite: "3",
        dataModels: [
          { name: "Ed-Fi", version: "5.2.0" },
          { name: "TPDM", version: "1.1.0" },
        ],
        urls: {
          oauth: `${base}/oauth/token`,
          oauthTokenIntrospection: `${base}/oauth/token_info`,
          dataManagementApi: `${base}/data/v3/`,
          ...more,
        },
      },
      "/oauth/token": { access_token: "t", expires_in: 1800, token_type: "bearer" },
      "/oauth/token_info": {
        active: true,
        namespace_prefixes: ["uri://ed-fi.org"],
        education_organizations: [
          {
            education_organization_id: 255901,
            name_of_institution: "Practice ISD",
            type: "edfi.LocalEducationAgency",
          },
          { education_organization_id: 255901001 },
        ],
        claim_set: { name: "SIS Vendor" },
        resources: [
          { resource: "/ed-fi/students", operations: ["Create", "Read"] },
          { resource: "/ed-fi/schools", operations: ["Read"] },
        ],
      },
      "/data/v3/ed-fi/students": [],
      "/data/v3/ed-fi/schools": [],
    };
    if (path in good) sendJson(response, 200, good[path]);
    else response.writeHead(404).end();
  });
}

test("a good connection passes all steps, and each says what it found", async () => {
  await using api = await startApi();
  expect(await steps(api.origin)).toEqual([
    { step: "address", ok: true, found: api.origin },
    { step: "tls", ok: true, found: "http on this machine: nothing leaves it" },
    {
      step: "discovery",
      ok: true,
      status: 200,
      found: "ODS/API 7.3.2, Ed-Fi 5.2.0, TPDM 1.1.0",
      details: [
        "Version: ODS/API 7.3.2",
        "Data standard: Ed-Fi 5.2.0",
        "Extensions: TPDM 1.1.0",
        `Data: ${api.origin}/data/v3`,
        `Token: ${api.origin}/oauth/token`,
        `Token info: ${api.origin}/oauth/token_info`,
        "Dependencies: not offered",
        "Metadata: not offered",
        "Change queries: not offered",
      ],
    },
    { step: "token", ok: true, status: 200, found: "a token for 30 minutes" },
    {
      step: "token_info",
      ok: true,
      status: 200,
      found: "claim set SIS Vendor, 2 education organizations, namespaces uri://ed-fi.org",
      details: ["255901: Practice ISD, LocalEducationAgency", "255901001"],
    },
    { step: "read", ok: true, status: 200, found: "the key may read students" },
    { step: "permissions", ok: true, found: "may write 1 and read 2 resources" },
  ]);
  expect(api.seen.filter(({ path }) => path === "/oauth/token")).toHaveLength(1);
});

test("what discovery found comes back with the steps", async () => {
  await using api = await startApi();
  const probe = testSteps(settingsFor(api.origin), undefined);
  let next = await probe.next();
  while (!next.done) next = await probe.next();
  expect(next.value).toMatchObject({ product: "ods", version: "7.3.2" });
  expect(api.seen.map(({ path }) => path)).toEqual(["/"]);
});

test("http to another machine ends at the address, and nothing is sent", async () => {
  expect(await steps("http://api.example.org/v7.3/api")).toEqual([
    {
      step: "address",
      ok: false,
      suggestion: { url: "https://api.example.org/v7.3/api" },
      advice: expect.stringContaining("Enter the https address"),
    },
  ]);
});

test("a server that is not there ends at the address", async () => {
  const api = await startApi();
  await api[Symbol.asyncDispose]();
  expect(await steps(api.origin)).toEqual([
    { step: "address", ok: false, advice: expect.stringContaining("Nothing listens") },
  ]);
});

test("a server that does not answer ends at discovery", async () => {
  await using api = await startApi({ "/": () => undefined });
  const last = (await steps(api.origin, pair, { requestTimeout: 100 })).at(-1);
  expect(last).toMatchObject({
    step: "discovery",
    ok: false,
    advice: expect.stringContaining("did not answer in time"),
  });
});

test("what is no Ed-Fi API ends at discovery, with the address that was meant", async () => {
  await using api = await startApi();
  const last = (await steps(`${api.origin}/data/v3`)).at(-1);
  expect(last).toMatchObject({ step: "discovery", ok: false, status: 404 });
  expect(last?.advice).toContain(`You probably mean ${api.origin}`);
});

test("a certificate file that cannot be read ends at tls", async () => {
  await using api = await startApi();
  expect(await steps(api.origin, pair, { caFile: "no-such-file.pem" })).toEqual([
    { step: "tls", ok: false, advice: expect.stringContaining("cannot be read") },
  ]);
});

test.each([400, 401])(
  "a wrong secret (%i) ends at the token, without a word of it (trap 9)",
  async (status) => {
    await using api = await startApi({
      "/oauth/token": (response) => sendJson(response, status, { error: "invalid_client" }),
    });
    const all = await steps(api.origin);
    expect(all.at(-1)).toMatchObject({ step: "token", ok: false, status });
    expect(all.at(-1)?.advice).toContain("does not accept this key and secret");
    expect(JSON.stringify(all)).not.toContain("populated");
  },
);

test("too many live tokens are told as such", async () => {
  await using api = await startApi({ "/oauth/token": (response) => response.writeHead(429).end() });
  expect((await steps(api.origin)).at(-1)).toMatchObject({
    step: "token",
    ok: false,
    advice: expect.stringContaining("too many are alive"),
  });
});

test("a server without token_info, and one that has it switched off, lack nothing", async () => {
  await using absent = await startApi({}, { oauthTokenIntrospection: undefined });
  await using off = await startApi({ "/oauth/token_info": (response) => response.writeHead(404).end() });
  for (const api of [absent, off]) {
    const all = await steps(api.origin);
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(all[4]).toMatchObject({ step: "token_info", found: "this server does not offer it" });
    expect(all[6]).toMatchObject({
      step: "permissions",
      found: "servers before 7.3 do not list permissions",
    });
  }
});

test("a key that may read schools but no students is good enough", async () => {
  await using api = await startApi({
    "/data/v3/ed-fi/students": (response) => response.writeHead(403).end(),
  });
  expect((await steps(api.origin))[5]).toMatchObject({
    step: "read",
    ok: true,
    found: "the key may read schools",
  });
});

test.each([
  [401, "active"],
  [403, "claim set"],
  [404, "tenant"],
  [500, "belongs to no database"],
])("reading that is answered %i gives advice, and the last step is still done", async (status, word) => {
  const answer: Route = (response) => response.writeHead(status).end();
  await using api = await startApi({ "/data/v3/ed-fi/students": answer, "/data/v3/ed-fi/schools": answer });
  const all = await steps(api.origin);
  expect(all[5]).toMatchObject({ step: "read", ok: false, status, advice: expect.stringContaining(word) });
  expect(all[6]?.step).toBe("permissions");
});

test("a key that may write nothing is told", async () => {
  await using api = await startApi({
    "/oauth/token_info": (response) => sendJson(response, 200, { active: true, resources: [] }),
  });
  expect((await steps(api.origin)).at(-1)).toMatchObject({
    step: "permissions",
    ok: false,
    advice: expect.stringContaining("may write nothing"),
  });
});

test("a test that is given up half way leaves no connection behind", async () => {
  await using api = await startApi();
  for await (const step of testSteps(settingsFor(api.origin), pair)) {
    if (step.step === "discovery") break;
  }
  expect(api.seen.map(({ path }) => path)).toEqual(["/"]);
});
