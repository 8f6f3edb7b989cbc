import { describe, expect, test } from "vitest";
import { readProblem } from "../../electron/core/api/problem.ts";
import { classify } from "../../electron/core/causes/classify.ts";
import { fingerprint } from "../../electron/core/causes/fingerprint.ts";
import { namesFor } from "./causes-names.ts";

const urn = "urn:ed-fi:api:";

/** Problem details as ODS/API 7.2 and later write them. */
const ods = (status: number, type: string, more: object): [number, object] => [
  status,
  { title: "t", status, type: urn + type, correlationId: "c", ...more },
];
/** … and as DMS does: both lists always there. */
const dms = (status: number, type: string, more: object): [number, object] =>
  ods(status, type, { validationErrors: {}, errors: [], ...more });
const legacy = (status: number, message: string): [number, object] => [status, { message }];

function judged(
  resource: string,
  [status, body]: [number, object | string],
  operation: "upsert" | "delete" = "upsert",
) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const problem = readProblem(status, "application/json", text);
  const about = { resource, operation, names: namesFor(resource) };
  const classification = classify(problem, about);
  return { ...classification, ...fingerprint(about, problem, classification) };
}

/** The same mistake, as each version words it: one kind, one way of retrying, one cause. */
function sameCause(resource: string, answers: [number, object][]) {
  const all = answers.map((answer) => judged(resource, answer));
  expect(new Set(all.map((one) => one.fingerprint)).size).toBe(1);
  expect(new Set(all.map((one) => `${one.retry} ${one.kind} ${one.who}`)).size).toBe(1);
  expect(new Set(all.map((one) => one.title)).size).toBe(1);
  return all[0];
}

describe("the same mistake on each version of server is the same cause", () => {
  test("a student who is not there", () => {
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

  test("an unknown descriptor value", () => {
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

describe("what may be tried again", () => {
  test.each([408, 425, 429, 500, 502, 503, 504, 520])("%i of any form is trouble that passes", (status) => {
    for (const body of [
      "<html><title>Bad Gateway</title></html>",
      "",
      '{"message":"An unexpected error occurred on the server."}',
    ]) {
      expect(judged("students", [status, body])).toMatchObject({
        retry: "transient",
        kind: "server",
        who: "wait",
      });
    }
  });

  test.each([
    ["system", 500, "transient", "wait"],
    ["system:database-connection", 500, "transient", "wait"],
    ["system:configuration:security", 500, "none", "the host"],
    ["system:configuration:feature-disabled", 404, "none", "the host"],
    ["too-many-requests", 429, "transient", "wait"],
    ["security:authentication:too-many-tokens", 429, "transient", "wait"],
    ["service-unavailable", 503, "transient", "wait"],
    ["database-not-provisioned", 503, "transient", "the host"],
    ["data-conflict:multi-user-conflict", 409, "race", "wait"],
  ])("%s", (type, status, retry, who) => {
    expect(judged("students", ods(status, type, { detail: "x" }))).toMatchObject({
      retry,
      kind: "server",
      who,
    });
  });

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

  test("5.3 names no property: a person's own resource waits for the association", () => {
    const message =
      "Authorization denied.  The claim does not have any established relationships with the requested resource.";
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

  test.each([404, 405, 410, 415, 302])("%i with or without text is not tried again", (status) => {
    expect(judged("students", [status, ""])).toMatchObject({
      retry: "none",
      kind: "other",
      who: "our settings",
    });
    expect(judged("students", [status, "<html></html>"])).toMatchObject({ retry: "none", kind: "other" });
  });

  test("406, 412 and 413", () => {
    expect(judged("students", [406, ""])).toMatchObject({ retry: "none", kind: "permission" });
    expect(judged("students", legacy(412, "Resource was modified by another consumer."))).toMatchObject({
      retry: "none",
      kind: "other",
      who: "wait",
    });
    expect(judged("students", [413, ""])).toMatchObject({ retry: "none", who: "the host" });
  });

  test("HTML with 400 or 403 comes from something in front of the server", () => {
    const page = "<!doctype html><title>Request blocked</title>";
    expect(judged("students", [400, page])).toMatchObject({ retry: "none", kind: "other", who: "the host" });
    expect(judged("students", [403, page])).toMatchObject({
      retry: "none",
      kind: "permission",
      who: "the host",
    });
  });

  test("an unknown type of a coming version is judged by its status", () => {
    expect(judged("students", ods(503, "brand-new", {}))).toMatchObject({
      retry: "transient",
      kind: "server",
    });
    expect(judged("students", ods(400, "brand-new", {}))).toMatchObject({
      retry: "none",
      kind: "validation",
    });
  });

  test("an unknown descriptor beside a missing parent is not waited for", () => {
    const answer = dms(400, "bad-request", {
      validationErrors: {
        "$.programReference": ["The referenced Program item does not exist."],
        "$.xDescriptor": ["XDescriptor value 'uri://ed-fi.org/xdescriptor#y' does not exist."],
      },
    });
    expect(judged("studentProgramAssociations", answer)).toMatchObject({
      retry: "none",
      kind: "descriptor",
      entities: ["Program"],
    });
  });

  test("what still refers to an item that was to be deleted is named", () => {
    const answers = [
      legacy(
        409,
        "The resource (or a subordinate entity of the resource) cannot be deleted because it is a dependency of the 'studentSchoolAssociation' entity.",
      ),
      ods(409, "data-conflict:dependent-item-exists", {
        detail:
          "The requested action cannot be performed because this item is referenced by an existing 'StudentSchoolAssociation' item.",
      }),
    ];
    for (const answer of answers) {
      expect(judged("students", answer, "delete")).toMatchObject({
        retry: "none",
        kind: "other",
        entities: ["StudentSchoolAssociation"],
      });
    }
    const several = dms(409, "data-conflict:dependent-item-exists", {
      detail:
        "The requested action cannot be performed because this item is referenced by existing Calendar, Session item(s).",
    });
    expect(judged("schoolYearTypes", several, "delete").entities).toEqual(["Calendar", "Session"]);
  });
});
