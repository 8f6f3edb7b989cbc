import { describe, expect, it } from "vitest";
import { type CodeUse, codeLines, isAfter, typeLines } from "../../electron/core/mapping/code-lines.ts";
import { warningsOf } from "../../electron/core/mapping/mapping-changes.ts";
import type { KnownValues } from "../../electron/core/mapping/resolve.ts";
import { findType } from "../../electron/core/mapping/type-names.ts";

const types = [
  "/sample/artMediumDescriptors",
  "/sample/gradeLevelDescriptors",
  "/ed-fi/gradeLevelDescriptors",
];

describe("a descriptor type is found", () => {
  const names: readonly (readonly [string, string | undefined])[] = [
    ["/ed-fi/gradeLevelDescriptors", "/ed-fi/gradeLevelDescriptors"],
    ["ed-fi/gradeLevelDescriptors", "/ed-fi/gradeLevelDescriptors"],
    ["/ED-FI/GRADELEVELDESCRIPTORS", "/ed-fi/gradeLevelDescriptors"],
    ["gradeLevelDescriptors", "/ed-fi/gradeLevelDescriptors"],
    ["GradeLevelDescriptor", "/ed-fi/gradeLevelDescriptors"],
    ["gradeLevel", "/ed-fi/gradeLevelDescriptors"],
    ["/sample/gradeLevelDescriptors", "/sample/gradeLevelDescriptors"],
    [" artMedium ", "/sample/artMediumDescriptors"],
    ["/tpdm/gradeLevelDescriptors", undefined],
    ["grade", undefined],
    ["", undefined],
  ];
  for (const [name, type] of names) {
    it(`by ${JSON.stringify(name)}: ${type ?? "none"}`, () => {
      expect(findType(types, name)).toBe(type);
    });
  }
});

const [art = "", sampleGrades = "", grades = ""] = types;
const use = (type: string, code: string, resource: string, uses: number): CodeUse => ({
  type,
  code,
  resource,
  uses,
});
const known: KnownValues = {
  values: new Map([["uri://x/g#9", "uri://x/G#9"]]),
  mappings: new Map([["09", "uri://x/g#9"]]),
  stated: new Set(["uri://own/g#pk"]),
};
const unknown: KnownValues = { values: undefined, mappings: new Map(), stated: new Set() };
const lines = codeLines(
  [
    use(grades, "11", "/ed-fi/schools", 2),
    use(grades, "09", "/ed-fi/schools", 1),
    use(grades, "11", "/ed-fi/students", 5),
    // The same resource from another folder.
    use(grades, "11", "/ed-fi/schools", 4),
    use(grades, "uri://own/g#PK", "/ed-fi/schools", 1),
    use(grades, "uri://x/g#9 ", "/ed-fi/schools", 1),
    use(art, "oil", "/sample/works", 9),
  ],
  (type) => (type === grades ? known : unknown),
);

describe("the codes of the sources", () => {
  it("are summed over folders and resources, by type and code", () => {
    expect(lines.map(({ type, code, state, uses }) => [type, code, state, uses])).toEqual([
      [grades, "09", "mapped", 1],
      [grades, "11", "unmapped", 11],
      [grades, "uri://own/g#PK", "stated", 1],
      [grades, "uri://x/g#9 ", "respelled", 1],
      [art, "oil", "unchecked", 9],
    ]);
    expect(lines[1]?.resources).toEqual([
      { resource: "/ed-fi/schools", uses: 6 },
      { resource: "/ed-fi/students", uses: 5 },
    ]);
  });
  it("are paged by type and code", () => {
    const rest = lines.filter((line) => isAfter(line, { type: grades, code: "11" }));
    expect(rest.map(({ code }) => code)).toEqual(["uri://own/g#PK", "uri://x/g#9 ", "oil"]);
  });
  it("are counted by type, most held records first, and every type of the server is there", () => {
    const stored = [
      { type: grades, readable: true, values: 1, pulledAt: "2026-11-22T10:00:00.000Z" },
      { type: art, readable: false, values: 7, pulledAt: "2026-11-22T10:00:00.000Z" },
    ];
    expect(typeLines(lines, stored, types)).toEqual([
      {
        type: grades,
        values: 1,
        pulledAt: stored[0]?.pulledAt,
        readable: true,
        codes: 4,
        unmapped: 1,
        unmappedUses: 11,
        uses: { same: 1, mapped: 2, open: 11 },
      },
      {
        type: art,
        pulledAt: stored[1]?.pulledAt,
        readable: false,
        codes: 1,
        unmapped: 0,
        unmappedUses: 0,
        uses: { same: 9, mapped: 0, open: 0 },
      },
      {
        type: sampleGrades,
        readable: true,
        codes: 0,
        unmapped: 0,
        unmappedUses: 0,
        uses: { same: 0, mapped: 0, open: 0 },
      },
    ]);
  });
});

describe("what to look at in new mappings", () => {
  const facts = new Map([
    [grades, known],
    [art, unknown],
  ]);
  const change = (type: string, uri: string | null) => ({ type, code: "x", uri });
  it("is nothing where the server or our own files have the value, case aside, or where a mapping is taken away", () => {
    const changes = [change(grades, "URI://X/g#9"), change(grades, "uri://own/G#PK"), change(art, null)];
    expect(warningsOf(changes, facts)).toEqual([]);
  });
  it("is that a type's values are not known", () => {
    expect(warningsOf([change(art, "uri://x/a#1")], facts)).toEqual([
      expect.stringContaining(`values of ${art}`),
    ]);
  });
  it("is one sentence a type, with three examples", () => {
    const changes = ["1", "2", "3", "4", "5", "5"].map((code) => change(grades, `uri://x/g#${code}`));
    const [warning = "", ...others] = warningsOf(changes, facts);
    expect(others).toEqual([]);
    expect(warning).toContain("uri://x/g#1, uri://x/g#2, uri://x/g#3 and 2 more are no values");
  });
});
