import { describe, expect, it } from "vitest";
import { parseLossless } from "../../electron/core/model/canonical.ts";
import { searchPatterns, searchWords } from "../../electron/core/model/key-words.ts";
import { compileKeys, describeKey, keyText } from "../../electron/core/model/keys.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import type { Resource } from "../../electron/core/model/types.ts";
import { gradesDocument } from "./model-grades.ts";

const model = readModel([gradesDocument()]);
function resource(name: string): Resource {
  const found = model.resources.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`The model has no ${name}.`);
  return found;
}
const enrolments = resource("studentSectionAssociations");
const keys = compileKeys(enrolments);
const enrolment = {
  beginDate: "2026-08-17",
  schoolYear: 2027,
  schoolReference: { schoolId: 255901001 },
  studentReference: { studentUniqueId: "S1" },
};

describe("the key of a body", () => {
  it("has its values in the order of the key's parts", () => {
    expect(enrolments.identity.parts.map((part) => part.name)).toEqual([
      "beginDate",
      "schoolId",
      "schoolYear",
      "studentUniqueId",
    ]);
    expect(keys.key(enrolment)).toEqual(["2026-08-17", "255901001", "2027", "S1"]);
  });

  it.each([
    ["a number in a string", { schoolReference: { schoolId: "255901001" } }],
    ["leading zeros", { schoolReference: { schoolId: "0255901001" } }],
    ["a time behind a day", { beginDate: "2026-08-17T00:00:00Z" }],
  ])("is the same with %s", (_, change) => {
    expect(keys.key({ ...enrolment, ...change })).toEqual(keys.key(enrolment));
  });

  it("keeps every digit of a 64-bit id", () => {
    const body = parseLossless(
      '{"beginDate":"2026-08-17","schoolYear":2027,"schoolReference":{"schoolId":745672453832456001},"studentReference":{"studentUniqueId":"007"}}',
    );
    expect(keys.key(body as object)).toEqual(["2026-08-17", "745672453832456001", "2027", "007"]);
  });

  it.each([
    ["is missing", { beginDate: undefined }],
    ["is null", { beginDate: null }],
    ["is empty", { beginDate: "" }],
    ["is an object", { beginDate: {} }],
    ["stands in a reference that is missing", { schoolReference: undefined }],
    ["stands in a reference that is a text", { schoolReference: "255901001" }],
    ["stands in a reference that is empty", { schoolReference: {} }],
  ])("is undefined when a part %s", (_, change) => {
    expect(keys.key({ ...enrolment, ...change })).toBeUndefined();
  });

  it("takes a part that has several places from the first that has it", () => {
    const grade = {
      gradeTypeDescriptor: "uri://x/GradeTypeDescriptor#Final",
      gradingPeriodReference: { periodSequence: 1, schoolYear: 2026 },
      studentSectionAssociationReference: {
        beginDate: "2026-08-17",
        schoolId: 7,
        schoolYear: 2027,
        studentUniqueId: "S1",
      },
    };
    expect(compileKeys(resource("grades")).key(grade)).toEqual([
      "2026-08-17",
      "uri://x/GradeTypeDescriptor#Final",
      "2026",
      "1",
      "7",
      "2027",
      "S1",
    ]);
  });
});

describe("the references of a body", () => {
  it("are those that are given, with their place in the resource's list", () => {
    expect(keys.references(enrolment)).toEqual([
      { reference: 1, values: ["255901001"] },
      { reference: 2, values: ["S1"] },
    ]);
  });

  it("are found in every item of a collection", () => {
    const programs = [7, 8].map((id) => ({
      educationOrganizationReference: { educationOrganizationId: id },
    }));
    expect(keys.references({ programs: [...programs, { note: "none" }, null] })).toEqual([
      { reference: 0, values: ["7"] },
      { reference: 0, values: ["8"] },
    ]);
  });

  it("are left out when they are given in part, or are no object", () => {
    const grades = compileKeys(resource("grades"));
    const partly = { gradingPeriodReference: { periodSequence: 1, schoolYear: 2026 } };
    expect(grades.references(partly)).toEqual([]);
    expect(grades.references({ gradingPeriodReference: [1], studentSectionAssociationReference: 5 })).toEqual(
      [],
    );
  });

  it("spell values as the key of their target does", () => {
    const body = {
      studentSectionAssociationReference: {
        ...enrolment,
        beginDate: "2026-08-17T00:00:00",
        schoolId: "255901001",
        studentUniqueId: "S1",
      },
    };
    const [given] = compileKeys(resource("grades")).references(body);
    expect(given?.values).toEqual(keys.key(enrolment));
  });
});

describe("the text of a key", () => {
  it("differs when a separator moves from one value to the next", () => {
    expect(keyText("X", ['a","b', "c"])).not.toBe(keyText("X", ["a", 'b","c']));
    expect(keyText("X", ["a", "b"])).not.toBe(keyText("X", ["ab"]));
    expect(keyText("X", ["a"])).not.toBe(keyText("Y", ["a"]));
  });

  it("for people shows a descriptor by its code", () => {
    const { identity } = enrolments;
    const grade = {
      name: "gradeTypeDescriptor",
      paths: [["gradeTypeDescriptor"]],
      type: "descriptor" as const,
    };
    const graded = { ...enrolments, identity: { ...identity, parts: [grade] } };
    expect(describeKey(graded, ["uri://ed-fi.org/GradeTypeDescriptor#Final"])).toBe("gradeType Final");
  });

  it("for people names each part", () => {
    expect(describeKey(enrolments, ["2026-08-17", "255901001", "2027", "S1"])).toBe(
      "beginDate 2026-08-17, schoolId 255901001, schoolYear 2027, studentUniqueId S1",
    );
  });
});

it("words that are searched for become patterns in which no letter means another one", () => {
  const words = searchWords("  50%_! Peña ");
  expect(words).toEqual(["50%_!", "peña"]);
  expect(searchPatterns(words)).toEqual(["%50!%!_!!%", "%pe%a%"]);
});
