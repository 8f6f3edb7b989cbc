import { describe, expect, test } from "vitest";
import { dms, judged, legacy, ods } from "./causes-judged.ts";

const invalid = "bad-request:data-validation-failed";

describe("a request that was wrong is not blamed on the records", () => {
  test.each([
    ["no body, of the ODS", ods(400, "bad-request", { errors: ["A non-empty request body is required."] })],
    [
      "no body, of an update",
      ods(400, invalid, { validationErrors: { $: ["A non-empty request body is required."] } }),
    ],
    [
      "a body that is no JSON",
      dms(400, invalid, {
        validationErrors: { "$.": ["',' is invalid here. LineNumber: 5 / BytePositionInLine: 2."] },
      }),
    ],
    [
      "an id in the address that is none",
      dms(400, invalid, { validationErrors: { "$.id": ["The value 'x' is not valid."] } }),
    ],
    [
      "another id in the body",
      dms(400, "bad-request", { errors: ["Request body id must match the id in the url."] }),
    ],
    ["nothing that is said", ods(400, "bad-request", { detail: "The request construction was invalid." })],
  ])("%s", (_, answer) => {
    expect(judged("students", answer)).toMatchObject({
      retry: "none",
      kind: "request",
      who: "our settings",
      title: "students: the server could not make sense of the request",
    });
  });

  test.each([
    [
      "token_info of the DMS",
      dms(400, "bad-request", { errors: ["The token was not present, or was not processable."] }),
    ],
    [
      "token_info of the ODS",
      ods(400, "bad-request", { errors: ["The header and the token to inspect must match."] }),
    ],
    ["a token request", [400, { error: "invalid_client" }] as const],
    ["an unreadable header", [400, { error: "Invalid authorization header" }] as const],
  ])("the key, by %s", (_, answer) => {
    expect(judged("students", answer)).toMatchObject({
      retry: "none",
      kind: "permission",
      who: "our settings",
    });
  });

  test("but a member that may not be sent is the record's", () => {
    const errors = [
      "It cannot be assigned by the client. The 'id' property should not be included in the request body.",
    ];
    expect(judged("students", ods(400, invalid, { errors }))).toMatchObject({
      kind: "validation",
      who: "source data",
      title: "students: id may not be sent",
    });
  });

  test("and so is a member whose value breaks the reading of JSON", () => {
    const text =
      "The JSON value could not be converted. Path: $.birthDate | LineNumber: 0 | BytePositionInLine: 9.";
    expect(
      judged("students", dms(400, invalid, { validationErrors: { "$.birthDate": [text] } })),
    ).toMatchObject({
      kind: "validation",
      title: "students: birthDate is no date that the server can read",
    });
  });

  test("and an unknown wording about a member", () => {
    const answer = dms(400, "bad-request", { validationErrors: { "$.firstName": ["It is odd."] } });
    expect(judged("students", answer)).toMatchObject({ kind: "validation", who: "source data" });
  });
});

describe("a host's own rules", () => {
  const detail =
    "Access to the requested data could not be authorized. Hint: You may need a Student with courses.";
  const refusal = (which: string) =>
    dms(403, "security:authorization", {
      detail,
      errors: [
        `The caller is not authorized, based on the ${which} value of the 'StudentUniqueId' property of the item.`,
      ],
    });

  test.each(["existing", "proposed"])(
    "a view of the host judges the %s value: no association is known to help",
    (which) => {
      expect(judged("students", refusal(which))).toMatchObject({
        retry: "relationship",
        kind: "permission",
        who: "the host",
        title: "students: a rule of the host does not let this key write them",
      });
    },
  );

  test("are another cause than an organization out of reach", () => {
    const organization = dms(403, "security:authorization", {
      detail: "Access to the requested data could not be authorized.",
      errors: ["No relationships have been established with the item's 'SchoolId' value."],
    });
    expect(judged("grades", organization).fingerprint).not.toBe(
      judged("grades", refusal("existing")).fingerprint,
    );
  });

  test("a profile of an older server is the host's to mend", () => {
    const answer = legacy(405, "The allowed methods for this resource with the 'Read' profile are GET.");
    expect(judged("students", answer)).toMatchObject({ kind: "permission", who: "the host" });
    expect(judged("students", [405, ""])).toMatchObject({ kind: "request", who: "our settings" });
  });
});

describe("a title says what happened", () => {
  test.each([
    [409, "data-conflict:multi-user-conflict", "somebody else changed them at the same moment"],
    [409, "data-conflict:dependent-item-exists", "other items on the server still refer to them"],
    [
      409,
      "data-conflict:non-unique-values",
      "a value of theirs that must be unique belongs to another item on the server",
    ],
    [409, "data-conflict", "they contradict something on the server"],
    [429, "security:authentication:too-many-tokens", "the server is asked too often (status 429)"],
    [500, "system:configuration:security", "the server is not set up as it should be (status 500)"],
    [304, "not-modified", "nothing of them has changed on the server"],
  ])("%i %s", (status, type, said) => {
    expect(judged("students", ods(status, type, { detail: "d" })).title).toBe(`students: ${said}`);
  });

  test("an address that the server has left", () => {
    expect(judged("students", [302, ""]).title).toBe(
      "students: the server sends us to another address (status 302)",
    );
  });
});

describe("the wordings of Meadowlark", () => {
  test("a missing parent", () => {
    const failures = [{ resourceName: "Student", identity: [{ studentUniqueId: "604822" }] }];
    const answer = [409, { error: { message: "Reference validation failed", failures } }] as const;
    expect(judged("grades", answer)).toMatchObject({
      kind: "missing-parent",
      retry: "unresolved",
      title: "grades: the student they refer to is not on the server",
    });
  });

  test("a key that cannot change", () => {
    const message = "The identity fields of the document cannot be modified";
    expect(judged("grades", [400, { error: { message } }])).toMatchObject({ kind: "key-change" });
  });
});
