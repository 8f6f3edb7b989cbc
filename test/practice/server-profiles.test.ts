import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { type ApiClient, connect, type Reply, request, sample } from "./api-client.ts";
import { mediaType, profileDefinitions } from "./profiles.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(
  assigned: readonly string[],
  options: PracticeOptions = {},
): Promise<[ApiClient, Practice]> {
  const practice = await startPractice({
    profileDefinitions,
    profiles: assigned,
    keys: [{}],
    ...options,
  });
  started.push(practice);
  return [await connect(practice), practice];
}

/** The same server without a profile: a student is enrolled, so that it can be read and changed. */
async function freely(practice: Practice): Promise<ApiClient> {
  const api = await connect({ ...practice, ...practice.keys[1] });
  await api.post("/ed-fi/localEducationAgencies", sample.district);
  await api.post("/ed-fi/schools", sample.school());
  await api.post("/ed-fi/students", whole);
  const reply = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment());
  expect(reply.status).toBe(201);
  return api;
}

const usual = "uri://ed-fi.org/OtherNameTypeDescriptor#Nickname";
const whole = {
  ...sample.student(),
  middleName: "Robin",
  preferredFirstName: "Sammy",
  otherNames: [{ otherNameTypeDescriptor: usual, firstName: "S", lastSurname: "D", middleName: "R" }],
};

const typeOf = (reply: Reply) => (reply.json as { type: string }).type.replace("urn:ed-fi:api:", "");
const errorOf = (reply: Reply) => (reply.json as { errors: string[] }).errors[0];
const stored = (practice: Practice) => practice.items("/ed-fi/students")[0]?.body;

describe("the one profile of a key", () => {
  it.each(["ods-6.2", "ods-7.3", "dms"] as const)("applies to plain JSON on %s", async (server) => {
    const [api, practice] = await start(["Names-Only"], { server });
    await freely(practice);
    const [read] = (await api.get("/ed-fi/students")).json as Record<string, unknown>[];
    const shown = Object.keys(read ?? {}).filter((name) => name !== "id" && !name.startsWith("_"));
    expect(shown.toSorted()).toEqual(["firstName", "lastSurname", "studentUniqueId"]);
    const changed = { ...sample.student(), lastSurname: "Roe", middleName: "Dropped" };
    expect((await api.post("/ed-fi/students", changed)).status).toBe(200);
    expect(stored(practice)).toEqual({ ...whole, lastSurname: "Roe" });
  });

  it("must be named on 5.3", async () => {
    const [api] = await start(["Names-Only"], { server: "ods-5.3" });
    const refused = await api.get("/ed-fi/students");
    expect([refused.status, (refused.json as { message: string }).message]).toEqual([
      403,
      `Based on profile assignments, the following profile-specific content type is required when requesting this resource: '${mediaType("names-only", "readable")}'`,
    ]);
    const accept = mediaType("names-only", "readable");
    expect((await api.get("/ed-fi/students", { accept })).status).toBe(200);
  });

  it("does not touch resources that it does not speak of", async () => {
    const [api, practice] = await start(["Names-Only"]);
    await freely(practice);
    const [school] = (await api.get("/ed-fi/schools")).json as Record<string, unknown>[];
    expect(school).toHaveProperty("gradeLevels");
  });

  it("drops hidden members of a new item, and keeps those that a PUT leaves out", async () => {
    const [api, practice] = await start(["Names-Only"]);
    await api.post("/ed-fi/students", { ...whole, studentUniqueId: "9" });
    expect(stored(practice)).toEqual({ ...sample.student("9") });
    await freely(practice);
    const all = (await api.get("/ed-fi/students")).json as { id: string; studentUniqueId: string }[];
    const id = all.find((one) => one.studentUniqueId === "604822")?.id;
    const put = await api.send("PUT", `/ed-fi/students/${id}`, { ...sample.student(), firstName: "Max" });
    expect(put.status).toBe(204);
    expect(practice.items("/ed-fi/students").at(-1)?.body).toEqual({ ...whole, firstName: "Max" });
  });

  it("keeps hidden members in the rows of a collection, by the rows' own keys", async () => {
    const [api, practice] = await start(["No-Middle-Names"]);
    await freely(practice);
    const other = "uri://ed-fi.org/OtherNameTypeDescriptor#Alias";
    const rows = [
      { otherNameTypeDescriptor: other, firstName: "A", lastSurname: "B", middleName: "Dropped" },
      { otherNameTypeDescriptor: usual, firstName: "New", lastSurname: "D" },
    ];
    await api.post("/ed-fi/students", { ...sample.student(), otherNames: rows });
    expect(stored(practice)).toMatchObject({
      middleName: "Robin",
      otherNames: [
        { otherNameTypeDescriptor: other, firstName: "A", lastSurname: "B" },
        { otherNameTypeDescriptor: usual, firstName: "New", lastSurname: "D", middleName: "R" },
      ],
    });
    expect(JSON.stringify(stored(practice))).not.toContain("Dropped");
    expect(JSON.stringify(stored(practice))).not.toContain("Sammy");
  });

  it.each([
    ["ods-7.3", "bad-request:data-policy-enforced"],
    ["dms", "data-policy-enforced"],
  ] as const)("lets %s create nothing whose required members it hides", async (server, type) => {
    const [api, practice] = await start(["No-Births"], { server });
    const refused = await api.post("/ed-fi/students", sample.student("9"));
    expect([refused.status, typeOf(refused)]).toEqual([400, type]);
    expect(errorOf(refused)).toBe(
      "The Profile definition for 'No-Births' excludes (or does not include) one or more required data elements needed to create the resource.",
    );
    await freely(practice);
    const changed = { ...sample.student(), lastSurname: "Roe", birthDate: "1999-01-01" };
    expect((await api.post("/ed-fi/students", changed)).status).toBe(200);
    expect(stored(practice)).toMatchObject({ lastSurname: "Roe", birthDate: "2010-01-13" });
  });

  it("refuses a use that it does not have with 405", async () => {
    const [api] = await start(["No-Middle-Names"]);
    expect((await api.get("/ed-fi/schools")).status).toBe(200);
    const refused = await api.post("/ed-fi/schools", sample.school());
    expect([refused.status, typeOf(refused)]).toEqual([405, "profile:method-usage"]);
  });
});

