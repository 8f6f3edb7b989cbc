import { describe, expect, it } from "vitest";
import { createSuggester } from "../../electron/core/mapping/suggest.ts";
import type { DescriptorValue } from "../../shared/domain/descriptor.ts";

const edFi = "uri://ed-fi.org/X";
const state = "uri://education.state.example/X";
const county = "uri://county.example/X";

function value(
  codeValue: string,
  namespace = edFi,
  shortDescription = codeValue,
  description = "",
): DescriptorValue {
  return { uri: `${namespace}#${codeValue}`, namespace, codeValue, shortDescription, description };
}
const values = (text: string) => text.split("|").map((code) => value(code));

const grades = values(
  "Infant/toddler|Prekindergarten|Kindergarten|First grade|Second grade|Third grade|Eighth grade|Ninth grade|Tenth grade|Twelfth grade|Grade 13|Ungraded|Other",
);
const sexes = values("Female|Male|Non-binary|Not Selected");
const discipline = values(
  "Removal from Classroom|In School Suspension|Out of School Suspension|Expulsion|Expulsion with Services|Community Service|Other",
);
const attendance = values("In Attendance|Excused Absence|Unexcused Absence|Tardy|Early departure|Partial");
const terms = values("Fall Semester|Spring Semester|First Quarter|Second Quarter|First Trimester|Year Round");
const races = values(
  "American Indian or Alaska Native|Asian|Black or African American|Native Hawaiian or Pacific Islander|White|Other",
);

const types: Readonly<Record<string, readonly DescriptorValue[]>> = {
  gradeLevel: grades,
  sex: sexes,
  discipline,
  attendanceEventCategory: attendance,
  term: terms,
  race: races,
};
const suggest = (type: string, code: string, among = types[type] ?? []) =>
  createSuggester(`/ed-fi/${type}Descriptors`, among)(code);

describe("what districts write is understood", () => {
  const sure: readonly (readonly [string, string, string, string])[] = [
    ["gradeLevel", "09", "Ninth grade", "same number"],
    ["gradeLevel", "9", "Ninth grade", "same number"],
    ["gradeLevel", "9th", "Ninth grade", "same number"],
    ["gradeLevel", "Grade 9", "Ninth grade", "same number"],
    ["gradeLevel", "G09", "Ninth grade", "same number"],
    ["gradeLevel", "09 - Ninth grade", "Ninth grade", "same number"],
    ["gradeLevel", "13", "Grade 13", "same number"],
    ["gradeLevel", "KG", "Kindergarten", "a usual short form of it"],
    ["gradeLevel", "PK", "Prekindergarten", "a usual short form of it"],
    ["gradeLevel", "NINTH  GRADE", "Ninth grade", "same code but for blanks and punctuation"],
    ["gradeLevel", "Nineth grade", "Ninth grade", "one letter differs"],
    ["sex", "M", "Male", "a usual short form of it"],
    ["sex", "F", "Female", "a usual short form of it"],
    ["sex", "nonbinary", "Non-binary", "same code but for blanks and punctuation"],
    ["discipline", "ISS", "In School Suspension", "a usual short form of it"],
    ["discipline", "OSS", "Out of School Suspension", "a usual short form of it"],
    ["discipline", "Comm Serv", "Community Service", "short for it"],
    ["attendanceEventCategory", "Unexc Abs", "Unexcused Absence", "a usual short form of it"],
    ["attendanceEventCategory", "Absence, excused", "Excused Absence", "same words"],
    ["term", "Q1", "First Quarter", "a usual short form of it"],
    ["term", "T1", "First Trimester", "a usual short form of it"],
  ];
  for (const [type, code, target, reason] of sure) {
    it(`"${code}" is surely "${target}": ${reason}`, () => {
      expect(suggest(type, code)).toEqual({ uri: `${edFi}#${target}`, reason, sure: true });
    });
  }

  const likely: readonly (readonly [string, string, string])[] = [
    ["discipline", "INSCHSUSP", "In School Suspension"],
    ["attendanceEventCategory", "UNEXABS", "Unexcused Absence"],
    ["attendanceEventCategory", "UNEXC", "Unexcused Absence"],
    ["race", "NHPI", "Native Hawaiian or Pacific Islander"],
    ["race", "Black", "Black or African American"],
    ["race", "AmerInd", "American Indian or Alaska Native"],
  ];
  for (const [type, code, target] of likely) {
    it(`"${code}" may be "${target}", which a person has to look at`, () => {
      expect(suggest(type, code)).toMatchObject({ uri: `${edFi}#${target}`, sure: false });
    });
  }
});

