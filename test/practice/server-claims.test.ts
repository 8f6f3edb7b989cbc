import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { type ApiClient, connect, type Reply, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(options: PracticeOptions): Promise<ApiClient> {
  const practice = await startPractice(options);
  started.push(practice);
  return connect(practice);
}

const everything = ["Create", "Read", "Update", "Delete", "ReadChanges"] as const;
const typeOf = (reply: Reply) => (reply.json as { type: string }).type.replace("urn:ed-fi:api:", "");
const messageOf = (reply: Reply) => (reply.json as { message: string }).message;
const errorOf = (reply: Reply) => (reply.json as { errors: string[] }).errors[0];

/** Schools may be created and read, grades not even seen, all else is free. */
const claims = {
  name: "SIS Vendor",
  resources: { "*": everything, "/ed-fi/schools": ["Create", "Read"], "/ed-fi/grades": [] },
} as const;

async function withSchool(server: ServerKind): Promise<ApiClient> {
  const api = await start({ server, claims });
  await api.post("/ed-fi/localEducationAgencies", sample.district);
  expect((await api.post("/ed-fi/schools", sample.school())).status).toBe(201);
  return api;
}

describe("claims", () => {
  it("are asked for each operation: a POST of an existing item is an update", async () => {
    const api = await withSchool("ods-7.3");
    const schools = (await api.get("/ed-fi/schools")).json as { id: string }[];
    const replies = [
      await api.post("/ed-fi/schools", sample.school()),
      await api.send("PUT", `/ed-fi/schools/${schools[0]?.id}`, sample.school()),
      await api.send("DELETE", `/ed-fi/schools/${schools[0]?.id}`),
      await api.get("/ed-fi/schools/deletes"),
    ];
    expect(replies.map((reply) => [reply.status, typeOf(reply)])).toEqual(
      replies.map(() => [403, "security:authorization:access-denied:action"]),
    );
    expect(errorOf(replies[0] as Reply)).toBe(
      "The API client's assigned claim set (currently 'SIS Vendor') must grant permission of the 'http://ed-fi.org/odsapi/actions/update' action on one of the following resource claims: 'http://ed-fi.org/identity/claims/ed-fi/school'.",
    );
  });

  it("refuse a resource that they do not hold as a whole, in the form of each version", async () => {
    const recent = await (await start({ claims })).get("/ed-fi/grades");
    expect([recent.status, typeOf(recent)]).toEqual([403, "security:authorization:access-denied:resource"]);
    const service = await (await start({ server: "dms", claims })).get("/ed-fi/grades");
    expect([service.status, typeOf(service)]).toEqual([403, "security:authorization:"]);
    const old = await (await start({ server: "ods-6.2", claims })).get("/ed-fi/grades");
    expect([old.status, messageOf(old)]).toEqual([403, expect.stringContaining("Are you missing a claim?")]);
  });

  it("are named by the DMS with the resource and the plain action, by older servers in one sentence", async () => {
    const service = await (await withSchool("dms")).post("/ed-fi/schools", sample.school());
    expect(errorOf(service)).toMatch(/'Update' action on one of the following resource claims: School$/);
    const old = await (await withSchool("ods-5.3")).post("/ed-fi/schools", sample.school());
    expect(messageOf(old)).toBe(
      "Access to the resource could not be authorized for the requested action 'http://ed-fi.org/odsapi/actions/update'.",
    );
  });

  it("on a resource that the model does not have are refused at the start", async () => {
    await expect(startPractice({ claims: { resources: { "/ed-fi/nothing": ["Read"] } } })).rejects.toThrow(
      /its model has no such resource/,
    );
  });
});

describe("namespace prefixes", () => {
  const colour = (namespace: string) => ({ namespace, codeValue: "Blue", shortDescription: "Blue" });
  const path = "/ed-fi/sexDescriptors";

  it("limit what descriptors a key writes, and are named in the refusal", async () => {
    const api = await start({ namespacePrefixes: ["uri://west.org", "uri://south.org"] });
    expect((await api.post(path, colour("uri://west.org/SexDescriptor"))).status).toBe(201);
    const refused = await api.post(path, colour("uri://ed-fi.org/SexDescriptor"));
    expect([refused.status, typeOf(refused)]).toEqual([
      403,
      "security:authorization:namespace:access-denied:namespace-mismatch",
    ]);
    expect((refused.json as { detail: string }).detail).toContain("('uri://west.org', 'uri://south.org')");
    const all = (await api.get(`${path}?codeValue=Female`)).json as { id: string }[];
    const deletion = await api.send("DELETE", `${path}/${all[0]?.id}`);
    expect((deletion.json as { detail: string }).detail).toContain("The existing 'Namespace' value");
  });

  it("are put into one sentence by older servers", async () => {
    const api = await start({ server: "ods-7.1", namespacePrefixes: ["uri://west.org"] });
    const refused = await api.post(path, colour("uri://ed-fi.org/SexDescriptor"));
    expect([refused.status, messageOf(refused)]).toEqual([
      403,
      "Access to the resource item could not be authorized based on the caller's NamespacePrefix claims: 'uri://west.org'.",
    ]);
  });

  it("that are none let nothing with a namespace be written", async () => {
    const api = await start({ namespacePrefixes: [] });
    const refused = await api.post(path, colour("uri://ed-fi.org/SexDescriptor"));
    expect(typeOf(refused)).toBe("security:authorization:namespace:invalid-client:no-namespaces");
  });
});
