import { describe, expect, test } from "vitest";
import { dms, judged, legacy, ods } from "./causes-judged.ts";

/** The same mistake, as each version words it: one kind, one way of retrying, one cause. */
function sameCause(resource: string, answers: [number, object][]) {
  const all = answers.map((answer) => judged(resource, answer));
  expect(new Set(all.map((one) => one.fingerprint)).size).toBe(1);
  expect(new Set(all.map((one) => `${one.retry} ${one.kind} ${one.who}`)).size).toBe(1);
  expect(new Set(all.map((one) => one.title)).size).toBe(1);
  return all[0];
}

describe("the same mistake on each version of server is the same cause", () => {
  test("a student who is not there (trap 10)", () => {
    const cause = sameCause("studentSectionAssociations", [
      legacy(
        400,
        "Validation of 'StudentSectionAssociationPost' failed.\nStudent reference could not be resolved.\n",
      ),
      legacy(409, "Access to the resource item could not be authorized because the 'Student' was not found."),
      legacy(409, "The value supplied for the related 'student' resource does not exist."),
      ods(409, "data-conflict:unresolved-reference", {
        detail: "The referenced 'Student' item does not exist.",
      }),
      dms(409, "data-conflict:unresolved-reference", {
        detail: "One or more references could not be resolved. See 'validationErrors' for details.",
        validationErrors: { "$.studentReference": ["The referenced Student item does not exist."] },
      }),
    ]);
    expect(cause).toMatchObject({
      retry: "unresolved",
      kind: "missing-parent",
      who: "source data",
      entities: ["Student"],
      title: "studentSectionAssociations: the student they refer to is not on the server",
    });
  });

  test("an unknown descriptor value, which the DMS tells in lower case (trap 38)", () => {
    const value = "uri://ed-fi.org/AttendanceEventCategoryDescriptor#LATE-MEDEXC";
    const cause = sameCause("/ed-fi/studentSchoolAttendanceEvents", [
      legacy(
        400,
        `Unable to resolve value '${value}' to an existing 'AttendanceEventCategoryDescriptor' resource.`,
      ),
      ods(400, "bad-request:data-validation-failed", {
        detail: "Data validation failed. See 'validationErrors' for details.",
        validationErrors: {
          "$.attendanceEventCategoryDescriptor": [
            `AttendanceEventCategoryDescriptor value '${value}' does not exist.`,
          ],
        },
      }),
    ]);
    expect(cause).toMatchObject({
      retry: "none",
      kind: "descriptor",
      who: "mapping",
      title:
        'studentSchoolAttendanceEvents: attendance event category "LATE-MEDEXC" is not known to the server',
    });
    const lower = judged(
      "/ed-fi/studentSchoolAttendanceEvents",
      dms(400, "bad-request", {
        validationErrors: {
          "$.attendanceEventCategoryDescriptor": [
            `AttendanceEventCategoryDescriptor value '${value.toLowerCase()}' does not exist.`,
          ],
        },
      }),
    );
    expect(lower.fingerprint).toBe(cause?.fingerprint);
    expect(lower).toMatchObject({ kind: "descriptor", members: ["$.attendanceEventCategoryDescriptor"] });
  });

  test("a member that is missing", () => {
    const cause = sameCause("students", [
      legacy(400, "Validation of 'StudentPost' failed.\nLastSurname is required.\n"),
      [
        400,
        {
          message: "The request is invalid.",
          modelState: { "request.lastSurname": ["LastSurname is required."] },
        },
      ],
      ods(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.lastSurname": ["LastSurname is required and should not be left empty."] },
      }),
      dms(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.lastSurname": ["lastSurname is required."] },
      }),
    ]);
    expect(cause).toMatchObject({
      retry: "none",
      kind: "validation",
      who: "source data",
      members: ["$.lastSurname"],
      title: "students: lastSurname is missing",
    });
  });

  test("a text that is too long, whatever the limit and the place in a collection", () => {
    const cause = sameCause("studentEducationOrganizationAssociations", [
      ods(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.addresses[0].city": ["City must be between 2 and 30 characters in length."] },
      }),
      ods(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.addresses[3].city": ["City must be at most 30 characters in length."] },
      }),
      dms(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.addresses[12].city": ["city Value should be at most 30 characters"] },
      }),
    ]);
    expect(cause?.members).toEqual(["$.addresses[].city"]);
    expect(cause?.title).toBe(
      "studentEducationOrganizationAssociations: addresses.city is too long or too short",
    );
  });

  test("a reference that is given in part", () => {
    const cause = sameCause("calendarDates", [
      legacy(
        400,
        "Validation of 'CalendarDatePost' failed.\nCalendarReference is missing the following properties: SchoolId\n",
      ),
      ods(400, "bad-request:data-validation-failed", {
        validationErrors: {
          "$.calendarReference": ["CalendarReference is missing the following properties: SchoolId"],
        },
      }),
      dms(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.calendarReference.schoolId": ["schoolId is required."] },
      }),
    ]);
    expect(cause?.title).toBe("calendarDates: calendarReference.schoolId is missing");
  });

  test("a date that is none", () => {
    sameCause("academicWeeks", [
      [
        400,
        {
          message: "The request is invalid.",
          modelState: {
            "request.beginDate": [
              "Could not convert string to DateTime: 2020-13-45. Path 'beginDate', line 1, position 30.",
            ],
          },
        },
      ],
      ods(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.beginDate": ["The supplied value is invalid."] },
      }),
      dms(400, "bad-request:data-validation-failed", {
        validationErrors: { "$.beginDate": ['beginDate Value is "integer" but should be "string"'] },
      }),
    ]);
  });

  test("a key that cannot be changed", () => {
    const cause = sameCause("academicWeeks", [
      legacy(400, "Key values for this resource cannot be changed. Delete and recreate the item."),
      ods(400, "bad-request:data-validation-failed:key-change-not-supported", {
        detail:
          "Identifying values for the AcademicWeek data cannot be changed. Delete and recreate the item instead.",
      }),
    ]);
    expect(cause).toMatchObject({ kind: "key-change", retry: "none" });
  });

  test("a student out of reach", () => {
    const cause = sameCause("grades", [
      legacy(
        403,
        "Authorization denied. No relationships have been established between the caller's education organization id claims (255901) and the resource item's 'StudentUniqueId' value.",
      ),
      ods(403, "security:authorization", {
        detail:
          "Access to the requested data could not be authorized. Hint: You may need to create a corresponding 'StudentSchoolAssociation' item.",
        errors: [
          "No relationships have been established between the caller's education organization id claims (255901, 19255901) and the resource item's 'StudentUniqueId' value.",
        ],
      }),
      dms(403, "security:authorization:relationships:access-denied:element-required", {
        detail:
          "Access to the requested data could not be authorized. The 'StudentUniqueId' value is required for authorization purposes. Hint: You may need to create a corresponding 'StudentSchoolAssociation' item.",
      }),
    ]);
    expect(cause).toMatchObject({
      retry: "relationship",
      kind: "waiting",
      entities: ["StudentSchoolAssociation"],
    });
  });

  test("identifying values that are taken", () => {
    const cause = sameCause("schools", [
      legacy(
        409,
        "A natural key conflict occurred when attempting to create a new resource 'School' with a duplicate key.  The duplicated columns and values are [SchoolId] (155901)",
      ),
      ods(409, "data-conflict:non-unique-identity", {
        detail: "The identifying value(s) of the item are the same as another item that already exists.",
      }),
      dms(409, "identity-conflict", { errors: ["A natural key conflict occurred (schoolId = 155901)"] }),
    ]);
    expect(cause).toMatchObject({ retry: "race", kind: "identity" });
  });
});
