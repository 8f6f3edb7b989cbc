import { describe, expect, it } from "vitest";
import { sample } from "./api-client.ts";
import { detailOf, eachWithPractice, enrol, errorsOf } from "./api-district.ts";

const given = eachWithPractice();

describe("a student's rights", () => {
  it("are free to create, and to change only after an accepted enrolment", async () => {
    await given.api.post("/ed-fi/localEducationAgencies", sample.district);
    await given.api.post("/ed-fi/schools", sample.school());
    const created = await given.api.post("/ed-fi/students", sample.student());
    const again = await given.api.post("/ed-fi/students", sample.student());
    expect([created.status, again.status]).toEqual([201, 403]);
    expect(detailOf(again)).toContain("'StudentSchoolAssociation'");
    expect(errorsOf(again)).toEqual([
      "No relationships have been established between the caller's education organization id claim (255901) and the resource item's 'StudentUniqueId' value.",
    ]);
    const location = created.headers.get("location") ?? "";
    expect((await given.api.get(location)).status).toBe(403);
    expect((await given.api.get("/ed-fi/students")).json).toEqual([]);
    await given.api.post("/ed-fi/studentSchoolAssociations", sample.enrolment());
    expect((await given.api.post("/ed-fi/students", sample.student())).status).toBe(200);
    expect((await given.api.get(location)).status).toBe(200);
  });

  it("are asked for whatever refers to the student, and end with the enrolment", async () => {
    await enrol(given.api);
    await given.api.post("/ed-fi/students", sample.student("2"));
    const association = (studentUniqueId: string) => ({
      educationOrganizationReference: { educationOrganizationId: 255901 },
      studentReference: { studentUniqueId },
    });
    const path = "/ed-fi/studentEducationOrganizationAssociations";
    expect((await given.api.post(path, association("2"))).status).toBe(403);
    expect((await given.api.post(path, association("604822"))).status).toBe(201);
    const enrolment = ((await given.api.get("/ed-fi/studentSchoolAssociations")).json as { id: string }[])[0];
    expect((await given.api.send("DELETE", `/ed-fi/studentSchoolAssociations/${enrolment?.id}`)).status).toBe(
      204,
    );
    expect((await given.api.post(path, association("604822"))).status).toBe(403);
  });

  it("reach contacts through their students, and staff through their organizations", async () => {
    await enrol(given.api);
    const contact = { contactUniqueId: "C1", firstName: "A", lastSurname: "B" };
    await given.api.post("/ed-fi/contacts", contact);
    const refused = await given.api.post("/ed-fi/contacts", contact);
    expect(refused.status).toBe(403);
    expect(detailOf(refused)).toContain("'StudentContactAssociation'");
    const association = {
      contactReference: { contactUniqueId: "C1" },
      studentReference: { studentUniqueId: "604822" },
    };
    expect((await given.api.post("/ed-fi/studentContactAssociations", association)).status).toBe(201);
    expect((await given.api.post("/ed-fi/contacts", contact)).status).toBe(200);
    const staff = { staffUniqueId: "T1", firstName: "A", lastSurname: "B" };
    await given.api.post("/ed-fi/staffs", staff);
    const unknown = await given.api.post("/ed-fi/staffs", staff);
    expect(detailOf(unknown)).toContain(
      "'StaffEducationOrganizationEmploymentAssociation' or 'StaffEducationOrganizationAssignmentAssociation' items",
    );
  });
});
