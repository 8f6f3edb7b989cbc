import { beforeEach, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../../electron/practice/practice.ts";
import { type ApiClient, connect, ninthGrade, type Reply, sample } from "./api-client.ts";

let practice: Practice;
let api: ApiClient;

beforeEach(async () => {
  practice = await startPractice();
  api = await connect(practice);
  return () => practice.close();
});

async function enrolled(studentUniqueId = "604822"): Promise<void> {
  await api.post("/ed-fi/localEducationAgencies", sample.district);
  await api.post("/ed-fi/schools", sample.school());
  await api.post("/ed-fi/students", sample.student(studentUniqueId));
  const reply = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment(studentUniqueId));
  expect(reply.status).toBe(201);
}

const failures = (reply: Reply) =>
  (reply.json as { validationErrors?: Record<string, string[]> }).validationErrors;
const errors = (reply: Reply) => (reply.json as { errors?: string[] }).errors;
const detail = (reply: Reply) => (reply.json as { detail: string }).detail;

describe("POST", () => {
  it("creates with 201, an absolute Location of 32 hex digits and an ETag, and no body", async () => {
    const reply = await api.post("/ed-fi/students", sample.student());
    expect(reply.status).toBe(201);
    expect(reply.text).toBe("");
    expect(reply.headers.get("location")).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/data\/v3\/ed-fi\/students\/[0-9a-f]{32}$/,
    );
    expect(reply.headers.get("etag")).toMatch(/^"5\d{18}"$/);
  });

  it("answers an unchanged item with 200 and the same ETag, a changed one with a new ETag", async () => {
    await enrolled();
    const first = await api.post("/ed-fi/schools", sample.school());
    const same = await api.post("/ed-fi/schools", JSON.stringify(sample.school(), null, 2));
    const other = await api.post("/ed-fi/schools", { ...sample.school(), nameOfInstitution: "Another" });
    expect([first.status, same.status, other.status]).toEqual([200, 200, 200]);
    expect(same.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(other.headers.get("etag")).not.toBe(first.headers.get("etag"));
    expect(other.headers.get("location")).toBe(first.headers.get("location"));
  });

  it("replaces fully: what is left out is gone", async () => {
    await enrolled();
    const location = (await api.post("/ed-fi/schools", { ...sample.school(), webSite: "https://a.example" }))
      .headers;
    await api.post("/ed-fi/schools", sample.school());
    const shown = (await api.get(location.get("location") ?? "")).json;
    expect(shown).not.toHaveProperty("webSite");
  });

  it("refuses a client's id, an empty body, broken JSON and another Content-Type", async () => {
    const withId = await api.post("/ed-fi/students", { ...sample.student(), id: "1" });
    expect(withId.status).toBe(400);
    expect(errors(withId)?.[0]).toContain("'id' property should not be included");
    expect(errors(await api.post("/ed-fi/students", " "))).toEqual(["A non-empty request body is required."]);
    const broken = await api.post("/ed-fi/students", '{"studentUniqueId":');
    expect(Object.keys(failures(broken) ?? {})).toEqual(["$."]);
    const typed = await api.post("/ed-fi/students", "{}", { "content-type": "text/plain" });
    expect(typed.status).toBe(415);
  });

  it("names every member that is missing, too long, wrongly typed, blank at its ends or out of range", async () => {
    const bad = await api.post("/ed-fi/students", {
      studentUniqueId: " 1",
      lastSurname: " ",
      firstName: "x".repeat(76),
      birthDate: "2010-01-01",
    });
    expect(failures(bad)).toEqual({
      "$.studentUniqueId": ["StudentUniqueId cannot contain leading or trailing spaces."],
      "$.lastSurname": ["LastSurname is required and should not be left empty."],
      "$.firstName": ["FirstName must be at most 75 characters in length."],
    });
    const typed = await api.post("/ed-fi/studentSchoolAssociations", {
      ...sample.enrolment(),
      entryDate: "2025-02-29",
      primarySchool: "x",
    });
    expect(failures(typed)).toEqual({
      "$.entryDate": ["The supplied value is invalid."],
      "$.primarySchool": ["Unexpected value for boolean: x (type: String)"],
    });
    const zero = await api.post("/ed-fi/schools", { ...sample.school(0), gradeLevels: [] });
    expect(failures(zero)).toEqual({
      "$.schoolId": ["SchoolId value must be different than 0."],
      "$.gradeLevels": ["SchoolGradeLevels must have at least one item."],
    });
  });

  it("refuses rows that are the same, and references that are given partly", async () => {
    await enrolled();
    const rows = [{ gradeLevelDescriptor: ninthGrade }, { gradeLevelDescriptor: ninthGrade.toLowerCase() }];
    const twice = await api.post("/ed-fi/schools", { ...sample.school(), gradeLevels: rows });
    expect(failures(twice)?.["$.gradeLevels"]).toEqual([
      "The 2nd item of the SchoolGradeLevels has the same identifying values as another item earlier in the list.",
    ]);
    const partly = await api.post("/ed-fi/studentSchoolAssociations", {
      ...sample.enrolment(),
      calendarReference: { calendarCode: "A", schoolYear: 2025 },
    });
    expect(failures(partly)).toEqual({
      "$.calendarReference": ["CalendarReference is missing the following properties: SchoolId"],
    });
  });

  it("takes property names in any letter case and ignores unknown ones", async () => {
    const { firstName, ...student } = sample.student();
    const reply = await api.post("/ed-fi/students", { ...student, FIRSTNAME: firstName, shoeSize: 9 });
    expect(reply.status).toBe(201);
    expect(practice.items("/ed-fi/students")[0]?.body).toMatchObject({ firstName });
  });

  it("keeps 64-bit organization ids to the last digit", async () => {
    const district = JSON.stringify(sample.district).replace("255901", "745672453832456001");
    const created = await api.post("/ed-fi/localEducationAgencies", district);
    expect(created.status).toBe(201);
    const shown = await api.get(created.headers.get("location") ?? "");
    expect(shown.text).toContain('"localEducationAgencyId":745672453832456001');
    const school = JSON.stringify(sample.school()).replace('Id":255901}', 'Id":745672453832456001}');
    expect((await api.post("/ed-fi/schools", school)).status).toBe(201);
    const neighbour = school.replace("745672453832456001", "745672453832456002").replace("255901001", "3");
    expect((await api.post("/ed-fi/schools", neighbour)).status).toBe(409);
  });

  it("names the first missing reference, at any depth", async () => {
    await enrolled();
    const missing = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment("604822", 7));
    expect(missing.status).toBe(409);
    expect(detail(missing)).toBe("The referenced 'School' item does not exist.");
    const deep = await api.post("/ed-fi/bellSchedules", {
      bellScheduleName: "A",
      schoolReference: { schoolId: 255901001 },
      classPeriods: [{ classPeriodReference: { classPeriodName: "1", schoolId: 255901001 } }],
    });
    expect(detail(deep)).toBe("The referenced 'ClassPeriod' item does not exist.");
  });

  it("finds descriptor values in any letter case, and names those that are not there", async () => {
    await enrolled();
    const shouting = { ...sample.enrolment(), entryGradeLevelDescriptor: ninthGrade.toUpperCase() };
    expect((await api.post("/ed-fi/studentSchoolAssociations", shouting)).status).toBe(200);
    const unknown = {
      ...sample.enrolment(),
      entryGradeLevelDescriptor: "uri://ed-fi.org/GradeLevelDescriptor#19th",
    };
    expect(failures(await api.post("/ed-fi/studentSchoolAssociations", unknown))).toEqual({
      "$.entryGradeLevelDescriptor": [
        "GradeLevelDescriptor value 'uri://ed-fi.org/GradeLevelDescriptor#19th' does not exist.",
      ],
    });
    const bare = { ...sample.enrolment(), entryGradeLevelDescriptor: "09" };
    expect(
      failures(await api.post("/ed-fi/studentSchoolAssociations", bare))?.[
        "$.entryGradeLevelDescriptor"
      ]?.[0],
    ).toContain("a '#' is expected");
  });

  it("lets an abstract reference be satisfied by any organization, a concrete one only by its own", async () => {
    await enrolled();
    const programOf = (educationOrganizationId: number) => ({
      programName: `P${educationOrganizationId}`,
      programTypeDescriptor: "uri://ed-fi.org/ProgramTypeDescriptor#Bilingual",
      educationOrganizationReference: { educationOrganizationId },
    });
    expect((await api.post("/ed-fi/programs", programOf(255901))).status).toBe(201);
    expect((await api.post("/ed-fi/programs", programOf(255901001))).status).toBe(201);
    const crossed = await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment("604822", 255901));
    expect(detail(crossed)).toBe("The referenced 'School' item does not exist.");
  });

  it("refuses a school with a district's id: they share one space of ids", async () => {
    await enrolled();
    const clash = await api.post("/ed-fi/schools", sample.school(255901));
    expect(clash.status).toBe(409);
    expect(errors(clash)?.[0]).toContain("(SchoolId) = (255901)");
  });

  it("refuses parts of one key that disagree", async () => {
    await enrolled();
    const conflicting = await api.post("/ed-fi/courseOfferings", {
      localCourseCode: "ALG",
      schoolReference: { schoolId: 255901001 },
      courseReference: { courseCode: "ALG", educationOrganizationId: 255901 },
      sessionReference: { schoolId: 255901002, schoolYear: 2025, sessionName: "Fall" },
    });
    const sentence =
      "All values supplied for 'schoolId' must match. Review all references and align the following conflicting values: '255901001', '255901002'";
    expect(failures(conflicting)).toEqual({
      "$.schoolReference.schoolId": [sentence],
      "$.sessionReference.schoolId": [sentence],
    });
  });

  it("knows no other resources and no other verbs", async () => {
    const unknown = await api.post("/ed-fi/studnts", {});
    expect(unknown.status).toBe(404);
    expect(errors(unknown)?.[0]).toContain("/ed-fi/studnts' does not exist");
    const patch = await api.send("PATCH", "/ed-fi/students");
    expect(patch.status).toBe(405);
    expect(errors(await api.send("PUT", "/ed-fi/students", {}))?.[0]).toContain("cannot be replaced");
    expect((await api.get("/ED-FI/Students")).status).toBe(200);
  });
});

