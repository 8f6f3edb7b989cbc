import { afterEach, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import type { ServerKind } from "../../shared/domain/connection.ts";
import { type ApiClient, connect, type Reply, sample } from "./api-client.ts";

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

const problem = (reply: Reply) => reply.json as Record<string, unknown> & { type: string; detail: string };
const message = (reply: Reply) => (reply.json as { message: string }).message;

const old = ["ods-5.3", "ods-6.2", "ods-7.1"] as const;

describe.each(old)("%s, before problem details", (server) => {
  it("puts all validation failures into one message", async () => {
    const api = await start(server);
    const reply = await api.post("/ed-fi/students", { studentUniqueId: "1", birthDate: "2010-01-01" });
    expect(reply.status).toBe(400);
    expect(message(reply)).toBe(
      "Validation of 'StudentPost' failed.\nFirstName is required.\nLastSurname is required.\n",
    );
    expect("correlationId" in (reply.json as object)).toBe(server === "ods-7.1");
  });

  it("lists values that it cannot read by member", async () => {
    const api = await start(server);
    const reply = await api.post("/ed-fi/students", { ...sample.student(), birthDate: "13/01/2010" });
    expect(reply.json).toMatchObject({
      message: "The request is invalid.",
      modelState: { "request.birthDate": ["The supplied value is invalid."] },
    });
  });

  it("names a descriptor value that it cannot resolve", async () => {
    const api = await withSchool(server);
    const unknown = {
      ...sample.enrolment(),
      entryGradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#X",
    };
    expect(message(await api.post("/ed-fi/studentSchoolAssociations", unknown))).toBe(
      "Unable to resolve value 'uri://ed-fi.org/GradeLevelDescriptor#X' to an existing 'GradeLevelDescriptor' resource.",
    );
  });

  it("answers a missing person in its own way, and any other missing reference with 409", async () => {
    const api = await withSchool(server);
    const person = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment("999"));
    expect(person.status).toBe(server === "ods-7.1" ? 409 : 400);
    expect(message(person)).toContain(
      server === "ods-7.1"
        ? "because the 'Student' was not found"
        : "Student reference could not be resolved.",
    );
    const school = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment("604822", 9));
    expect(school.status).toBe(409);
    expect(message(school)).toBe("The value supplied for the related 'school' resource does not exist.");
  });

  it("refuses what has no relationship, and the deletion of what is referred to", async () => {
    const api = await withSchool(server);
    const again = await api.post("/ed-fi/students", sample.student());
    expect(again.status).toBe(403);
    expect(message(again)).toContain(
      server === "ods-5.3" ? "does not have any established relationships" : "organization id claim (255901)",
    );
    const districts = (await api.get("/ed-fi/localEducationAgencies")).json as { id: string }[];
    const refused = await api.send("DELETE", `/ed-fi/localEducationAgencies/${districts[0]?.id}`);
    expect(refused.status).toBe(409);
    expect(message(refused)).toContain("it is a dependency of the 'school' entity");
  });

  it("answers a bad token, an unknown path and a wrong verb without a body", async () => {
    const api = await start(server);
    const replies = [
      await api.get("/ed-fi/students", { authorization: "Bearer 0" }),
      await api.get("/ed-fi/studnts"),
      await api.send("PATCH", "/ed-fi/students"),
    ];
    expect(replies.map((reply) => [reply.status, reply.text])).toEqual([
      [401, ""],
      [404, ""],
      [405, ""],
    ]);
    expect(replies[0]?.headers.get("www-authenticate")).toBeNull();
  });
});

describe("a PUT with another key", () => {
  it.each(["ods-5.3", "ods-6.2"] as const)(
    "is said to be done by %s, which keeps the old key",
    async (server) => {
      const api = await withSchool(server);
      const schools = (await api.get("/ed-fi/schools")).json as { id: string }[];
      const path = `/ed-fi/schools/${schools[0]?.id}`;
      const reply = await api.send("PUT", path, { ...sample.school(9), nameOfInstitution: "New name" });
      expect(reply.status).toBe(204);
      expect((await api.get(path)).json).toMatchObject({
        schoolId: 255901001,
        nameOfInstitution: "New name",
      });
    },
  );

  it("is refused by 7.1 with a message, by the DMS with its URN", async () => {
    for (const server of ["ods-7.1", "dms"] as const) {
      const api = await withSchool(server);
      const schools = (await api.get("/ed-fi/schools")).json as { id: string }[];
      const id = schools[0]?.id;
      const reply = await api.send("PUT", `/ed-fi/schools/${id}`, { id, ...sample.school(9) });
      expect(reply.status).toBe(400);
      if (server === "dms")
        expect(problem(reply).detail).toContain("Delete and recreate the resource item instead.");
      else expect(message(reply)).toContain("Key values for this resource cannot be changed.");
    }
  });
});

