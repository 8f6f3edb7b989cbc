import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generateDistrict } from "../../electron/practice/district/generate.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";
import { startPractice } from "../../electron/practice/practice.ts";
import { ServerKind } from "../../shared/domain/connection.ts";
import { request, sample } from "./api-client.ts";
import { eachWithPractice, enrol, failuresOf } from "./api-district.ts";
import { postDistrict } from "./posting.ts";

type Json = Record<string, unknown>;
const record = (value: unknown): Json => (value ?? {}) as Json;

function schemasOf(document: object): Record<string, { properties: Record<string, Json> }> {
  const { components, definitions } = document as { components?: { schemas: object }; definitions?: object };
  return (components?.schemas ?? definitions) as Record<string, { properties: Record<string, Json> }>;
}

const targetOf = (property: Json | undefined) =>
  String(property?.$ref ?? "")
    .split("/")
    .at(-1);

describe("the sample extension in the documents", () => {
  it.each(ServerKind.options)("of %s has paths of its own, and parts under _ext", (kind) => {
    const { resources, descriptors, seeds } = builtInDocuments(kind, ["sample"]);
    expect(Object.keys(record(record(resources).paths))).toContain("/sample/studentClubAssociations/{id}");
    expect(Object.keys(record(record(descriptors).paths))).toContain("/sample/clubTypeDescriptors");
    expect(seeds["/sample/clubTypeDescriptors"]?.length).toBeGreaterThan(2);
    const schemas = schemasOf(resources);
    const dms = kind === "dms";
    const extensions = targetOf(schemas[dms ? "EdFi_Student" : "edFi_student"]?.properties._ext);
    expect(extensions).toBe(dms ? "EdFi_StudentExtension" : "studentExtensions");
    const part = targetOf(schemas[extensions ?? ""]?.properties.sample);
    expect(part).toBe(dms ? "sample_EdFi_StudentExtension" : "sample_studentExtension");
    expect(Object.keys(schemas[part ?? ""]?.properties ?? {})).toContain("hobbies");
    const address = targetOf(schemas[dms ? "EdFi_StaffAddress" : "edFi_staffAddress"]?.properties._ext);
    expect(schemas[address ?? ""]?.properties.sample).toBeDefined();
    expect(schemas[dms ? "Sample_Club" : "sample_club"]?.properties.schoolReference).toBeDefined();
  });

  it("is not there unless it is asked for", () => {
    const text = JSON.stringify(builtInDocuments("ods-7.3"));
    expect(text).not.toContain("sample");
    expect(text).not.toContain("_ext");
  });
});

