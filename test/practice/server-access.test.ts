import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { askToken, basic, connect, request, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(options: PracticeOptions): Promise<Practice> {
  const practice = await startPractice(options);
  started.push(practice);
  return practice;
}

interface Discovery {
  readonly urls: Record<string, string>;
  readonly [name: string]: unknown;
}

async function discover(url: string): Promise<Discovery> {
  return (await request("GET", url)).json as Discovery;
}

describe("discovery", () => {
  it("has the fields of each version", async () => {
    const five = await discover((await start({ server: "ods-5.3" })).url);
    expect([five.version, five.apiMode, five.urls.changeQueries]).toEqual(["5.3", "Sandbox", undefined]);
    const seven = await discover((await start({ server: "ods-7.3" })).url);
    expect([seven.apiMode, seven.applicationName]).toEqual([undefined, "Ed-Fi Alliance ODS/API"]);
    expect(seven.urls.oauthTokenIntrospection).toMatch(/\/oauth\/token_info$/);
    const service = await discover((await start({ server: "dms" })).url);
    expect(service.suite).toBeUndefined();
    expect(service.urls.dataManagementApi).toMatch(/\/data$/);
    expect(service.urls.tokenInfo).toBeDefined();
  });

  it("prints today's year and a placeholder before 7.0, whatever the client wants", async () => {
    const practice = await start({ server: "ods-5.3", pathLayout: { instance: "west", year: 1999 } });
    const { urls } = await discover(practice.url);
    expect(urls.dataManagementApi).toBe(`${practice.url}/data/v3/{instance}/${new Date().getFullYear()}`);
    const token = await request("POST", `${practice.url}/west/oauth/token`, "grant_type=client_credentials", {
      authorization: basic(practice),
      "content-type": "application/x-www-form-urlencoded",
    });
    const authorization = `Bearer ${(token.json as { access_token: string }).access_token}`;
    const schools = `${practice.url}/data/v3/west/1999/ed-fi/schools`;
    expect((await request("GET", schools, undefined, { authorization })).status).toBe(200);
  });

  it("prints placeholders above a tenant and a context, and fills them in below", async () => {
    const practice = await start({ pathLayout: { tenant: "west", context: "2025" } });
    const { origin } = new URL(practice.url);
    expect(practice.url).toBe(`${origin}/west/2025`);
    expect((await discover(origin)).urls.oauth).toBe(
      `${origin}/{tenantIdentifier}/{schoolYearFromRoute}/oauth/token`,
    );
    expect((await discover(`${origin}/west`)).urls.oauth).toBe(
      `${origin}/west/{schoolYearFromRoute}/oauth/token`,
    );
    expect((await discover(practice.url)).urls.oauth).toBe(`${origin}/west/2025/oauth/token`);
    expect((await request("GET", `${origin}/east`)).status).toBe(404);
    const api = await connect(practice);
    expect((await api.post("/ed-fi/students", sample.student())).status).toBe(201);
  });
});

describe("a port", () => {
  it("that another program has is refused with a sentence", async () => {
    const first = await start({});
    await expect(start({ port: Number(new URL(first.url).port) })).rejects.toThrow(
      /cannot be had on this machine/,
    );
  });
});

describe("metadata", () => {
  it("lists documents where discovery says, with ETags on 7.x", async () => {
    const practice = await start({ server: "ods-7.3" });
    const { urls } = await discover(practice.url);
    const list = (await request("GET", urls.openApiMetadata ?? "")).json as {
      name: string;
      endpointUri: string;
    }[];
    expect(list.map((one) => one.name)).toEqual(["Resources", "Descriptors"]);
    const document = await request("GET", list[0]?.endpointUri ?? "");
    expect(document.json).toMatchObject({ servers: [{ url: `${practice.url}/data/v3` }] });
    const tag = document.headers.get("etag") ?? "";
    const again = await request("GET", list[0]?.endpointUri ?? "", undefined, { "if-none-match": tag });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  it("serves given documents as they are", async () => {
    const real = { openapi: "3.0.1", servers: [{ url: "HOST_URL/data/v3" }], paths: {}, components: {} };
    const practice = await start({ openApi: [real] });
    const url = `${practice.url}/metadata/data/v3/descriptors/swagger.json`;
    expect((await request("GET", url)).json).toEqual(real);
  });

  it("orders dependencies with Update rows for people, but not on 5.3", async () => {
    const rowsOf = async (server: "ods-5.3" | "ods-7.3") => {
      const { urls } = await discover((await start({ server })).url);
      const rows = (await request("GET", urls.dependencies ?? "")).json as {
        resource: string;
        operations: string[];
      }[];
      return rows.filter((row) => row.resource === "/ed-fi/students").map((row) => row.operations.join());
    };
    expect(await rowsOf("ods-5.3")).toEqual(["Create"]);
    expect(await rowsOf("ods-7.3")).toEqual(["Create", "Update"]);
  });
});

describe("the token endpoint", () => {
  it("refuses a wrong secret with 400 on 5.3, 401 elsewhere, in the form of each", async () => {
    const answers = [];
    for (const server of ["ods-5.3", "ods-7.3", "dms"] as const) {
      const practice = await start({ server });
      const wrong = `Basic ${Buffer.from(`${practice.key}:nonsense`).toString("base64")}`;
      const reply = await askToken(practice, { authorization: wrong });
      const body = reply.json as { error?: string; title?: string };
      answers.push([reply.status, body.error ?? body.title]);
    }
    expect(answers).toEqual([
      [400, "invalid_client"],
      [401, "invalid_client"],
      [401, "invalid_client"],
    ]);
  });

  it("takes credentials in the body on an ODS, never on the DMS, and never twice", async () => {
    const ods = await start({});
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: ods.key,
      client_secret: ods.secret,
    }).toString();
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect((await request("POST", `${ods.url}/oauth/token`, body, form)).status).toBe(200);
    const both = { ...form, authorization: basic(ods) };
    expect((await request("POST", `${ods.url}/oauth/token`, body, both)).json).toEqual({
      error: "invalid_client",
    });
    const dms = await start({ server: "dms", key: ods.key, secret: ods.secret });
    expect((await request("POST", `${dms.url}/oauth/token`, body, form)).status).toBe(400);
    const grant = await request("POST", `${ods.url}/oauth/token`, "grant_type=password", both);
    expect(grant.json).toEqual({ error: "unsupported_grant_type" });
  });

  it("gives at most 15 live tokens on 7.3", async () => {
    const practice = await start({});
    const replies = [];
    for (let count = 0; count < 16; count += 1) replies.push(await askToken(practice));
    expect(replies.slice(0, 15).every((reply) => reply.status === 200)).toBe(true);
    expect(replies[15]?.status).toBe(429);
    expect(replies[15]?.json).toMatchObject({
      type: "urn:ed-fi:api:security:authentication:too-many-tokens",
    });
    expect(practice.counts().tokenRequests).toBe(16);
  });

  it("gives tokens that expire, and follows a changed secret", async () => {
    const practice = await start({ tokenSeconds: 0 });
    const api = await connect(practice);
    const expired = await api.get("/ed-fi/students");
    expect(expired.status).toBe(401);
    expect(expired.json).toMatchObject({ errors: ["Invalid token"] });
    expect(practice.counts().unauthorized).toBe(1);
    practice.setSecret("new");
    expect((await askToken(practice)).status).toBe(401);
  });

  it("tells what a token may do", async () => {
    const practice = await start({});
    const api = await connect(practice);
    await api.post("/ed-fi/localEducationAgencies", sample.district);
    const { access_token } = (await askToken(practice)).json as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}`, "content-type": "application/json" };
    const info = await request("POST", `${practice.url}/oauth/token_info`, { token: access_token }, headers);
    expect(info.json).toMatchObject({
      active: true,
      client_id: practice.key,
      education_organizations: [{ education_organization_id: 255901, local_education_agency_id: 255901 }],
      claim_set: { name: "Practice" },
    });
    const other = await request(
      "POST",
      `${practice.url}/oauth/token_info`,
      { token: "0".repeat(32) },
      headers,
    );
    expect(other.status).toBe(400);
  });
});

describe("the key's organizations", () => {
  it("bound what it may write and read", async () => {
    const practice = await start({ educationOrganizationIds: [255901] });
    const api = await connect(practice);
    const other = { ...sample.district, localEducationAgencyId: 255902 };
    expect((await api.post("/ed-fi/localEducationAgencies", other)).status).toBe(403);
    expect((await api.post("/ed-fi/localEducationAgencies", sample.district)).status).toBe(201);
    expect((await api.post("/ed-fi/schools", sample.school())).status).toBe(201);
    await api.post("/ed-fi/students", sample.student());
    expect((await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment())).status).toBe(201);
    const elsewhere = await api.post(
      "/ed-fi/studentSchoolAssociations",
      sample.enrolment("604822", 255902001),
    );
    expect(elsewhere.status).toBe(403);
    expect((elsewhere.json as { errors: string[] }).errors[0]).toContain(
      "claim (255901) and the resource item's 'SchoolId'",
    );
  });
});

describe("what tests ask from another process", () => {
  it("is given to the key's owner only: counts, and items as lines of JSON", async () => {
    const practice = await start({});
    const api = await connect(practice);
    await api.post("/ed-fi/students", JSON.stringify(sample.student("1"), null, 2));
    await api.post("/ed-fi/students", sample.student("2"));
    const url = `${practice.url}/practice/items?path=/ed-fi/students`;
    expect((await request("GET", url)).status).toBe(401);
    const authorization = basic(practice);
    const items = await request("GET", url, undefined, { authorization });
    const lines = items.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { body: { studentUniqueId: string } });
    expect(lines.map((line) => line.body.studentUniqueId)).toEqual(["1", "2"]);
    const counts = await request("GET", `${practice.url}/practice/counts`, undefined, { authorization });
    expect(counts.json).toEqual({
      dataRequests: 2,
      writes: 2,
      tokenRequests: 1,
      unauthorized: 0,
      byStatus: { 201: 2 },
    });
    expect(practice.log().map((line) => line.key)).toEqual(["1", "2"]);
  });
});
