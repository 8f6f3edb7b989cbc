import { describe, expect, test } from "vitest";
import { dms, judged, legacy, ods } from "./causes-judged.ts";

describe("what the key may not write", () => {
  test.each([
    ["security:authorization:access-denied:resource", 403],
    ["security:authorization:access-denied:action", 403],
    ["security:authorization:namespace:access-denied:namespace-mismatch", 403],
    ["security:authorization:ownership:access-denied:ownership-mismatch", 403],
    ["security:authorization:custom-view:access-denied:element-required", 403],
    ["security:data-policy:incorrect-usage", 403],
    ["forbidden", 403],
    ["profile:method-usage", 405],
    ["profile:invalid-profile-usage", 415],
    ["bad-request:data-policy-enforced", 400],
    ["data-policy-enforced", 400],
  ])("%s is the host's to mend", (type, status) => {
    const detail = "Access to the requested data could not be authorized.";
    expect(judged("grades", ods(status, type, { detail }))).toMatchObject({
      retry: "none",
      kind: "permission",
      who: "the host",
    });
  });

  test("a resource that the key has no claim to is no missing relationship", () => {
    const title = "grades: the key may not create or change these records";
    const texts = [
      legacy(403, "Access to the resource could not be authorized. Are you missing a claim? Check 'grade'."),
      dms(403, "security:authorization:", { detail: "Access to the resource could not be authorized." }),
    ];
    for (const text of texts) {
      expect(judged("grades", text)).toMatchObject({ retry: "none", kind: "permission", title });
    }
  });

  test("an organization out of reach is the host's to mend, and may still come into reach", () => {
    const errors = [
      "No relationships have been established between the caller's education organization id claim ('255901903') and the resource item's 'EducationOrganizationId' value.",
    ];
    const detail = "Access to the requested data could not be authorized.";
    expect(judged("grades", ods(403, "security:authorization", { detail, errors }))).toMatchObject({
      retry: "relationship",
      kind: "permission",
      who: "the host",
    });
  });

  test("the association itself does not wait for itself", () => {
    const answer = dms(403, "security:authorization:relationships:access-denied:element-required", {
      detail:
        "Access to the requested data could not be authorized. The values of one or more of the following properties are required for authorization purposes: 'SchoolId', 'StudentUniqueId'. Hint: You may need to create a corresponding 'StudentSchoolAssociation' item.",
    });
    expect(judged("/ed-fi/studentSchoolAssociations", answer)).toMatchObject({
      retry: "relationship",
      kind: "permission",
      title: "studentSchoolAssociations: they belong to an organization that this key has no right to",
    });
    expect(judged("/ed-fi/grades", answer).title).toBe(
      "grades: the key does not reach the student yet; StudentSchoolAssociation must be on the server first",
    );
  });

  test("5.3 names no property: a person's own resource waits for the association (trap 21)", () => {
    const message =
      "Authorization denied.  The claim does not have any established relationships with the requested resource.";
    for (const [people, association] of [
      ["contacts", "StudentContactAssociation"],
      ["parents", "StudentParentAssociation"],
    ])
      expect(judged(`/ed-fi/${people}`, legacy(403, message))).toMatchObject({
        retry: "relationship",
        kind: "waiting",
        entities: [association],
      });
    expect(judged("/ed-fi/staffs", legacy(403, message))).toMatchObject({
      retry: "relationship",
      kind: "waiting",
      entities: [
        "StaffEducationOrganizationAssignmentAssociation",
        "StaffEducationOrganizationEmploymentAssociation",
      ],
    });
    expect(judged("/ed-fi/grades", legacy(403, message))).toMatchObject({
      retry: "relationship",
      kind: "permission",
    });
  });
});
