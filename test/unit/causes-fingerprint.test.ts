import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProblem } from "../../electron/core/api/problem.ts";
import { classify } from "../../electron/core/causes/classify.ts";
import { fingerprint } from "../../electron/core/causes/fingerprint.ts";
import { normaliseMessage } from "../../electron/core/causes/redact.ts";
import { namesFor } from "./causes-names.ts";

function causeOf(resource: string, status: number, body: unknown) {
  const problem = readProblem(status, undefined, typeof body === "string" ? body : JSON.stringify(body));
  const about = { resource, operation: "upsert", names: namesFor(resource) } as const;
  return fingerprint(about, problem, classify(problem, about));
}

const descriptorError = (value: string) => ({
  type: "urn:ed-fi:api:bad-request:data-validation-failed",
  validationErrors: { "$.birthCountryDescriptor": [`CountryDescriptor value '${value}' does not exist.`] },
});

describe("a cause's title holds no personal data", () => {
  test("the code of a well-formed descriptor is shown", () => {
    expect(causeOf("students", 400, descriptorError("uri://ed-fi.org/CountryDescriptor#XX")).title).toBe(
      'students: country "XX" is not known to the server',
    );
  });

  test.each([
    ["Jane Example", "students: country has a value that is no descriptor (namespace#code)"],
    ["00", "students: country has a value that is no descriptor (namespace#code)"],
    ["Jane Example#1", "students: country has a value that is not known to the server"],
    [
      "uri://ed-fi.org/CountryDescriptor#604822",
      "students: country has a value that is not known to the server",
    ],
    [
      "uri://ed-fi.org/CountryDescriptor#2010-01-13",
      "students: country has a value that is not known to the server",
    ],
    [
      "uri://ed-fi.org/CountryDescriptor#a@b.example",
      "students: country has a value that is not known to the server",
    ],
  ])("%s is left out", (value, title) => {
    expect(causeOf("students", 400, descriptorError(value)).title).toBe(title);
  });

  test("whatever a server echoes, nothing planted comes through", () => {
    const planted = fc.stringMatching(/^[A-Z][a-z]{3,8}qx \d{5}$/);
    const wordings = [
      (value: string) => ({
        message: `The value '${value}' supplied for property 'x' of entity 'e' is not unique.`,
      }),
      (value: string) => ({
        message: `Validation of 'StudentPost' failed.\nOops ${value}: ${value} (${value})`,
      }),
      (value: string) => ({
        type: "urn:ed-fi:api:data-conflict",
        detail: `All of ${value}`,
        errors: [`The duplicate key is (Name) = (${value})`],
      }),
      (value: string) => ({
        type: "urn:ed-fi:api:bad-request:data-validation-failed",
        validationErrors: { [`$.${value}`]: [`The value '${value}' is not valid.`] },
      }),
      (value: string) => `<html><title>${value}</title></html>`,
      (value: string) => value,
    ];
    fc.assert(
      fc.property(planted, fc.constantFrom(400, 403, 404, 409, 500), (value, status) => {
        for (const wording of wordings) {
          expect(causeOf("students", status, wording(value)).title).not.toContain(value.split(" ")[0]);
        }
      }),
    );
  });
});

