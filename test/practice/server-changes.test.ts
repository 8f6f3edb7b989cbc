import { describe, expect, it } from "vitest";
import { sample } from "./api-client.ts";
import { detailOf, eachWithPractice, enrol, failuresOf } from "./api-district.ts";

const given = eachWithPractice();

describe("DELETE", () => {
  it("is refused while another item refers to it, and says which", async () => {
    await enrol(given.api);
    const schools = (await given.api.get("/ed-fi/schools")).json as { id: string }[];
    const refused = await given.api.send("DELETE", `/ed-fi/schools/${schools[0]?.id}`);
    expect(refused.status).toBe(409);
    expect(detailOf(refused)).toContain("'StudentSchoolAssociation' item");
    expect((await given.api.send("DELETE", `/ed-fi/schools/${"0".repeat(32)}`)).status).toBe(404);
    expect(failuresOf(await given.api.send("DELETE", "/ed-fi/schools/12"))).toEqual({
      "$.id": ["The value '12' is not valid."],
    });
  });

  it("is refused for a descriptor value that is in use", async () => {
    await enrol(given.api);
    const query = new URLSearchParams({
      namespace: "uri://ed-fi.org/GradeLevelDescriptor",
      codeValue: "Ninth grade",
    });
    const [used] = (await given.api.get(`/ed-fi/gradeLevelDescriptors?${query}`)).json as { id: string }[];
    const refused = await given.api.send("DELETE", `/ed-fi/gradeLevelDescriptors/${used?.id}`);
    expect([refused.status, detailOf(refused)]).toEqual([409, expect.stringContaining("'School' item")]);
    query.set("codeValue", "Second grade");
    const [unused] = (await given.api.get(`/ed-fi/gradeLevelDescriptors?${query}`)).json as { id: string }[];
    expect((await given.api.send("DELETE", `/ed-fi/gradeLevelDescriptors/${unused?.id}`)).status).toBe(204);
  });

  it("obeys If-Match, for PUT as well", async () => {
    await enrol(given.api);
    const created = await given.api.post("/ed-fi/schools", sample.school(3));
    const location = created.headers.get("location") ?? "";
    const stale = { "if-match": '"5250000000000000000"' };
    expect((await given.api.send("DELETE", location, undefined, stale)).status).toBe(412);
    expect((await given.api.send("PUT", location, sample.school(3), stale)).status).toBe(412);
    const current = { "if-match": created.headers.get("etag") ?? "" };
    expect((await given.api.send("PUT", location, sample.school(3), current)).status).toBe(204);
    expect((await given.api.send("DELETE", location, undefined, current)).status).toBe(204);
    expect((await given.api.get(location)).status).toBe(404);
  });
});

describe("a key that changes", () => {
  const session = (sessionName: string) => ({
    sessionName,
    schoolReference: { schoolId: 255901001 },
    schoolYearTypeReference: { schoolYear: 2025 },
    beginDate: "2024-08-20",
    endDate: "2024-12-20",
    termDescriptor: "uri://ed-fi.org/TermDescriptor#Fall Semester",
    totalInstructionalDays: 80,
  });

  it("is carried by PUT into everything that refers to it, and theirs into what refers to them", async () => {
    await enrol(given.api);
    const made = await given.api.post("/ed-fi/sessions", session("Fall"));
    expect(made.status).toBe(201);
    const course = {
      courseCode: "ALG",
      courseTitle: "Algebra",
      numberOfParts: 1,
      educationOrganizationReference: { educationOrganizationId: 255901 },
      identificationCodes: [
        {
          identificationCode: "ALG",
          courseIdentificationSystemDescriptor:
            "uri://ed-fi.org/CourseIdentificationSystemDescriptor#LEA course code",
        },
      ],
    };
    const courses = await given.api.post("/ed-fi/courses", course);
    expect(courses.text).toBe("");
    const names = { schoolId: 255901001, schoolYear: 2025, sessionName: "Fall" };
    const offering = await given.api.post("/ed-fi/courseOfferings", {
      localCourseCode: "ALG",
      schoolReference: { schoolId: 255901001 },
      courseReference: { courseCode: "ALG", educationOrganizationId: 255901 },
      sessionReference: names,
    });
    expect(offering.text).toBe("");
    const section = {
      sectionIdentifier: "S1",
      courseOfferingReference: { localCourseCode: "ALG", ...names },
    };
    expect((await given.api.post("/ed-fi/sections", section)).status).toBe(201);
    const renamed = await given.api.send("PUT", made.headers.get("location") ?? "", session("Autumn"));
    expect(renamed.status).toBe(204);
    expect(given.practice.items("/ed-fi/courseOfferings")[0]?.body).toMatchObject({
      sessionReference: { sessionName: "Autumn" },
    });
    expect(given.practice.items("/ed-fi/sections")[0]?.body).toMatchObject({
      courseOfferingReference: { sessionName: "Autumn", schoolYear: 2025 },
    });
    const byKey = await given.api.get(
      "/ed-fi/sections?sectionIdentifier=S1&sessionName=Autumn&localCourseCode=ALG&schoolId=255901001&schoolYear=2025",
    );
    expect(byKey.json).toHaveLength(1);
    expect((await given.api.get("/ed-fi/sessions/keyChanges")).json).toMatchObject([
      { oldKeyValues: { sessionName: "Fall" }, newKeyValues: { sessionName: "Autumn" } },
    ]);
    expect((await given.api.get("/ed-fi/sections/keyChanges")).json).toHaveLength(1);
  });

  it("is refused where the resource does not allow it, or where the new key is taken", async () => {
    await enrol(given.api);
    const schools = (await given.api.get("/ed-fi/schools")).json as { id: string }[];
    const refused = await given.api.send("PUT", `/ed-fi/schools/${schools[0]?.id}`, sample.school(9));
    expect((refused.json as { type: string }).type).toBe(
      "urn:ed-fi:api:bad-request:data-validation-failed:key-change-not-supported",
    );
    await given.api.post("/ed-fi/sessions", session("Spring"));
    const fall = await given.api.post("/ed-fi/sessions", session("Fall"));
    const taken = await given.api.send("PUT", fall.headers.get("location") ?? "", session("Spring"));
    expect(taken.status).toBe(409);
  });
});

describe("deletions", () => {
  const versions = "/changeQueries/v1/availableChangeVersions";

  it("are listed with their keys, but not when the item was made again", async () => {
    await enrol(given.api);
    const before = (await given.api.get(given.practice.url + versions)).json as {
      newestChangeVersion: number;
    };
    const made = await given.api.post("/ed-fi/schools", sample.school(3));
    await given.api.send("DELETE", made.headers.get("location") ?? "");
    const window = `minChangeVersion=${before.newestChangeVersion + 1}`;
    expect((await given.api.get(`/ed-fi/schools/deletes?${window}`)).json).toMatchObject([
      { keyValues: { schoolId: 3 } },
    ]);
    expect((await given.api.get(`/ed-fi/schools?${window}`)).json).toEqual([]);
    await given.api.post("/ed-fi/schools", sample.school(3));
    expect((await given.api.get("/ed-fi/schools/deletes")).json).toEqual([]);
  });
});