describe("a server with the sample extension", () => {
  const given = eachWithPractice({ extensions: ["sample"] });

  it("tells of it in discovery and in the dependencies", async () => {
    const discovery = (await request("GET", given.practice.url)).json as {
      dataModels: Json[];
      urls: Record<string, string>;
    };
    expect(discovery.dataModels.map(({ name, version }) => `${name} ${version}`)).toEqual([
      "Ed-Fi 5.2.0",
      "Sample 1.0.0",
    ]);
    const rows = (await request("GET", discovery.urls.dependencies ?? "")).json as {
      resource: string;
      order: number;
    }[];
    const orderOf = (resource: string) => rows.find((row) => row.resource === resource)?.order ?? Number.NaN;
    expect(orderOf("/sample/clubTypeDescriptors")).toBe(1);
    expect(orderOf("/ed-fi/schools")).toBeLessThan(orderOf("/sample/clubs"));
    expect(orderOf("/sample/clubs")).toBeLessThan(orderOf("/ed-fi/studentSchoolAssociations"));
    expect(orderOf("/ed-fi/studentSchoolAssociations")).toBeLessThan(
      orderOf("/sample/studentClubAssociations"),
    );
  });

  it("checks what stands under _ext, and gives it back", async () => {
    await given.api.post("/ed-fi/localEducationAgencies", sample.district);
    const _ext = { sample: { ridesBicycle: true, hobbies: [{ hobby: "Chess" }] } };
    expect((await given.api.post("/ed-fi/students", { ...sample.student(), _ext })).status).toBe(201);
    expect(given.practice.items("/ed-fi/students")[0]?.body).toMatchObject({ _ext });
    const twice = { sample: { hobbies: [{ hobby: "Chess" }, { hobby: "Chess" }] } };
    const refused = await given.api.post("/ed-fi/students", { ...sample.student("2"), _ext: twice });
    expect(Object.keys(failuresOf(refused) ?? {})).toEqual(["$._ext.sample.hobbies"]);
    const long = { sample: { bicyclePermitNumber: "x".repeat(21) } };
    const reply = await given.api.post("/ed-fi/students", { ...sample.student("3"), _ext: long });
    expect(Object.keys(failuresOf(reply) ?? {})).toEqual(["$._ext.sample.bicyclePermitNumber"]);
  });

  it("follows references and descriptors of the parts and of its own resources", async () => {
    await enrol(given.api);
    const missing = {
      ...sample.enrolment(),
      _ext: { sample: { firstChoiceClubReference: { clubName: "Chess", schoolId: 255901001 } } },
    };
    expect((await given.api.post("/ed-fi/studentSchoolAssociations", missing)).status).toBe(409);
    const club = {
      clubName: "Chess",
      schoolReference: { schoolId: 255901001 },
      clubTypeDescriptor: "uri://sample.example/ClubTypeDescriptor#Academic",
    };
    expect((await given.api.post("/sample/clubs", { ...club, clubTypeDescriptor: "x#y" })).status).toBe(400);
    expect((await given.api.post("/sample/clubs", club)).status).toBe(201);
    expect((await given.api.post("/ed-fi/studentSchoolAssociations", missing)).status).toBe(200);
    const member = {
      beginDate: "2024-09-01",
      clubReference: { clubName: "Chess", schoolId: 255901001 },
      studentReference: { studentUniqueId: "604822" },
    };
    expect((await given.api.post("/sample/studentClubAssociations", member)).status).toBe(201);
  });
});

describe("a server without it", () => {
  it("knows neither its paths nor its parts, which it drops", async () => {
    const practice = await startPractice({});
    const { connect } = await import("./api-client.ts");
    const api = await connect(practice);
    const student = { ...sample.student(), _ext: { sample: { bicyclePermitNumber: "x".repeat(99) } } };
    const replies = [await api.post("/ed-fi/students", student), await api.get("/sample/clubs")];
    await practice.close();
    expect(replies.map((reply) => reply.status)).toEqual([201, 404]);
  });
});

describe("a district with the extension", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "practice-extension-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is accepted as a whole by each form of server, and is the plain one without its parts", async () => {
    const [plain, extended] = [join(folder, "plain"), join(folder, "extended")];
    await generateDistrict(plain, { students: 13 });
    await generateDistrict(extended, { students: 13, extensions: ["sample"] });
    const added = readdirSync(extended).filter((name) => !readdirSync(plain).includes(name));
    expect(added.toSorted()).toEqual(["clubs.jsonl", "studentClubAssociations.jsonl"]);
    const lines = (at: string) => readFileSync(join(at, "staffs.jsonl"), "utf8").trim().split("\n");
    const without = lines(extended).map((line) =>
      JSON.stringify(JSON.parse(line, (name, value) => (name === "_ext" ? undefined : value))),
    );
    expect(lines(extended)[0]).toMatch(/"addresses":\[\{[^\]]*"_ext":\{"sample"/);
    expect(without).toEqual(lines(plain));
    for (const server of ["ods-5.3", "ods-7.3", "dms"] as const) {
      const practice = await startPractice({ server, extensions: ["sample"] });
      const { refusals } = await postDistrict(practice, extended);
      const clubs = practice.items("/sample/studentClubAssociations").length;
      await practice.close();
      expect(refusals).toEqual([]);
      expect(clubs).toBeGreaterThan(0);
    }
  });
});