describe("several profiles of a key", () => {
  it("must be chosen from by name", async () => {
    const [api, practice] = await start(["Names-Only", "No-Middle-Names"]);
    await freely(practice);
    const refused = await api.get("/ed-fi/students");
    expect([refused.status, typeOf(refused)]).toEqual([403, "security:data-policy:incorrect-usage"]);
    expect(errorOf(refused)).toBe(
      `Based on profile assignments, one of the following profile-specific content types is required when requesting this resource: '${mediaType("names-only", "readable")}', '${mediaType("no-middle-names", "readable")}'`,
    );
    const accept = mediaType("names-only", "readable");
    const answer = await api.get("/ed-fi/students", { accept });
    expect(answer.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
    expect((answer.json as object[])[0]).not.toHaveProperty("birthDate");
    expect((await api.get("/ed-fi/schools")).status).toBe(200);
    const posted = await api.post("/ed-fi/students", sample.student());
    expect(posted.status).toBe(403);
    const contentType = mediaType("no-middle-names", "writable");
    const named = await api.post("/ed-fi/students", sample.student(), { "content-type": contentType });
    expect(named.status).toBe(200);
  });

  it("are told by token_info", async () => {
    const [, practice] = await start(["Names-Only", "No-Middle-Names"]);
    const pair = Buffer.from(`${practice.key}:${practice.secret}`).toString("base64");
    const given = await request("POST", `${practice.url}/oauth/token`, "grant_type=client_credentials", {
      authorization: `Basic ${pair}`,
      "content-type": "application/x-www-form-urlencoded",
    });
    const { access_token: token } = given.json as { access_token: string };
    const info = await request(
      "POST",
      `${practice.url}/oauth/token_info`,
      { token },
      {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
      },
    );
    expect(info.json).toMatchObject({ assigned_profiles: ["Names-Only", "No-Middle-Names"] });
  });
});

describe("a profile's media type", () => {
  it("may name any profile when none is assigned, but none that is not when some are", async () => {
    const accept = mediaType("names-only", "readable");
    const [free] = await start([]);
    expect((await free.get("/ed-fi/students", { accept })).status).toBe(200);
    const [bound] = await start(["No-Middle-Names"]);
    const refused = await bound.get("/ed-fi/students", { accept });
    expect([refused.status, typeOf(refused)]).toEqual([403, "security:data-policy:incorrect-usage"]);
  });

  it("is refused when it is misbuilt, unknown, of another resource or for the other direction", async () => {
    const [api] = await start([]);
    const reading = async (accept: string) => {
      const reply = await api.get("/ed-fi/students", { accept });
      return [reply.status, typeOf(reply)];
    };
    const writing = async (contentType: string) => {
      const reply = await api.post("/ed-fi/students", sample.student(), { "content-type": contentType });
      return [reply.status, typeOf(reply)];
    };
    const misuse = "profile:invalid-profile-usage";
    expect(await reading("application/vnd.ed-fi.invalid")).toEqual([400, misuse]);
    expect(await reading(mediaType("names-only", "writable"))).toEqual([400, misuse]);
    expect(await reading(mediaType("names-only", "readable", "school"))).toEqual([400, misuse]);
    expect(await reading(mediaType("unknown", "readable"))).toEqual([406, misuse]);
    expect(await writing(mediaType("unknown", "writable"))).toEqual([415, misuse]);
    expect(await writing(mediaType("names-only", "readable"))).toEqual([400, misuse]);
    const accepted = { "content-type": mediaType("names-only", "writable") };
    expect((await api.post("/ed-fi/students", sample.student(), accepted)).status).toBe(201);
  });
});
