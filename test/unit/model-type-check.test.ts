import { describe, expect, it } from "vitest";
import { parseLossless } from "../../electron/core/model/canonical.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { compileTypeCheck } from "../../electron/core/model/type-check.ts";
import { day, listOf, openApi3, referenceOf, schemaOf, text, to, whole } from "./model-documents.ts";

const document = openApi3(
  {
    "/ed-fi/students": {
      schema: "edFi_student",
      properties: {
        studentUniqueId: text,
        birthDate: day,
        entryTime: { type: "string", format: "date-time" },
        sexDescriptor: text,
        height: { type: "number" },
        schoolYear: whole,
        isTransfer: { type: "boolean" },
        schoolReference: to("edFi_schoolReference"),
        addresses: listOf("edFi_address"),
      },
      key: ["studentUniqueId"],
    },
  },
  {
    edFi_schoolReference: referenceOf({ schoolId: whole }),
    edFi_address: schemaOf({ city: text, periods: listOf("edFi_period") }),
    edFi_period: schemaOf({ beginDate: day, days: whole }),
  },
);
const [students] = readModel([document]).resources;
if (students === undefined) throw new Error("The model is empty.");
const check = compileTypeCheck(students);

describe("what no server accepts is refused, with the place and what should stand there", () => {
  it.each([
    [{ studentUniqueId: {} }, "$.studentUniqueId", "a text"],
    [{ studentUniqueId: ["1"] }, "$.studentUniqueId", "a text"],
    [{ sexDescriptor: { codeValue: "F" } }, "$.sexDescriptor", "a text"],
    [{ birthDate: [2026] }, "$.birthDate", "a date"],
    [{ height: "tall" }, "$.height", "a number"],
    [{ height: true }, "$.height", "a number"],
    [{ schoolYear: "2026-2027 school year" }, "$.schoolYear", "a number"],
    [{ isTransfer: "yes" }, "$.isTransfer", "true or false"],
    [{ isTransfer: [] }, "$.isTransfer", "true or false"],
    [{ schoolReference: 255901001 }, "$.schoolReference", "an object"],
    [{ schoolReference: [{ schoolId: 1 }] }, "$.schoolReference", "an object"],
    [{ schoolReference: { schoolId: "north" } }, "$.schoolReference.schoolId", "a number"],
    [{ addresses: "Main Street" }, "$.addresses", "a list"],
    [{ addresses: { city: "Austin" } }, "$.addresses", "a list"],
    [{ addresses: [{ city: "Austin" }, "Main Street"] }, "$.addresses[1]", "an object"],
    [{ addresses: [{ periods: [{}, { days: "ten" }] }] }, "$.addresses[0].periods[1].days", "a number"],
    [{ ADDRESSES: [{ City: {} }] }, "$.ADDRESSES[0].City", "a text"],
  ])("%j", (body, path, expected) => {
    expect(check(body)).toEqual({ path, expected });
  });

  it("names the first of several", () => {
    expect(check({ height: "tall", isTransfer: "yes" })?.path).toBe("$.height");
  });

  it("never shows a value", () => {
    expect(JSON.stringify(check({ height: "secret" }))).not.toContain("secret");
  });
});

describe("what some server accepts passes", () => {
  it.each<[object]>([
    [{}],
    [{ studentUniqueId: 604822, sexDescriptor: true }],
    [{ birthDate: "08/17/2026", entryTime: 5 }],
    [{ height: "1.85", schoolYear: " 2027 " }],
    [{ height: "1,850.0", schoolYear: "2e3" }],
    [{ schoolYear: 2027.5 }],
    [{ isTransfer: "TRUE" }],
    [{ isTransfer: "0" }],
    [{ isTransfer: 1 }],
    [{ studentUniqueId: null, height: null, isTransfer: null, schoolReference: null, addresses: null }],
    [{ height: "", isTransfer: "", schoolReference: "", addresses: "" }],
    [{ addresses: [null, {}] }],
    [{ nickname: {}, toString: [], _ext: 5 }],
  ])("%j", (body) => {
    expect(check(body)).toBeUndefined();
  });

  it("a number that is longer than a double", () => {
    const body = parseLossless('{"schoolYear":745672453832456001,"studentUniqueId":745672453832456001}');
    expect(check(body as object)).toBeUndefined();
  });
});
