import { describe, expect, test } from "vitest";
import { dms, judged, legacy, ods } from "./causes-judged.ts";

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

  test.each([404, 405, 410, 415, 302])("%i with or without text is not tried again", (status) => {
    expect(judged("students", [status, ""])).toMatchObject({
      retry: "none",
      kind: "request",
      who: "our settings",
    });
    expect(judged("students", [status, "<html></html>"])).toMatchObject({ retry: "none", kind: "request" });
  });

  test("a status that no server of ours sends is of no kind", () => {
    for (const status of [304, 418, 451])
      expect(judged("students", [status, ""])).toMatchObject({ retry: "none", kind: "other" });
  });

  test("406, 412 and 413", () => {
    expect(judged("students", [406, ""])).toMatchObject({ retry: "none", kind: "permission" });
    expect(judged("students", legacy(412, "Resource was modified by another consumer."))).toMatchObject({
      retry: "none",
      kind: "changed-elsewhere",
      who: "your choice",
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
        kind: "not-deleted",
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