describe("nothing is proposed where nothing is near", () => {
  const silent: readonly (readonly [string, string])[] = [
    ["gradeLevel", "14"],
    ["gradeLevel", "HS"],
    ["gradeLevel", "ZQ17"],
    ["gradeLevel", ""],
    ["gradeLevel", "-"],
    ["sex", "N"],
    ["attendanceEventCategory", "A"],
    ["discipline", "Detention"],
    // In or out of school: a toss of a coin.
    ["discipline", "Suspension"],
    ["term", "SEM 2"],
  ];
  for (const [type, code] of silent) {
    it(`"${code}" among ${type} values`, () => {
      expect(suggest(type, code)).toBeUndefined();
    });
  }
});

describe("the contrary is not near, however few letters differ", () => {
  const traps: readonly (readonly [string, string])[] = [
    ["Excused Absence", "Unexcused Absence"],
    ["Not Limited", "Limited"],
    ["Expulsion without Services", "Expulsion with Services"],
    ["Below Basic", "Basic"],
    ["A+", "A-"],
    ["IDEA Part B", "IDEA Part C"],
    ["Limited Monitored 1", "Limited Monitored 2"],
    ["Route 9", "Route 8"],
    ["MenA", "MenB"],
  ];
  for (const [code, other] of traps) {
    it(`"${code}" is not taken for "${other}"`, () => {
      expect(suggest("thing", code, [value(other)])).toBeUndefined();
      expect(suggest("thing", other, [value(code)])).toBeUndefined();
    });
  }
});

describe("yes and no", () => {
  it("are understood where these are the values", () => {
    expect(suggest("flag", "Y", values("Yes|No"))).toMatchObject({ uri: `${edFi}#Yes`, sure: true });
    expect(suggest("flag", "N", values("Yes|No"))).toMatchObject({ uri: `${edFi}#No`, sure: true });
  });
  it("are not read into values that only begin so", () => {
    expect(suggest("flag", "N", values("None|New|Not applicable"))).toBeUndefined();
    expect(suggest("flag", "Y", values("Yearly|Yes, with help"))).toBeUndefined();
  });
});

describe("namespaces", () => {
  it("says when the same code stands in another namespace", () => {
    const found = suggest("gradeLevel", "uri://sis.example/GradeLevelDescriptor#Ninth grade");
    expect(found).toEqual({
      uri: `${edFi}#Ninth grade`,
      reason: "same code in another namespace",
      sure: true,
    });
  });
  it("takes the state's own value before Ed-Fi's, surely when the state has one of the kind", () => {
    const both = [value("Tardy"), value("Tardy", state)];
    expect(suggest("attendance", "TARDY", both)).toEqual({
      uri: `${state}#Tardy`,
      reason: "same code; other values say the same",
      sure: true,
    });
  });
  it("finds the state's number by the words of Ed-Fi's code", () => {
    const both = [value("Tardy"), value("017", state, "Tardy")];
    expect(suggest("attendance", "tardy", both)).toMatchObject({ uri: `${state}#017`, sure: true });
  });
  it("leaves the choice between two hosts' own values to a person", () => {
    const three = [value("Tardy"), value("Tardy", county), value("Tardy", state), value("Present", state)];
    expect(suggest("attendance", "tardy", three)).toMatchObject({ uri: `${state}#Tardy`, sure: false });
  });
  it("leaves the choice between two values of one host to a person", () => {
    const two = [value("17", state, "Tardy"), value("18", state, "Tardy")];
    expect(suggest("attendance", "Tardy", two)).toMatchObject({ sure: false });
  });
});

describe("sure means that nothing of another meaning comes near", () => {
  it("a code that is one value's code and another one's description is not sure", () => {
    const both = [value("A", edFi, "Absent"), value("X", edFi, "A")];
    expect(suggest("attendance", "a", both)).toMatchObject({ uri: `${edFi}#A`, sure: false });
  });
  it("a description is as good as a code", () => {
    const coded = [value("1", edFi, "Present", "The student is here"), value("2", edFi, "Absent")];
    expect(suggest("attendance", "the student is here", coded)).toEqual({
      uri: `${edFi}#1`,
      reason: "same words as its description",
      sure: true,
    });
  });
  it("what the host keeps for old records only is never sure", () => {
    expect(
      suggest("x", "Early Ed", [value("Early Education", edFi, "DEPRECATED: Early Education")]),
    ).toMatchObject({
      sure: false,
    });
  });
  it("numbers with and without zeros in front are told apart where the server has both", () => {
    expect(suggest("x", "1", [value("01"), value("1")])).toMatchObject({ uri: `${edFi}#1` });
  });
});