describe("a fingerprint", () => {
  test("tells unknown descriptor values apart, and nothing else by value", () => {
    const one = causeOf("students", 400, descriptorError("uri://ed-fi.org/CountryDescriptor#AA"));
    const two = causeOf("students", 400, descriptorError("uri://ed-fi.org/CountryDescriptor#BB"));
    expect(one.fingerprint).not.toBe(two.fingerprint);
    const unique = (value: string) => ({
      type: "urn:ed-fi:api:data-conflict:odd",
      errors: [`The value ${value} supplied for property 'p' of entity 'e' is odd.`],
    });
    expect(causeOf("students", 409, unique("123")).fingerprint).toBe(
      causeOf("students", 409, unique("Ann")).fingerprint,
    );
  });

  test("is one for a descriptor value, whichever member of a resource holds it", () => {
    const at = (path: string) => ({
      type: "urn:ed-fi:api:bad-request:data-validation-failed",
      validationErrors: {
        [path]: ["StateAbbreviationDescriptor value 'uri://x/StateAbbreviationDescriptor#Q' does not exist."],
      },
    });
    expect(causeOf("students", 400, at("$.addresses[0].stateAbbreviationDescriptor")).fingerprint).toBe(
      causeOf("students", 400, at("$.birthStateAbbreviationDescriptor")).fingerprint,
    );
  });

  test("differs by resource, by member and by rule", () => {
    const error = (path: string, text: string) => ({
      type: "urn:ed-fi:api:bad-request:data-validation-failed",
      validationErrors: { [path]: [text] },
    });
    const all = [
      causeOf("students", 400, error("$.firstName", "firstName is required.")),
      causeOf("staffs", 400, error("$.firstName", "firstName is required.")),
      causeOf("students", 400, error("$.lastSurname", "lastSurname is required.")),
      causeOf("students", 400, error("$.firstName", "firstName Value should be at most 75 characters")),
    ];
    expect(new Set(all.map((cause) => cause.fingerprint)).size).toBe(4);
  });

  test("stays the same from one release of Steward to the next", () => {
    expect(
      causeOf("students", 400, descriptorError("uri://ed-fi.org/CountryDescriptor#AA")).fingerprint,
    ).toBe("96d062bb79d57c50335d7814eb70dadd");
  });

  test("stays one for twenty thousand texts that differ in their values", () => {
    const prints = new Set<string>();
    for (let count = 0; count < 20_000; count += 1) {
      const message = `The value ${count} supplied for property 'p${count}' of entity (e ${count}) clashes: ${count}`;
      prints.add(causeOf("students", 409, { message }).fingerprint);
    }
    expect(prints.size).toBe(1);
  });

  test("reads long and hostile texts no further than their first two kilobytes", () => {
    const hostile = [
      "'(".repeat(50_000),
      "a".repeat(200_000),
      "'a".repeat(100_000),
      "$.a".repeat(90_000),
      "(((".repeat(60_000),
    ];
    for (const text of hostile) {
      const same = [text, `${text}b`].map((message) => causeOf("students", 400, { message }).fingerprint);
      expect(same[0]).toBe(same[1]);
    }
  });
});

describe("a message without its values", () => {
  const names = namesFor("studentEducationOrganizationAssociations");
  test.each([
    ["City is required and should not be left empty.", "City is required and should not be left empty."],
    ["Vexlorn is required and should not be left empty.", "… is required and should not be left empty."],
    ["Something at $.addresses[3].vexlorn is invalid", "… at … is invalid"],
    [
      "City must be between 2 and 30 characters in length.",
      "City must be between … and … characters in length.",
    ],
    [
      "CountryDescriptor value 'uri://ed-fi.org/CountryDescriptor#XX' does not exist.",
      "CountryDescriptor value … does not exist.",
    ],
    ["The value 'Ann O'Brien' is not valid for birthDate.", "The value … is not valid for …."],
    [
      "A natural key conflict occurred when attempting to create a new resource School with a duplicate key. The duplicate keys and values are (schoolId = 155901)",
      "A natural key conflict occurred when attempting to create a new resource … with a duplicate key. The duplicate keys and values are (…)",
    ],
    ["Something at $.addresses[3].city is invalid: Smallville", "… at $.addresses[].city is invalid: …"],
  ])("%s", (text, expected) => {
    expect(normaliseMessage(text, names)).toBe(expected);
  });

  test("keeps nothing that was planted in quotes, in parentheses or behind a colon", () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ÿ' -]{2,30}$/).filter((text) => /\p{L}{2}/u.test(text));
    const secret = fc.oneof(
      name,
      fc.emailAddress(),
      fc.uuid(),
      fc.integer({ min: 10, max: 1e12 }).map(String),
    );
    fc.assert(
      fc.property(secret, (planted) => {
        // The marker makes the value unlike any word of a server; what surrounds it in the value must go with it.
        const value = `${planted}Zq`;
        const texts = [
          `The value '${value}' is not valid for Id.`,
          `The value "${value}" is not valid.`,
          `The duplicate key is (Name, Id) = (${value}, 7).`,
          `Review all references: ${value}, '${value}'`,
          `Path '${value}' of (${value}): ${value}`,
          `${value} was refused by ${value}`,
        ];
        for (const text of texts) {
          const shown = normaliseMessage(text, names);
          expect(shown).not.toContain("Zq");
          expect(shown).not.toContain(value);
          expect(shown).not.toMatch(/\d/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(["The key is 'May'.", 'The key is "May".', "The key is (May).", "The key is: May"])(
    "a value is gone even if it is a word that servers use: %s",
    (text) => {
      expect(normaliseMessage(text, names)).not.toContain("May");
      expect(normaliseMessage(text, names)).toMatch(/^The key is/);
    },
  );

  test("is the same however often it is made", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const once = normaliseMessage(text, names);
        expect(normaliseMessage(once, names)).toBe(once);
      }),
    );
  });
});
