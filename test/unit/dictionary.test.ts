import { describe, expect, test } from "vitest";
import { explain, topicOfKind } from "../../shared/dictionary/dictionary.ts";
import { CauseKind } from "../../shared/domain/cause.ts";
import { type Topic, topics } from "../../shared/domain/dictionary.ts";
import { dms, judged, legacy, ods } from "./causes-judged.ts";

const invalid = "bad-request:data-validation-failed";
const saying = (path: string, text: string) =>
  ods(400, invalid, { detail: "Data validation failed.", validationErrors: { [path]: [text] } });

describe("the dictionary", () => {
  test.each(topics)("explains %s in words for educators, with something to do", (topic) => {
    const { means, misleads = "", steps } = explain(topic);
    const text = [means, misleads, ...steps].join(" ");
    expect(means).toMatch(/\.$/);
    expect(steps.length).toBeGreaterThan(0);
    expect(text).not.toMatch(/payload|endpoint|exception|please|oops|!/i);
  });

  test("has an entry for every kind of cause, and that of a kind is the beginning of its finer ones", () => {
    for (const kind of CauseKind.options) expect(topics).toContain(topicOfKind(kind));
    for (const topic of topics) expect(topics).toContain(topic.split(".")[0]);
  });

  const wordings: [Topic, string, readonly (readonly [number, object])[]][] = [
    [
      "validation.required",
      "students",
      [
        legacy(400, "Validation of 'StudentPost' failed.\nLastSurname is required.\n"),
        saying("$.lastSurname", "LastSurname is required and should not be left empty."),
        dms(400, invalid, { validationErrors: { "$.lastSurname": ["lastSurname is required."] } }),
      ],
    ],
    [
      "validation.length",
      "students",
      [saying("$.firstName", "FirstName must be at most 75 characters in length.")],
    ],
    [
      "validation.agree",
      "grades",
      [
        saying(
          "$.gradingPeriodReference.schoolId",
          "All values supplied for 'schoolId' must match. Review all references and align the following conflicting values: '777', '888'",
        ),
      ],
    ],
    [
      "descriptor.unknown",
      "students",
      [
        saying(
          "$.birthStateAbbreviationDescriptor",
          "StateAbbreviationDescriptor value 'uri://ed-fi.org/StateAbbreviationDescriptor#XYZ' does not exist.",
        ),
      ],
    ],
    [
      "descriptor.form",
      "students",
      [
        saying(
          "$.birthCountryDescriptor",
          "CountryDescriptor value '00' is not a valid value for use as a descriptor (a '#' is expected to delineate the namespace and code value portions).",
        ),
      ],
    ],
    [
      "permission.action",
      "grades",
      [
        ods(403, "security:authorization:access-denied:action", { detail: "Access denied." }),
        legacy(403, "Access to the resource could not be authorized for the requested action 'Create'."),
      ],
    ],
    [
      "permission.resource",
      "grades",
      [
        ods(403, "security:authorization:access-denied:resource", { detail: "Access denied." }),
        legacy(
          403,
          "Access to the resource could not be authorized. Are you missing a claim? Check 'grade'.",
        ),
      ],
    ],
    [
      "permission.namespace",
      "assessments",
      [ods(403, "security:authorization:namespace:access-denied:namespace-mismatch", { detail: "No." })],
    ],
    ["permission.profile", "grades", [ods(405, "profile:method-usage", { detail: "No." })]],
    ["other.dependents", "schools", [ods(409, "data-conflict:dependent-item-exists", { detail: "No." })]],
    ["server.busy", "grades", [ods(429, "too-many-requests", { detail: "No." })]],
    ["server.setup", "grades", [ods(500, "system:configuration:security", { detail: "No." })]],
    ["changed-elsewhere", "grades", [ods(412, "optimistic-lock-failed", { detail: "No." })]],
  ];
  test.each(wordings)("finds %s in the wordings of all versions", (topic, resource, answers) => {
    for (const answer of answers) expect(judged(resource, [...answer]).topic).toBe(topic);
  });
});
