import { describe, expect, it } from "vitest";
import { startPractice } from "../../electron/practice/practice.ts";
import { connect, sample } from "./api-client.ts";
import { eachWithPractice } from "./api-district.ts";

const given = eachWithPractice({ pageSize: 6 });
const path = "/ed-fi/sexDescriptors";
const namespace = "uri://ed-fi.org/SexDescriptor";

describe("descriptors", () => {
  it("are listed page by page, with their number", async () => {
    const whole = given.practice.descriptors.list("gradeLevel");
    expect(whole.length).toBeGreaterThan(12);
    const seen: string[] = [];
    for (let offset = 0; offset < whole.length; offset += 6) {
      const reply = await given.api.get(
        `/ed-fi/gradeLevelDescriptors?offset=${offset}&limit=6&totalCount=true`,
      );
      expect(reply.headers.get("total-count")).toBe(String(whole.length));
      for (const one of reply.json as { namespace: string; codeValue: string }[])
        seen.push(`${one.namespace}#${one.codeValue}`);
    }
    expect(seen).toEqual(whole);
    expect((await given.api.get("/ed-fi/gradeLevelDescriptors?limit=7")).status).toBe(400);
  });

  it("are got one by one, by id and by key", async () => {
    const found = (await given.api.get(`${path}?codeValue=female&namespace=${encodeURIComponent(namespace)}`))
      .json as { id: string }[];
    expect(found).toHaveLength(1);
    expect((await given.api.get(`${path}/${found[0]?.id}`)).json).toMatchObject({
      namespace,
      codeValue: "Female",
      sexDescriptorId: expect.any(Number),
    });
  });

  it("are added, changed and removed while the server runs", async () => {
    const { descriptors } = given.practice;
    const uri = descriptors.add("sex", { codeValue: "Unstated", description: "Nobody said." });
    expect(uri).toBe(`${namespace}#Unstated`);
    const student = { ...sample.student(), birthSexDescriptor: uri };
    expect((await given.api.post("/ed-fi/students", student)).status).toBe(201);
    expect(descriptors.change(uri, { shortDescription: "Not stated" })).toBe(uri);
    expect((await given.api.get(`${path}?codeValue=Unstated`)).json).toMatchObject([
      { shortDescription: "Not stated", description: "Nobody said." },
    ]);
    const renamed = descriptors.change(uri, { codeValue: "Unknown to us" });
    expect(descriptors.list(path)).toContain(renamed);
    expect(descriptors.list(path)).not.toContain(uri);
    descriptors.remove(renamed);
    const later = { ...sample.student("2"), birthSexDescriptor: renamed };
    expect((await given.api.post("/ed-fi/students", later)).status).toBe(400);
    expect((await given.api.get(`${path}/deletes`)).json).toMatchObject([
      { keyValues: { namespace, codeValue: "Unknown to us" } },
    ]);
  });

  it("that are not there are refused with a sentence", () => {
    const { descriptors } = given.practice;
    expect(() => descriptors.remove("uri://ed-fi.org/SexDescriptor#X")).toThrow(/has no descriptor value/);
    expect(() => descriptors.add("shoeSize", { codeValue: "9" })).toThrow(/has no descriptors/);
  });
});

describe("a descriptor value in another letter case", () => {
  const student = { ...sample.student(), birthSexDescriptor: `${namespace}#FEMALE` };

  it.each(["ods-5.3", "ods-7.3", "dms"] as const)("is accepted by %s", async (server) => {
    const practice = await startPractice({ server });
    const reply = await (await connect(practice)).post("/ed-fi/students", student);
    await practice.close();
    expect(reply.status).toBe(201);
  });

  it("is unknown to an ODS whose database minds it", async () => {
    const practice = await startPractice({ exactDescriptors: true });
    const api = await connect(practice);
    const refused = await api.post("/ed-fi/students", student);
    const exact = await api.post("/ed-fi/students", {
      ...student,
      birthSexDescriptor: `${namespace}#Female`,
    });
    await practice.close();
    expect([refused.status, exact.status]).toEqual([400, 201]);
  });

  it("and with blanks around its code is the same descriptor to the DMS", async () => {
    const practice = await startPractice({ server: "dms" });
    const api = await connect(practice);
    const body = { namespace, codeValue: " FEMALE ", shortDescription: " Female " };
    const reply = await api.post(path, body);
    await practice.close();
    expect(reply.status).toBe(200);
  });
});
