import { expect, test } from "vitest";
import { discover } from "../../electron/core/api/discovery.ts";
import { createDispatcher } from "../../electron/core/api/pool.ts";
import { createTokens } from "../../electron/core/api/token.ts";
import { fetchPermissions } from "../../electron/core/api/token-info.ts";
import type { ServerInfo } from "../../electron/core/api/types.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { Permissions } from "../../shared/domain/permissions.ts";
import { serverAt, settingsFor, startStub } from "./api-stub-server.ts";

const token = { value: "t", authorization: "Bearer t" };

async function permissionsOf(origin: string, change: (server: ServerInfo) => ServerInfo = (same) => same) {
  const dispatcher = createDispatcher(settingsFor(origin));
  try {
    return await fetchPermissions({ dispatcher, timeout: 5000 }, change(serverAt(origin)), token);
  } finally {
    await dispatcher.destroy();
  }
}

/** What ODS/API before 7.3 says in discovery: nothing of token_info. */
const older = ({ endpoints: { tokenInfo, ...endpoints }, ...server }: ServerInfo): ServerInfo => ({
  ...server,
  version: "7.1",
  endpoints,
});

test("everything that a server tells is kept, and ids of organizations are exact at any length", async () => {
  const answer = `{ "active": true, "client_id": "x", "namespace_prefixes": ["uri://ed-fi.org"],
    "education_organizations": [
      { "education_organization_id": 745672453832456001, "name_of_institution": "Practice ISD",
        "type": "edfi.LocalEducationAgency" },
      { "education_organization_id": 255901001, "name_of_institution": null, "type": null },
      { "name_of_institution": "without an id" } ],
    "assigned_profiles": ["Some-Profile"], "claim_set": { "name": "SIS Vendor" },
    "resources": [{ "resource": "/ed-fi/students", "operations": ["Create", "Read"] }], "services": [] }`;
  await using api = await startStub((_, response) => response.end(answer));
  const permissions = await permissionsOf(api.origin);
  expect(Permissions.parse(permissions)).toEqual({
    at: expect.stringMatching(/^20\d\d-/),
    claimSet: "SIS Vendor",
    namespacePrefixes: ["uri://ed-fi.org"],
    organizations: [
      { id: "745672453832456001", name: "Practice ISD", type: "LocalEducationAgency" },
      { id: "255901001" },
    ],
    profiles: ["Some-Profile"],
    resources: [{ resource: "/ed-fi/students", operations: ["Create", "Read"] }],
  });
  expect(api.seen[0]).toMatchObject({ method: "POST", path: "/oauth/token_info", body: '{"token":"t"}' });
});

test("a server before 7.3 is asked beside its token URL, and lists no resources", async () => {
  await using api = await startStub((_, response) =>
    response.end('{"active":true,"namespace_prefixes":null}'),
  );
  const permissions = await permissionsOf(api.origin, older);
  expect(permissions).toEqual({
    at: expect.any(String),
    namespacePrefixes: [],
    organizations: [],
    profiles: [],
  });
  expect(api.seen[0]?.path).toBe("/oauth/token_info");
});

test.each([
  [404, (same: ServerInfo) => same, "not-offered"],
  [400, older, "not-offered"],
  [400, (same: ServerInfo) => same, "refused"],
  [401, (same: ServerInfo) => same, "refused"],
] as const)("an answer of %i is a refusal with a sentence", async (status, change, kind) => {
  await using api = await startStub((_, response) => response.writeHead(status).end());
  const refusal = await permissionsOf(api.origin, change);
  expect(refusal).toEqual({ kind, status, sentence: expect.stringMatching(/ask the host/i) });
});

test("something else that says 200 is a refusal, a server that is away another", async () => {
  const api = await startStub((_, response) => response.end("<html>sign in</html>"));
  expect(await permissionsOf(api.origin)).toMatchObject({ kind: "refused", status: 200 });
  await api[Symbol.asyncDispose]();
  expect(await permissionsOf(api.origin)).toMatchObject({ kind: "offline" });
});

test.each(["ods-5.3", "ods-7.3", "dms"] as const)(
  "%s as the practice API plays it is understood",
  async (kind) => {
    const practice = await startPractice({ server: kind });
    const settings = settingsFor(practice.url);
    const dispatcher = createDispatcher(settings);
    const asker = { dispatcher, timeout: 5000 };
    const server = await discover(settings, dispatcher);
    const { key, secret } = practice;
    const tokens = createTokens({ credentials: async () => ({ key, secret }) });
    const given = await tokens.obtain({ url: server.endpoints.oauth, asker });
    if (given.kind !== "token") throw new Error("a token was expected");
    const permissions = Permissions.parse(await fetchPermissions(asker, server, given));
    expect(permissions.resources === undefined).toBe(kind === "ods-5.3");
    await dispatcher.destroy();
    await practice.close();
  },
);