describe("the Data Management Service", () => {
  it("writes dashed ids, structured ETags, and both lists into every problem", async () => {
    const api = await start("dms");
    const created = await api.post("/ed-fi/students", sample.student());
    expect(created.headers.get("location")).toMatch(
      /\/data\/ed-fi\/students\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    );
    expect(created.headers.get("etag")).toMatch(/^"\d+-[0-9a-f]{8}\.j\._\.[ln]\.[ibg]"$/);
    const refused = await api.post("/ed-fi/students", {});
    expect(problem(refused).errors).toEqual([]);
    expect(problem(refused).validationErrors).toMatchObject({ "$.firstName": ["firstName is required."] });
    const unauthenticated = await api.get("/ed-fi/students", { authorization: "Bearer 0" });
    expect(unauthenticated.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    expect(problem(unauthenticated)).not.toHaveProperty("validationErrors");
  });

  it("names all missing references at once, and descriptors in lower case", async () => {
    const api = await start("dms");
    const reply = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment());
    expect(reply.status).toBe(409);
    expect(problem(reply).validationErrors).toEqual({
      "$.schoolReference": ["The referenced School item does not exist."],
      "$.studentReference": ["The referenced Student item does not exist."],
    });
    const unknown = {
      ...sample.enrolment(),
      entryGradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#X",
    };
    const refused = problem(await api.post("/ed-fi/studentSchoolAssociations", unknown));
    expect(refused.type).toBe("urn:ed-fi:api:bad-request");
    expect(refused.validationErrors).toEqual({
      "$.entryGradeLevelDescriptor": [
        "GradeLevelDescriptor value 'uri://ed-fi.org/gradeleveldescriptor#x' does not exist.",
      ],
    });
  });

  it("takes property names in their own letter case only", async () => {
    const api = await start("dms");
    const { firstName, ...student } = sample.student();
    const reply = await api.post("/ed-fi/students", { ...student, FirstName: firstName });
    expect(problem(reply).validationErrors).toEqual({ "$.firstName": ["firstName is required."] });
  });

  it("wants the id in the body of a PUT", async () => {
    const api = await withSchool("dms");
    const schools = (await api.get("/ed-fi/schools")).json as { id: string }[];
    const path = `/ed-fi/schools/${schools[0]?.id}`;
    expect(problem(await api.send("PUT", path, sample.school())).validationErrors).toEqual({
      "$.id": ["id is required."],
    });
    expect((await api.send("PUT", path, { id: "x", ...sample.school() })).status).toBe(400);
    expect((await api.send("PUT", path, { id: schools[0]?.id, ...sample.school() })).status).toBe(204);
  });

  it("creates only, with If-None-Match: *, and matches any with If-Match: *", async () => {
    const api = await withSchool("dms");
    const again = await api.post("/ed-fi/schools", sample.school(), { "if-none-match": "*" });
    expect([again.status, problem(again).type]).toEqual([
      412,
      "urn:ed-fi:api:precondition-failed:if-none-match",
    ]);
    expect((await api.post("/ed-fi/schools", sample.school(), { "if-match": "*" })).status).toBe(200);
    const [school] = (await api.get("/ed-fi/schools")).json as { id: string }[];
    const body = { id: school?.id, ...sample.school() };
    const replaced = await api.send("PUT", `/ed-fi/schools/${school?.id}`, body, { "if-none-match": "*" });
    expect(replaced.status).toBe(412);
  });

  it.each([
    ["ods-5.3", 201, 412],
    ["ods-6.2", 201, 412],
    ["ods-7.1", 201, 412],
    ["ods-7.3", 201, 412],
    ["dms", 412, 200],
  ] as const)(
    "%s: If-Match on POST counts where the item exists, a create gets %i, and * gets %i",
    async (kind, onCreate, onAny) => {
      const api = await withSchool(kind);
      const tagged = (tag: string) => ({ "if-match": tag });
      const created = await api.post("/ed-fi/schools", sample.school(3), tagged('"5250000000000000000"'));
      expect(created.status).toBe(onCreate);
      const first = await api.post("/ed-fi/schools", sample.school(4));
      const tag = first.headers.get("etag") ?? "";
      const changed = { ...sample.school(4), nameOfInstitution: "Changed" };
      expect((await api.post("/ed-fi/schools", changed, tagged(tag.replaceAll('"', "")))).status).toBe(200);
      expect((await api.post("/ed-fi/schools", sample.school(4), tagged(tag))).status).toBe(412);
      expect((await api.post("/ed-fi/schools", sample.school(4), tagged("*"))).status).toBe(onAny);
    },
  );

  it("refuses query fields that it does not know; an ODS ignores them", async () => {
    const service = await start("dms");
    expect((await service.get("/ed-fi/students?shoeSize=9")).status).toBe(400);
    const api = await start("ods-7.3");
    expect((await api.get("/ed-fi/students?shoeSize=9")).status).toBe(200);
  });
});
