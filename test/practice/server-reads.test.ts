import { afterEach, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { type ApiClient, connect, ninthGrade, request, sample } from "./api-client.ts";

const started: Practice[] = [];

afterEach(async () => {
  for (const practice of started.splice(0)) await practice.close();
});

async function start(server: ServerKind): Promise<ApiClient> {
  const practice = await startPractice({ server });
  started.push(practice);
  return connect(practice);
}

async function withSchool(server: ServerKind): Promise<ApiClient> {
  const api = await start(server);
  await api.post("/ed-fi/localEducationAgencies", sample.district);
  expect((await api.post("/ed-fi/schools", sample.school())).status).toBe(201);
  await api.post("/ed-fi/students", sample.student());
  return api;
}

describe("a read", () => {
  it("has version-dependent limits for a page", async () => {
    const limits = await Promise.all(
      (["ods-5.3", "ods-7.3", "dms"] as const).map(async (server) => {
        const api = await start(server);
        const sizes = ["", "?limit=0", "?limit=501"].map((query) =>
          api.get(`/ed-fi/schoolYearTypes${query}`),
        );
        return (await Promise.all(sizes)).map((reply) =>
          reply.status === 200 ? (reply.json as unknown[]).length : reply.status,
        );
      }),
    );
    expect(limits).toEqual([
      [25, 400, 400],
      [60, 0, 400],
      [60, 0, 400],
    ]);
  });

  it("has links to what it refers to on an ODS", async () => {
    const api = await withSchool("ods-7.3");
    const schools = (await api.get("/ed-fi/schools?schoolId=255901001")).json as object[];
    expect(schools[0]).toMatchObject({
      schoolId: 255901001,
      gradeLevels: [{ gradeLevelDescriptor: ninthGrade }],
      localEducationAgencyReference: { link: { rel: "LocalEducationAgency" } },
    });
    expect(schools[0]).toHaveProperty("_etag");
  });

  it("by id gives 304 for the raw tag on an ODS, for the quoted one on the DMS", async () => {
    for (const [server, quote] of [
      ["ods-7.3", ""],
      ["dms", '"'],
    ] as const) {
      const api = await withSchool(server);
      const created = await api.post("/ed-fi/schools", sample.school(5));
      const tag = created.headers.get("etag")?.replaceAll('"', "");
      const location = created.headers.get("location") ?? "";
      const reply = await api.get(location, { "if-none-match": `${quote}${tag}${quote}` });
      expect([server, reply.status, reply.text]).toEqual([server, 304, ""]);
    }
  });

  it("walks by page token on 7.3, in partitions too, and sees each row once", async () => {
    const api = await start("ods-7.3");
    const first = await api.get("/ed-fi/schoolYearTypes?limit=25&totalCount=true");
    expect(first.headers.get("total-count")).toBe("60");
    const years = (first.json as { schoolYear: number }[]).map((one) => one.schoolYear);
    for (let token = first.headers.get("next-page-token"); token !== null; ) {
      const page = await api.get(`/ed-fi/schoolYearTypes?pageSize=25&pageToken=${token}`);
      years.push(...(page.json as { schoolYear: number }[]).map((one) => one.schoolYear));
      token = page.headers.get("next-page-token");
    }
    expect([years.length, new Set(years).size]).toEqual([60, 60]);
    const { pageTokens } = (await api.get("/ed-fi/schoolYearTypes/partitions?number=4")).json as {
      pageTokens: string[];
    };
    const parts = await Promise.all(
      pageTokens.map((token) => api.get(`/ed-fi/schoolYearTypes?pageToken=${token}`)),
    );
    expect(parts.map((part) => (part.json as unknown[]).length)).toEqual([15, 15, 15, 15]);
    expect((await api.get("/ed-fi/schoolYearTypes?pageSize=5")).status).toBe(400);
  });

  it("finds descriptors by namespace and code value", async () => {
    const api = await start("ods-7.3");
    const query = new URLSearchParams({
      namespace: "uri://ed-fi.org/GradeLevelDescriptor",
      codeValue: "Ninth grade",
    });
    expect((await api.get(`/ed-fi/gradeLevelDescriptors?${query}`)).json).toMatchObject([
      { codeValue: "Ninth grade" },
    ]);
  });

  it("prints change versions in Pascal case on 5.3 only", async () => {
    const api = await start("ods-5.3");
    const versions = await api.get(`${new URL(api.data).origin}/changeQueries/v1/availableChangeVersions`);
    expect(versions.json).toHaveProperty("NewestChangeVersion");
    const anonymous = await request(
      "GET",
      `${new URL(api.data).origin}/changeQueries/v1/availableChangeVersions`,
    );
    expect(anonymous.status).toBe(401);
  });
});