describe("a student's rights", () => {
  it("are free to create, and to change only after an accepted enrolment", async () => {
    await api.post("/ed-fi/localEducationAgencies", sample.district);
    await api.post("/ed-fi/schools", sample.school());
    const created = await api.post("/ed-fi/students", sample.student());
    const again = await api.post("/ed-fi/students", sample.student());
    expect([created.status, again.status]).toEqual([201, 403]);
    expect(detail(again)).toContain("'StudentSchoolAssociation'");
    expect(errors(again)).toEqual([
      "No relationships have been established between the caller's education organization id claim (255901) and the resource item's 'StudentUniqueId' value.",
    ]);
    const location = created.headers.get("location") ?? "";
    expect((await api.get(location)).status).toBe(403);
    expect((await api.get("/ed-fi/students")).json).toEqual([]);
    await api.post("/ed-fi/studentSchoolAssociations", sample.enrolment());
    expect((await api.post("/ed-fi/students", sample.student())).status).toBe(200);
    expect((await api.get(location)).status).toBe(200);
  });

  it("are asked for whatever refers to the student, and end with the enrolment", async () => {
    await enrolled();
    await api.post("/ed-fi/students", sample.student("2"));
    const association = (studentUniqueId: string) => ({
      educationOrganizationReference: { educationOrganizationId: 255901 },
      studentReference: { studentUniqueId },
    });
    const path = "/ed-fi/studentEducationOrganizationAssociations";
    expect((await api.post(path, association("2"))).status).toBe(403);
    expect((await api.post(path, association("604822"))).status).toBe(201);
    const enrolment = ((await api.get("/ed-fi/studentSchoolAssociations")).json as { id: string }[])[0];
    expect((await api.send("DELETE", `/ed-fi/studentSchoolAssociations/${enrolment?.id}`)).status).toBe(204);
    expect((await api.post(path, association("604822"))).status).toBe(403);
  });

  it("reach contacts through their students, and staff through their organizations", async () => {
    await enrolled();
    const contact = { contactUniqueId: "C1", firstName: "A", lastSurname: "B" };
    await api.post("/ed-fi/contacts", contact);
    const refused = await api.post("/ed-fi/contacts", contact);
    expect(refused.status).toBe(403);
    expect(detail(refused)).toContain("'StudentContactAssociation'");
    const association = {
      contactReference: { contactUniqueId: "C1" },
      studentReference: { studentUniqueId: "604822" },
    };
    expect((await api.post("/ed-fi/studentContactAssociations", association)).status).toBe(201);
    expect((await api.post("/ed-fi/contacts", contact)).status).toBe(200);
    const staff = { staffUniqueId: "T1", firstName: "A", lastSurname: "B" };
    await api.post("/ed-fi/staffs", staff);
    const unknown = await api.post("/ed-fi/staffs", staff);
    expect(detail(unknown)).toContain(
      "'StaffEducationOrganizationEmploymentAssociation' or 'StaffEducationOrganizationAssignmentAssociation' items",
    );
  });
});

