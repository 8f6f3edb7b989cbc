import { afterEach, describe, expect, it } from "vitest";
import { type Practice, type PracticeOptions, startPractice } from "../../electron/practice/practice.ts";
import { askToken, basic, connect, type Reply, request, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(options: PracticeOptions): Promise<Practice> {
  const practice = await startPractice(options);
  started.push(practice);
  return practice;
}

const urlsAt = async (url: string) =>
  ((await request("GET", url)).json as { urls: Record<string, string> }).urls;

async function bearer(practice: Practice): Promise<Record<string, string>> {
  const token = (await askToken(practice)).json as { access_token: string };
  return { authorization: `Bearer ${token.access_token}` };
}

const errorsOf = (reply: Reply) => (reply.json as { errors?: string[] }).errors;

describe("discovery behind a proxy", () => {
  it("prints URLs of another origin, also in the list of documents", async () => {
    const practice = await start({ oddities: { derivedOrigin: "http://inside.example:5000" } });
    const urls = await urlsAt(practice.url);
    expect(Object.values(urls).every((url) => url.startsWith("http://inside.example:5000/"))).toBe(true);
    const list = (await request("GET", `${practice.url}/metadata/`)).json as { endpointUri: string }[];
    expect(list[0]?.endpointUri).toMatch(/^http:\/\/inside\.example:5000\//);
  });

  it("prints another scheme than the one it was asked with", async () => {
    const practice = await start({ oddities: { derivedOrigin: "https:" } });
    const { oauth } = await urlsAt(practice.url);
    expect(oauth).toBe(`${practice.url.replace("http:", "https:")}/oauth/token`);
  });

  it("prints single URLs that are wrong", async () => {
    const practice = await start({ oddities: { urls: { oauth: "http://elsewhere.example/oauth/token" } } });
    const urls = await urlsAt(practice.url);
    expect(urls.oauth).toBe("http://elsewhere.example/oauth/token");
    expect(urls.dataManagementApi).toBe(`${practice.url}/data/v3/`);
  });

  it("leaves out what is switched off, which then is not found", async () => {
    const off = { openApiMetadata: null, dependencies: null, oauthTokenIntrospection: null };
    const practice = await start({ oddities: { urls: off } });
    const urls = await urlsAt(practice.url);
    expect(Object.keys(urls)).toEqual(["oauth", "dataManagementApi", "xsdMetadata", "changeQueries"]);
    const paths = ["/metadata/", "/metadata/data/v3/dependencies", "/oauth/token_info"];
    const replies = await Promise.all(paths.map((path) => request("GET", practice.url + path)));
    expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404]);
  });

  it("puts another host into Location", async () => {
    const practice = await start({ oddities: { locationOrigin: "http://inside.example:5000" } });
    const api = await connect(practice);
    const created = await api.post("/ed-fi/students", sample.student());
    expect(created.headers.get("location")).toMatch(
      /^http:\/\/inside\.example:5000\/data\/v3\/ed-fi\/students\/[0-9a-f]{32}$/,
    );
  });
});

describe("a context", () => {
  it.each([
    ["ods-7.3", "{instanceId}/{schoolYearFromRoute}", "/data/v3/"],
    ["dms", "{districtId}/{schoolYear}", "/data"],
  ] as const)("of several segments is played by %s", async (server, placeholders, data) => {
    const practice = await start({ server, pathLayout: { context: "west/2025" } });
    const { origin } = new URL(practice.url);
    expect(practice.url).toBe(`${origin}/west/2025`);
    expect((await urlsAt(origin)).oauth).toBe(`${origin}/${placeholders}/oauth/token`);
    expect((await urlsAt(`${origin}/west`)).oauth).toBe(
      `${origin}/west/${placeholders.split("/")[1]}/oauth/token`,
    );
    expect((await urlsAt(practice.url)).dataManagementApi).toBe(practice.url + data);
    const api = await connect(practice);
    expect((await api.post("/ed-fi/students", sample.student())).status).toBe(201);
  });

  it("with a wrong year has discovery and tokens on an ODS, but no data", async () => {
    const practice = await start({ pathLayout: { tenant: "west", context: "2025" } });
    const { origin } = new URL(practice.url);
    const wrong = `${origin}/west/2024`;
    const urls = await urlsAt(wrong);
    expect(urls.dataManagementApi).toBe(`${wrong}/data/v3/`);
    const token = await request("POST", urls.oauth ?? "", "grant_type=client_credentials", {
      authorization: basic(practice),
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(token.status).toBe(200);
    expect((await request("GET", urls.dependencies ?? "")).status).toBe(200);
    const schools = `${urls.dataManagementApi}ed-fi/schools`;
    expect((await request("GET", schools)).status).toBe(401);
    const reply = await request("GET", schools, undefined, await bearer(practice));
    expect([reply.status, errorsOf(reply)]).toEqual([
      404,
      [
        "No ODS instance matching the available route values was found. Route values were: tenantIdentifier=west, schoolYearFromRoute=2024",
      ],
    ]);
  });

  it("of another tenant is not found, with the tenant's name", async () => {
    const practice = await start({ pathLayout: { tenant: "west", context: "2025" } });
    const { origin } = new URL(practice.url);
    const reply = await request("GET", `${origin}/east/2025/data/v3/ed-fi/schools`);
    expect([reply.status, errorsOf(reply)]).toEqual([
      404,
      ["The selected tenant 'east' does not exist. Check the tenant name and try again."],
    ]);
  });

  it("that is wrong is a route that the DMS cannot resolve", async () => {
    const practice = await start({ server: "dms", pathLayout: { context: "2025" } });
    const { origin } = new URL(practice.url);
    expect((await request("GET", `${origin}/2024`)).status).toBe(404);
    const url = `${origin}/2024/data/ed-fi/schools`;
    const reply = await request("GET", url, undefined, await bearer(practice));
    expect(reply.json).toMatchObject({ status: 404, type: "urn:ed-fi:api:route-resolution-error" });
  });
});

describe("a year-specific server before 7.0", () => {
  it("has metadata for any year, and data for its own", async () => {
    const practice = await start({ server: "ods-6.2", pathLayout: { year: 2019 } });
    const authorization = `Basic ${Buffer.from(`${practice.key}:${practice.secret}`).toString("base64")}`;
    const token = await request("POST", `${practice.url}/oauth/token`, "grant_type=client_credentials", {
      authorization,
      "content-type": "application/x-www-form-urlencoded",
    });
    const headers = { authorization: `Bearer ${(token.json as { access_token: string }).access_token}` };
    const status = async (path: string) =>
      (await request("GET", practice.url + path, undefined, headers)).status;
    expect(await status("/metadata/data/v3/2020/dependencies")).toBe(200);
    expect(await status("/data/v3/2020/ed-fi/schools")).toBe(404);
    expect(await status("/data/v3/ed-fi/schools")).toBe(404);
    expect(await status("/data/v3/2019/ed-fi/schools")).toBe(200);
  });
});
