import { describe, expect, test } from "vitest";
import { missingParentCause } from "../../electron/core/causes/drafts.ts";
import { shortKey } from "../../electron/core/causes/parent-key.ts";
import { keyText } from "../../electron/core/model/keys.ts";
import { readModel } from "../../electron/core/model/openapi.ts";
import type { Resource } from "../../electron/core/model/types.ts";
import { builtInDocuments } from "../../electron/practice/model/documents.ts";

const { resources, descriptors } = builtInDocuments("ods-7.3");
const model = readModel([resources, descriptors]);

function resourceOf(name: string): Resource {
  const found = model.resources.find((resource) => resource.name === name);
  if (!found) throw new Error(`the built-in model has no ${name}`);
  return found;
}

/** The short key of a record whose other parts say "x". */
function short(name: string, given: Readonly<Record<string, string>>) {
  const resource = resourceOf(name);
  return shortKey(
    resource,
    resource.identity.parts.map((part) => given[part.name] ?? "x"),
  );
}

describe("the key of a missing parent, in a title", () => {
  test("says what is the parent's own first, then whose it is, and leaves out what it shares with others", () => {
    const section = {
      localCourseCode: "ALG-1",
      schoolId: "255901001",
      schoolYear: "2027",
      sectionIdentifier: "25590100102Trad220ALG112011",
      sessionName: "2026-2027 Fall Semester",
    };
    expect(short("sections", section)).toBe(
      "sectionIdentifier 25590100102Trad220ALG112011, schoolId 255901001, …",
    );
    expect(short("sections", { ...section, sectionIdentifier: "7" })).toBe(
      "sectionIdentifier 7, schoolId 255901001, localCourseCode ALG-1, …",
    );
  });

  test("is whole where it is short", () => {
    expect(short("schools", { educationOrganizationId: "7" })).toMatch(/^\w+ (?:7|x)$/);
    expect(short("courses", { courseCode: "ALG", educationOrganizationId: "255901" })).toBe(
      "courseCode ALG, educationOrganizationId 255901",
    );
    expect(
      short("programs", {
        programName: "Gifted",
        programTypeDescriptor: "uri://ed-fi.org/ProgramTypeDescriptor#GT",
      }),
    ).toContain("programType GT");
  });

  test.each(["a".repeat(60), `${"a b\n".repeat(40)}`])("is never long: %j", (value) => {
    for (const resource of model.resources) {
      const shown =
        shortKey(
          resource,
          resource.identity.parts.map(() => value),
        ) ?? "";
      expect(shown.length).toBeLessThan(120);
      expect(shown).not.toContain("\n");
    }
  });

  test("names no person, in whichever part of whichever resource", () => {
    for (const resource of model.resources) {
      const shown =
        shortKey(
          resource,
          resource.identity.parts.map(({ name }) => name),
        ) ?? "";
      expect(shown).not.toMatch(/uniqueid|personid/i);
    }
    expect(short("students", {})).toBeUndefined();
    expect(short("studentSchoolAssociations", {})).toBeUndefined();
    expect(short("credentials", {})).toBeUndefined();
    expect(short("courses", { courseCode: "ann@example.org", educationOrganizationId: "7" })).toBe(
      "educationOrganizationId 7, …",
    );
  });

  test("two parents whose titles are the same are two causes", () => {
    const sections = resourceOf("sections");
    const causes = ["Fall", "Spring"].map((session) => {
      const values = sections.identity.parts.map(({ name }) => (name === "sessionName" ? session : "1"));
      const digest = keyText(sections.identity.group, values);
      return missingParentCause(sections.path, sections.entity, digest, shortKey(sections, values));
    });
    expect(causes[0]?.title).toBe(causes[1]?.title);
    expect(causes[0]?.fingerprint).not.toBe(causes[1]?.fingerprint);
  });
});
