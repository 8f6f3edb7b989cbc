import { describe, expect, it } from "vitest";
import { ninthGrade, sample } from "./api-client.ts";
import { detailOf, eachWithPractice, enrol, errorsOf, failuresOf } from "./api-district.ts";

const given = eachWithPractice();

describe("POST", () => {
  it("creates with 201, an absolute Location of 32 hex digits and an ETag, and no body", async () => {
    const reply = await given.api.post("/ed-fi/students", sample.student());
    expect(reply.status).toBe(201);
    expect(reply.text).toBe("");
    expect(reply.headers.get("location")).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/data\/v3\/ed-fi\/students\/[0-9a-f]{32}$/,
    );
    expect(reply.headers.get("etag")).toMatch(/^"5\d{18}"$/);
  });

  it("answers an unchanged item with 200 and the same ETag, a changed one with a new ETag", async () => {
    await enrol(given.api);
    const first = await given.api.post("/ed-fi/schools", sample.school());
    const same = await given.api.post("/ed-fi/schools", JSON.stringify(sample.school(), null, 2));
    const other = await given.api.post("/ed-fi/schools", {
      ...sample.school(),
      nameOfInstitution: "Another",
    });
    expect([first.status, same.status, other.status]).toEqual([200, 200, 200]);
    expect(same.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(other.headers.get("etag")).not.toBe(first.headers.get("etag"));
    expect(other.headers.get("location")).toBe(first.headers.get("location"));
  });

  it("replaces fully: what is left out is gone", async () => {
    await enrol(given.api);
    const location = (
      await given.api.post("/ed-fi/schools", { ...sample.school(), webSite: "https://a.example" })
    ).headers;
    await given.api.post("/ed-fi/schools", sample.school());
    const shown = (await given.api.get(location.get("location") ?? "")).json;
    expect(shown).not.toHaveProperty("webSite");
  });

  it("refuses a client's id, an empty body, broken JSON and another Content-Type", async () => {
    const withId = await given.api.post("/ed-fi/students", { ...sample.student(), id: "1" });
    expect(withId.status).toBe(400);
    expect(errorsOf(withId)?.[0]).toContain("'id' property should not be included");
    expect(errorsOf(await given.api.post("/ed-fi/students", " "))).toEqual([
      "A non-empty request body is required.",
    ]);
    const broken = await given.api.post("/ed-fi/students", '{"studentUniqueId":');
    expect(Object.keys(failuresOf(broken) ?? {})).toEqual(["$."]);
    const typed = await given.api.post("/ed-fi/students", "{}", { "content-type": "text/plain" });
    expect(typed.status).toBe(415);
  });

  it("names every member that is missing, too long, wrongly typed, blank at its ends or out of range", async () => {
    const bad = await given.api.post("/ed-fi/students", {
      studentUniqueId: " 1",
      lastSurname: " ",
      firstName: "x".repeat(76),
      birthDate: "2010-01-01",
    });
    expect(failuresOf(bad)).toEqual({
      "$.studentUniqueId": ["StudentUniqueId cannot contain leading or trailing spaces."],
      "$.lastSurname": ["LastSurname is required and should not be left empty."],
      "$.firstName": ["FirstName must be at most 75 characters in length."],
    });
    const typed = await given.api.post("/ed-fi/studentSchoolAssociations", {
      ...sample.enrolment(),
      entryDate: "2025-02-29",
      primarySchool: "x",
    });
    expect(failuresOf(typed)).toEqual({
      "$.entryDate": ["The supplied value is invalid."],
      "$.primarySchool": ["Unexpected value for boolean: x (type: String)"],
    });
    const zero = await given.api.post("/ed-fi/schools", { ...sample.school(0), gradeLevels: [] });
    expect(failuresOf(zero)).toEqual({
      "$.schoolId": ["SchoolId value must be different than 0."],
      "$.gradeLevels": ["SchoolGradeLevels must have at least one item."],
    });
  });

  it("refuses rows that are the same, and references that are given partly", async () => {
    await enrol(given.api);
    const rows = [{ gradeLevelDescriptor: ninthGrade }, { gradeLevelDescriptor: ninthGrade.toLowerCase() }];
    const twice = await given.api.post("/ed-fi/schools", { ...sample.school(), gradeLevels: rows });
    expect(failuresOf(twice)?.["$.gradeLevels"]).toEqual([
      "The 2nd item of the SchoolGradeLevels has the same identifying values as another item earlier in the list.",
    ]);
    const partly = await given.api.post("/ed-fi/studentSchoolAssociations", {
      ...sample.enrolment(),
      calendarReference: { calendarCode: "A", schoolYear: 2025 },
    });
    expect(failuresOf(partly)).toEqual({
      "$.calendarReference": ["CalendarReference is missing the following properties: SchoolId"],
    });
  });

  it("takes property names in any letter case and ignores unknown ones", async () => {
    const { firstName, ...student } = sample.student();
    const reply = await given.api.post("/ed-fi/students", { ...student, FIRSTNAME: firstName, shoeSize: 9 });
    expect(reply.status).toBe(201);
    expect(given.practice.items("/ed-fi/students")[0]?.body).toMatchObject({ firstName });
  });

  it("keeps 64-bit organization ids to the last digit", async () => {
    const district = JSON.stringify(sample.district).replace("255901", "745672453832456001");
    const created = await given.api.post("/ed-fi/localEducationAgencies", district);
    expect(created.status).toBe(201);
    const shown = await given.api.get(created.headers.get("location") ?? "");
    expect(shown.text).toContain('"localEducationAgencyId":745672453832456001');
    const school = JSON.stringify(sample.school()).replace('Id":255901}', 'Id":745672453832456001}');
    expect((await given.api.post("/ed-fi/schools", school)).status).toBe(201);
    const neighbour = school.replace("745672453832456001", "745672453832456002").replace("255901001", "3");
    expect((await given.api.post("/ed-fi/schools", neighbour)).status).toBe(409);
  });

  it("names the first missing reference, at any depth", async () => {
    await enrol(given.api);
    const missing = await given.api.post("/ed-fi/studentSchoolAssociations", sample.enrolment("604822", 7));
    expect(missing.status).toBe(409);
    expect(detailOf(missing)).toBe("The referenced 'School' item does not exist.");
    const deep = await given.api.post("/ed-fi/bellSchedules", {
      bellScheduleName: "A",
      schoolReference: { schoolId: 255901001 },
      classPeriods: [{ classPeriodReference: { classPeriodName: "1", schoolId: 255901001 } }],
    });
    expect(detailOf(deep)).toBe("The referenced 'ClassPeriod' item does not exist.");
  });

  it("finds descriptor values in any letter case, and names those that are not there", async () => {
    await enrol(given.api);
    const shouting = { ...sample.enrolment(), entryGradeLevelDescriptor: ninthGrade.toUpperCase() };
    expect((await given.api.post("/ed-fi/studentSchoolAssociations", shouting)).status).toBe(200);
    const unknown = {
      ...sample.enrolment(),
      entryGradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#19th",
    };
    expect(failuresOf(await given.api.post("/ed-fi/studentSchoolAssociations", unknown))).toEqual({
      "$.entryGradeLevelDescriptor": [
        "GradeLevelDescriptor value 'uri://ed-fi.org/GradeLevelDescriptor#19th' does not exist.",
      ],
    });
    const bare = { ...sample.enrolment(), entryGradeLevelDescriptor: "09" };
    expect(
      failuresOf(await given.api.post("/ed-fi/studentSchoolAssociations", bare))?.[
        "$.entryGradeLevelDescriptor"
      ]?.[0],
    ).toContain("a '#' is expected");
  });

  it("lets an abstract reference be satisfied by any organization, a concrete one only by its own", async () => {
    await enrol(given.api);
    const programOf = (educationOrganizationId: number) => ({
      programName: `P${educationOrganizationId}`,
      programTypeDescriptor: "uri://ed-fi.org/ProgramTypeDescriptor#Bilingual",
      educationOrganizationReference: { educationOrganizationId },
    });
    expect((await given.api.post("/ed-fi/programs", programOf(255901))).status).toBe(201);
    expect((await given.api.post("/ed-fi/programs", programOf(255901001))).status).toBe(201);
    const crossed = await given.api.post(
      "/ed-fi/studentSchoolAssociations",
      sample.enrolment("604822", 255901),
    );
    expect(detailOf(crossed)).toBe("The referenced 'School' item does not exist.");
  });

  it("refuses a school with a district's id: they share one space of ids", async () => {
    await enrol(given.api);
    const clash = await given.api.post("/ed-fi/schools", sample.school(255901));
    expect(clash.status).toBe(409);
    expect(errorsOf(clash)?.[0]).toContain("(SchoolId) = (255901)");
  });

  it("refuses parts of one key that disagree", async () => {
    await enrol(given.api);
    const conflicting = await given.api.post("/ed-fi/courseOfferings", {
      localCourseCode: "ALG",
      schoolReference: { schoolId: 255901001 },
      courseReference: { courseCode: "ALG", educationOrganizationId: 255901 },
      sessionReference: { schoolId: 255901002, schoolYear: 2025, sessionName: "Fall" },
    });
    const sentence =
      "All values supplied for 'schoolId' must match. Review all references and align the following conflicting values: '255901001', '255901002'";
    expect(failuresOf(conflicting)).toEqual({
      "$.schoolReference.schoolId": [sentence],
      "$.sessionReference.schoolId": [sentence],
    });
  });

  it("knows no other resources and no other verbs", async () => {
    const unknown = await given.api.post("/ed-fi/studnts", {});
    expect(unknown.status).toBe(404);
    expect(errorsOf(unknown)?.[0]).toContain("/ed-fi/studnts' does not exist");
    const patch = await given.api.send("PATCH", "/ed-fi/students");
    expect(patch.status).toBe(405);
    expect(errorsOf(await given.api.send("PUT", "/ed-fi/students", {}))?.[0]).toContain("cannot be replaced");
    expect((await given.api.get("/ED-FI/Students")).status).toBe(200);
  });
});
