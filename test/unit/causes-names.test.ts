import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProblem } from "../../electron/core/api/problem.ts";
import { classify } from "../../electron/core/causes/classify.ts";
import { fingerprint } from "../../electron/core/causes/fingerprint.ts";
import { namesOf } from "../../electron/core/causes/model-names.ts";
import type { Resource } from "../../electron/core/model/types.ts";
import { namesFor } from "./causes-names.ts";

const urn = "urn:ed-fi:api:";

function causeOf(resource: string, status: number, body: object, names = namesFor(resource)) {
  const problem = readProblem(status, "application/json", JSON.stringify(body));
  const about = { resource, operation: "upsert", names } as const;
  const classification = classify(problem, about);
  return { ...classification, ...fingerprint(about, problem, classification) };
}

const invalid = (path: string, text: string) => ({
  type: `${urn}bad-request:data-validation-failed`,
  validationErrors: { [path]: [text] },
});

describe("a title names only what the model of the resource knows", () => {
  test.each([
    ["$.addresses[2].city", "addresses.city is missing"],
    ["$.Addresses[2].City", "addresses.city is missing"],
    ["$.studentReference.studentUniqueId", "studentReference.studentUniqueId is missing"],
    ["$.addresses", "addresses is missing"],
  ])("%s", (path, said) => {
    const { title } = causeOf(
      "studentEducationOrganizationAssociations",
      400,
      invalid(path, "It is required."),
    );
    expect(title).toBe(`studentEducationOrganizationAssociations: ${said}`);
  });

  test.each([
    "$.studentUniqueId['604822']",
    "$.['Vexlorn']",
    "$.names[Vexlorn]",
    "$.vexlorn",
    "$.addresses[0].vexlorn",
    "$.addresses.604822",
    "$.addresses[0].city.vexlorn",
    "Vexlorn",
    "$",
    "$.",
    "",
  ])("nothing of %s", (path) => {
    const { title, members } = causeOf(
      "studentEducationOrganizationAssociations",
      400,
      invalid(path, "Wrong."),
    );
    expect(title).toBe(
      "studentEducationOrganizationAssociations: the server does not take these records as they are",
    );
    expect(members).toEqual([]);
  });

  test("the parts of an extension are the model's too", () => {
    const text = { name: "petName", kind: "scalar", type: "string", required: true } as const;
    const pets = { name: "pets", kind: "collection", required: false, item: [text] } as const;
    const sample = { name: "sample", kind: "object", required: false, members: [pets] } as const;
    const extension = { name: "_ext", kind: "object", required: false, members: [sample] } as const;
    const staffs: Resource = {
      path: "/ed-fi/staffs",
      project: "ed-fi",
      name: "staffs",
      entity: "Staff",
      kind: "resource",
      identity: { group: "Staff", parts: [] },
      references: [],
      descriptors: [],
      updatableKey: false,
      members: [extension],
    };
    const names = namesOf(staffs, new Map([[staffs.path, staffs]]));
    const of = (path: string) =>
      causeOf(staffs.path, 400, invalid(path, "PetName is required."), names).title;
    expect(of("$._ext.sample.pets[1].petName")).toBe("staffs: _ext.sample.pets.petName is missing");
    expect(of("$._ext.vexlorn.pets[1].petName")).toBe("staffs: _ext.sample.pets.petName is missing");
    expect(names.path("$._ext.vexlorn.pets[1].petName")).toBeUndefined();
  });

  test("a member that a text names is shown if it is the model's", () => {
    const of = (name: string) =>
      causeOf("students", 400, { message: `Validation of 'StudentPost' failed.\n${name} is required.` })
        .title;
    expect(of("LastSurname")).toBe("students: lastSurname is missing");
    expect(of("Vexlorn")).toBe("students: the server does not take these records as they are");
  });

  test("a parent, a dependent and an association that the model does not know are not named", () => {
    const missing = {
      type: `${urn}data-conflict:unresolved-reference`,
      detail: "The referenced 'Vexlorn' item does not exist.",
    };
    expect(causeOf("grades", 409, missing)).toMatchObject({
      kind: "missing-parent",
      retry: "unresolved",
      title: "grades: a record that they refer to is not on the server",
    });
    const dependent = {
      type: `${urn}data-conflict:dependent-item-exists`,
      detail: "It is referenced by an existing 'Vexlorn' item.",
    };
    expect(causeOf("students", 409, dependent).entities).toBeUndefined();
    const denied = {
      type: `${urn}security:authorization`,
      detail:
        "Access to the requested data could not be authorized. Hint: You may need to create a corresponding 'Vexlorn' item.",
      errors: [
        "No relationships have been established between the caller and the item's 'StudentUniqueId' value.",
      ],
    };
    expect(causeOf("grades", 403, denied).entities).toEqual(["StudentSchoolAssociation"]);
  });

  test("a descriptor type that the model does not know gives way to the member, and that to neither", () => {
    const text = "VexlornDescriptor value 'nothing' does not exist.";
    expect(causeOf("students", 400, invalid("$.birthSexDescriptor", text)).title).toBe(
      "students: birth sex has a value that is no descriptor (namespace#code)",
    );
    expect(causeOf("students", 400, invalid("$.vexlornDescriptor", text)).title).toBe(
      "students: a descriptor has a value that is no descriptor (namespace#code)",
    );
  });

  test.each(["bad-request:vexlorn", "vexlorn", "bad-request:604822", "bad-request:Data"])(
    "a type %s is not kept",
    (type) => {
      expect(causeOf("students", 400, { type: urn + type, detail: "d" }).type).toBeUndefined();
    },
  );

  test("a known type is kept", () => {
    const type = "security:authorization:namespace:access-denied:namespace-mismatch";
    expect(causeOf("students", 403, { type: urn + type, detail: "d" }).type).toBe(type);
  });
});

