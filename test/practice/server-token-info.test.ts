import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { askToken, connect, type Reply, request, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(options: PracticeOptions): Promise<Practice> {
  const practice = await startPractice(options);
  started.push(practice);
  return practice;
}

const tokenOf = async (practice: Practice) =>
  ((await askToken(practice)).json as { access_token: string }).access_token;

function introspect(practice: Practice, bearer: string, body: object): Promise<Reply> {
  return request("POST", `${practice.url}/oauth/token_info`, body, {
    authorization: `Bearer ${bearer}`,
    "content-type": "application/json",
  });
}

const rights = {
  educationOrganizationIds: [255901],
  namespacePrefixes: ["uri://ed-fi.org", "uri://west.org"],
  claims: { name: "SIS Vendor", resources: { "/ed-fi/schools": ["Create", "Read"] } },
} as const;

async function informed(server: PracticeOptions["server"] & string): Promise<Record<string, unknown>> {
  const practice = await start({
    server,
    educationOrganizationIds: [255901],
    namespacePrefixes: rights.namespacePrefixes,
    keys: [rights],
  });
  const api = await connect(practice);
  await api.post("/ed-fi/localEducationAgencies", sample.district);
  await api.post("/ed-fi/schools", sample.school());
  const limited = { ...practice, ...practice.keys[1] };
  const token = await tokenOf(limited);
  return (await introspect(limited, token, { token })).json as Record<string, unknown>;
}

describe("token_info", () => {
  it("tells on 7.3 and the DMS what the claim set holds, on older servers nothing of it", async () => {
    const recent = await informed("ods-7.3");
    expect(recent.claim_set).toEqual({ name: "SIS Vendor" });
    expect(recent.resources).toEqual([{ resource: "/ed-fi/schools", operations: ["Create", "Read"] }]);
    expect(recent.services).toEqual([]);
    expect(recent.namespace_prefixes).toEqual(["uri://ed-fi.org", "uri://west.org"]);
    expect((await informed("dms")).resources).toHaveLength(1);
    for (const server of ["ods-5.3", "ods-6.2", "ods-7.1"] as const) {
      const old = await informed(server);
      expect(Object.keys(old)).toEqual([
        "active",
        "client_id",
        "namespace_prefixes",
        "education_organizations",
        "student_identification_system",
        "assigned_profiles",
      ]);
    }
    expect(await informed("dms")).not.toHaveProperty("student_identification_system");
  });

  it("lists the key's organizations and what belongs to them, with the ids of those above", async () => {
    expect((await informed("ods-7.3")).education_organizations).toEqual([
      {
        education_organization_id: 255901,
        name_of_institution: "Grand Bend",
        type: "edfi.LocalEducationAgency",
        local_education_agency_id: 255901,
      },
      {
        education_organization_id: 255901001,
        name_of_institution: "High School",
        type: "edfi.School",
        school_id: 255901001,
        local_education_agency_id: 255901,
      },
    ]);
  });

  it("wants on 7.3 the very token of the header", async () => {
    const practice = await start({});
    const [one, other] = [await tokenOf(practice), await tokenOf(practice)];
    const different = await introspect(practice, one, { token: other });
    expect([different.status, (different.json as { detail: string }).detail]).toEqual([
      400,
      "The authentication token and the token to inspect must match.",
    ]);
    for (const body of [{}, { token: "no guid" }]) {
      const reply = await introspect(practice, one, body);
      expect([reply.status, (reply.json as { errors: string[] }).errors]).toEqual([
        400,
        ["The token was not present, or was not processable as a GUID value."],
      ]);
    }
    const unknown = await introspect(practice, "0".repeat(32), { token: one });
    expect([unknown.status, unknown.text]).toEqual([401, ""]);
  });

  it("tells older servers' keys of any token of their own, and of no other", async () => {
    const practice = await start({ server: "ods-7.1", keys: [{}] });
    const [one, again] = [await tokenOf(practice), await tokenOf(practice)];
    const foreign = await tokenOf({ ...practice, ...practice.keys[1] });
    const ask = async (token: string) => (await introspect(practice, one, { token })).status;
    expect([await ask(again), await ask(foreign), await ask("0".repeat(32)), await ask("short")]).toEqual([
      200, 401, 404, 400,
    ]);
    expect((await introspect(practice, one, {})).json).toEqual({ message: "Invalid token" });
  });

  it("takes the name of the member in any letter case on the DMS, and says what does not match", async () => {
    const practice = await start({ server: "dms" });
    const [one, other] = [await tokenOf(practice), await tokenOf(practice)];
    expect((await introspect(practice, one, { tOkEn: one })).status).toBe(200);
    const errors = async (body: object) =>
      ((await introspect(practice, one, body)).json as { errors: string[] }).errors;
    expect(await errors({})).toEqual(["The token was not present, or was not processable."]);
    expect(await errors({ token: other })).toEqual([
      "The Authorization header token does not match the token in the request body.",
    ]);
  });
});