describe("DELETE", () => {
  it("is refused while another item refers to it, and says which", async () => {
    await enrolled();
    const schools = (await api.get("/ed-fi/schools")).json as { id: string }[];
    const refused = await api.send("DELETE", `/ed-fi/schools/${schools[0]?.id}`);
    expect(refused.status).toBe(409);
    expect(detail(refused)).toContain("'StudentSchoolAssociation' item");
    expect((await api.send("DELETE", `/ed-fi/schools/${"0".repeat(32)}`)).status).toBe(404);
    expect(failures(await api.send("DELETE", "/ed-fi/schools/12"))).toEqual({
      "$.id": ["The value '12' is not valid."],
    });
  });

  it("is refused for a descriptor value that is in use", async () => {
    await enrolled();
    const query = new URLSearchParams({
      namespace: "uri://ed-fi.org/GradeLevelDescriptor",
      codeValue: "Ninth grade",
    });
    const [used] = (await api.get(`/ed-fi/gradeLevelDescriptors?${query}`)).json as { id: string }[];
    const refused = await api.send("DELETE", `/ed-fi/gradeLevelDescriptors/${used?.id}`);
    expect([refused.status, detail(refused)]).toEqual([409, expect.stringContaining("'School' item")]);
    query.set("codeValue", "Second grade");
    const [unused] = (await api.get(`/ed-fi/gradeLevelDescriptors?${query}`)).json as { id: string }[];
    expect((await api.send("DELETE", `/ed-fi/gradeLevelDescriptors/${unused?.id}`)).status).toBe(204);
  });

  it("obeys If-Match, for PUT as well", async () => {
    await enrolled();
    const created = await api.post("/ed-fi/schools", sample.school(3));
    const location = created.headers.get("location") ?? "";
    const stale = { "if-match": '"5250000000000000000"' };
    expect((await api.send("DELETE", location, undefined, stale)).status).toBe(412);
    expect((await api.send("PUT", location, sample.school(3), stale)).status).toBe(412);
    const current = { "if-match": created.headers.get("etag") ?? "" };
    expect((await api.send("PUT", location, sample.school(3), current)).status).toBe(204);
    expect((await api.send("DELETE", location, undefined, current)).status).toBe(204);
    expect((await api.get(location)).status).toBe(404);
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
    await enrolled();
    const made = await api.post("/ed-fi/sessions", session("Fall"));
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
    const courses = await api.post("/ed-fi/courses", course);
    expect(courses.text).toBe("");
    const names = { schoolId: 255901001, schoolYear: 2025, sessionName: "Fall" };
    const offering = await api.post("/ed-fi/courseOfferings", {
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
    expect((await api.post("/ed-fi/sections", section)).status).toBe(201);
    const renamed = await api.send("PUT", made.headers.get("location") ?? "", session("Autumn"));
    expect(renamed.status).toBe(204);
    expect(practice.items("/ed-fi/courseOfferings")[0]?.body).toMatchObject({
      sessionReference: { sessionName: "Autumn" },
    });
    expect(practice.items("/ed-fi/sections")[0]?.body).toMatchObject({
      courseOfferingReference: { sessionName: "Autumn", schoolYear: 2025 },
    });
    const byKey = await api.get(
      "/ed-fi/sections?sectionIdentifier=S1&sessionName=Autumn&localCourseCode=ALG&schoolId=255901001&schoolYear=2025",
    );
    expect(byKey.json).toHaveLength(1);
    expect((await api.get("/ed-fi/sessions/keyChanges")).json).toMatchObject([
      { oldKeyValues: { sessionName: "Fall" }, newKeyValues: { sessionName: "Autumn" } },
    ]);
    expect((await api.get("/ed-fi/sections/keyChanges")).json).toHaveLength(1);
  });

  it("is refused where the resource does not allow it, or where the new key is taken", async () => {
    await enrolled();
    const schools = (await api.get("/ed-fi/schools")).json as { id: string }[];
    const refused = await api.send("PUT", `/ed-fi/schools/${schools[0]?.id}`, sample.school(9));
    expect((refused.json as { type: string }).type).toBe(
      "urn:ed-fi:api:bad-request:data-validation-failed:key-change-not-supported",
    );
    await api.post("/ed-fi/sessions", session("Spring"));
    const fall = await api.post("/ed-fi/sessions", session("Fall"));
    const taken = await api.send("PUT", fall.headers.get("location") ?? "", session("Spring"));
    expect(taken.status).toBe(409);
  });
});

describe("deletions", () => {
  const versions = "/changeQueries/v1/availableChangeVersions";

  it("are listed with their keys, but not when the item was made again", async () => {
    await enrolled();
    const before = (await api.get(practice.url + versions)).json as { newestChangeVersion: number };
    const made = await api.post("/ed-fi/schools", sample.school(3));
    await api.send("DELETE", made.headers.get("location") ?? "");
    const window = `minChangeVersion=${before.newestChangeVersion + 1}`;
    expect((await api.get(`/ed-fi/schools/deletes?${window}`)).json).toMatchObject([
      { keyValues: { schoolId: 3 } },
    ]);
    expect((await api.get(`/ed-fi/schools?${window}`)).json).toEqual([]);
    await api.post("/ed-fi/schools", sample.school(3));
    expect((await api.get("/ed-fi/schools/deletes")).json).toEqual([]);
  });
});
