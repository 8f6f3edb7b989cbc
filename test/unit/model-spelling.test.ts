import { describe, expect, it } from "vitest";
import { parseLossless } from "../../electron/core/model/canonical.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import { compileSpelling } from "../../electron/core/model/spelling.ts";
import { compileReader } from "../../electron/core/sources/record.ts";
import { listOf, openApi3, referenceOf, schemaOf, text, to, whole } from "./model-documents.ts";

const document = openApi3(
  {
    "/ed-fi/students": {
      schema: "edFi_student",
      properties: { studentUniqueId: text },
      key: ["studentUniqueId"],
    },
    "/ed-fi/sections": {
      schema: "edFi_section",
      properties: {
        sectionIdentifier: text,
        schoolYear: whole,
        studentReference: to("edFi_studentReference"),
        periods: listOf("edFi_period"),
      },
      key: ["sectionIdentifier"],
    },
  },
  {
    edFi_studentReference: referenceOf({ studentUniqueId: text }),
    edFi_period: schemaOf({ periodName: text, studentReference: to("edFi_studentReference") }),
  },
);
const sections = readModel([document]).resources.find(({ name }) => name === "sections");
if (sections === undefined) throw new Error("The model has no sections.");
const spell = compileSpelling(sections);
const read = compileReader(sections);

const body = {
  sectionIdentifier: "S-1",
  schoolYear: 2027,
  studentReference: { studentUniqueId: "1" },
  periods: [{ periodName: "first", studentReference: { studentUniqueId: "2" } }],
};
const otherwise = {
  SectionIdentifier: "S-1",
  SCHOOLYEAR: 2027,
  StudentReference: { StudentUniqueId: "1" },
  periods: [{ PeriodName: "first", studentreference: { studentUniqueID: "2" } }],
};

describe("names in another case than the model's", () => {
  it("get the model's spelling, at every depth (trap 32)", () => {
    expect(spell(otherwise)).toEqual(body);
  });

  it("make the same record: its key, what it refers to, and what is sent", () => {
    const expected = read(JSON.stringify(body));
    // What is sent is not the line itself, and has a digest of its own.
    expect(read(JSON.stringify(otherwise))).toEqual({ ...expected, bodyDigest: expect.any(Buffer) });
    expect(expected).toMatchObject({ body: JSON.stringify(body) });
    expect("refs" in expected && expected.refs.length).toBeGreaterThan(0);
  });

  it("hide nothing that a server gave from being cleaned away", () => {
    const { StudentReference, ...others } = otherwise;
    const given = {
      Id: "abc",
      _ETag: "1",
      ...others,
      StudentReference: { ...StudentReference, Link: { rel: "Student" } },
    };
    const found = read(JSON.stringify(given));
    expect("body" in found && JSON.parse(found.body)).toEqual(body);
  });

  it("keep every digit of a number", () => {
    const line = '{"SectionIdentifier":"S-1","SchoolYear":745672453832456001}';
    expect(JSON.stringify(spell(parseLossless(line) as object))).toContain('"schoolYear":745672453832456001');
  });

  it("stay as they are beside the right name", () => {
    const both = { sectionIdentifier: "right", SectionIdentifier: "other" };
    expect(spell(both)).toBe(both);
    expect(read(JSON.stringify(both))).toMatchObject({ body: JSON.stringify(both) });
  });

  it("are left alone where the model does not know them", () => {
    const unknown = { ...body, Anything: { PeriodName: 1 } };
    expect(spell(unknown)).toBe(unknown);
  });
});

it("a line that is spelled right is sent as it stands, blanks and all", () => {
  const line = '{ "sectionIdentifier" : "S-1", "schoolYear": 2027.0 }';
  expect(read(line)).toMatchObject({ body: line });
});