describe("data in the place of names", () => {
  /** Ways in which an odd server could put a value where names belong. */
  const odd: readonly ((value: string) => [number, object])[] = [
    (value) => [400, invalid(`$.${value}`, "It is required.")],
    (value) => [400, invalid(`$.students[${value}].city`, "It is odd.")],
    (value) => [400, invalid("$.lastSurname", `${value} is odd.`)],
    (value) => [400, invalid("$.vex", `${value} is required.`)],
    (value) => [400, { message: "m", modelState: { [`request.${value}`]: ["It is required."] } }],
    (value) => [400, { message: `Validation failed.\nPath '${value}', line 1: could not convert it.` }],
    (value) => [
      400,
      invalid("$.studentReference", `It is missing the following properties: ${value}, ${value}B`),
    ],
    (value) => [400, invalid("$.x", `${value}Descriptor value 'a#b' is not a valid value.`)],
    (value) => [
      409,
      { type: `${urn}data-conflict:${value}`, detail: `The referenced '${value}' item does not exist.` },
    ],
    (value) => [
      409,
      { type: `${urn}data-conflict`, errors: [`Item $.${value}.${value} of ${value}Association clashes.`] },
    ],
    (value) => [
      409,
      {
        type: `${urn}data-conflict:dependent-item-exists`,
        detail: `It is referenced by existing ${value}, ${value}B item(s).`,
      },
    ],
    (value) => [
      403,
      {
        type: `${urn}security:authorization`,
        detail: `Hint: You may need to create corresponding '${value}' items. No relationships have been established.`,
      },
    ],
  ];
  const value = fc.stringMatching(/^[A-Za-z]{3,8}[QqXx]{2}\d{0,4}$/);

  test("is in no title, and makes no causes of its own", () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        for (const wording of odd) {
          const [first, second] = [one, other].map((planted) => causeOf("students", ...wording(planted)));
          expect(JSON.stringify([first?.title, first?.members, first?.entities, first?.type])).not.toContain(
            one,
          );
          expect(second?.fingerprint).toBe(first?.fingerprint);
        }
      }),
    );
  });
});
