import { describe, expect, test } from "vitest";
import {
  afterSaving,
  choose,
  draftedByType,
  keyOf,
  noDraft,
  takeAllBack,
  takeBack,
  undo,
  usesOf,
} from "../../renderer/mapping-draft.ts";
import {
  arrange,
  fittingTypes,
  nextOpen,
  nextOpenType,
  sureChoices,
  withDraft,
} from "../../renderer/mapping-rows.ts";
import {
  decodeText,
  readingOf,
  shortNamespace,
  splitUri,
  stateOf,
  typeName,
} from "../../renderer/mapping-words.ts";
import { placeAfter } from "../../renderer/pages/connection/descriptors/grid-keys.ts";
import type { CodeLine, DescriptorTypeLine } from "../../shared/domain/descriptor.ts";

const type = "/ed-fi/gradeLevelDescriptors";
const line = (code: string, more: Partial<CodeLine> = {}): CodeLine => ({
  type,
  code,
  state: "unmapped",
  uses: 10,
  resources: [],
  ...more,
});
const ninth = "uri://ed-fi.org/GradeLevelDescriptor#Ninth grade";

describe("mappings that are not saved", () => {
  const both = choose(noDraft, [
    { line: line("09"), uri: ninth },
    { line: line("9", { uses: 5 }), uri: ninth },
  ]);

  test("are counted with the records that use them", () => {
    expect(both.changes.size).toBe(2);
    expect(usesOf(both)).toBe(15);
    expect(draftedByType(both).get(type)).toEqual({ all: 2, releasing: 2 });
  });

  test("are undone a step at a time, and a step may be many", () => {
    const one = choose(noDraft, [{ line: line("10"), uri: ninth }]);
    const three = choose(one, [
      { line: line("11"), uri: ninth },
      { line: line("12"), uri: ninth },
    ]);
    expect(undo(three).changes).toEqual(one.changes);
    expect(undo(undo(three)).changes.size).toBe(0);
    expect(undo(undo(undo(three))).changes.size).toBe(0);
    expect(undo(takeAllBack(three)).changes.size).toBe(3);
  });

  test("are none when they say what is saved already", () => {
    const saved = line("09", { state: "mapped", target: ninth });
    expect(choose(noDraft, [{ line: saved, uri: ninth }]).changes.size).toBe(0);
    expect(choose(noDraft, [{ line: line("10"), uri: null }]).changes.size).toBe(0);
    expect(choose(noDraft, [{ line: saved, uri: null }]).changes.get(keyOf(saved))?.uri).toBeNull();
  });

  test("are kept when they were chosen while others were saved", () => {
    const later = choose(both, [{ line: line("9", { uses: 5 }), uri: "uri://other#9" }]);
    expect([...afterSaving(later, both.changes).changes.values()].map(({ uri }) => uri)).toEqual([
      "uri://other#9",
    ]);
    expect(afterSaving(both, both.changes).changes.size).toBe(0);
  });

  test("are taken back one by one", () => {
    expect(takeBack(both, keyOf(line("9"))).changes.has(keyOf(line("9")))).toBe(false);
  });
});

describe("the rows of the grid", () => {
  const lines = [
    line("A", { state: "valid" }),
    line("B", { uses: 1 }),
    line("C", { uses: 100, suggestion: { uri: ninth, reason: "same words", sure: true } }),
    line("D", { state: "mapped", target: "uri://gone#D", lost: true, uses: 50 }),
    line("E", { suggestion: { uri: ninth, reason: "near", sure: false } }),
  ];

  test("begin with what needs a person, most records first", () => {
    expect(arrange(lines, "").map(({ code }) => code)).toEqual(["C", "D", "E", "B", "A"]);
    expect(arrange(lines, " gone").map(({ code }) => code)).toEqual(["D"]);
    expect(arrange(lines, "grade level")).toHaveLength(5);
  });

  test("lead from one that needs a person to the next, and round", () => {
    const rows = withDraft(arrange(lines, ""), choose(noDraft, [{ line: line("D"), uri: ninth }]));
    const after = (code: string) => nextOpen(rows, keyOf(line(code)))?.line.code;
    expect(["C", "E", "B", "A"].map(after)).toEqual(["E", "B", "C", "C"]);
    expect(nextOpen(withDraft([line("A", { state: "valid" })], noDraft), undefined)).toBeUndefined();
  });

  test("fill in what is sure, and nothing else", () => {
    expect(sureChoices(withDraft(lines, noDraft)).map(({ line: { code } }) => code)).toEqual(["C"]);
    const chosen = choose(noDraft, [{ line: line("C"), uri: "uri://own#C" }]);
    expect(sureChoices(withDraft(lines, chosen))).toEqual([]);
  });

  test("say that they are not saved before anything else", () => {
    const [row] = withDraft([line("D", { lost: true })], noDraft);
    const [drafted] = withDraft(
      [line("D", { lost: true })],
      choose(noDraft, [{ line: line("D"), uri: ninth }]),
    );
    expect([row, drafted].map((each) => each && stateOf(each))).toEqual(["lost", "unsaved"]);
  });
});

describe("the types", () => {
  const typeLine = (name: string, unmapped: number): DescriptorTypeLine => ({
    type: `/ed-fi/${name}Descriptors`,
    readable: true,
    codes: 3,
    unmapped,
    unmappedUses: unmapped,
    uses: { same: 3, mapped: 0, open: unmapped },
    pulledAt: `2026-11-${10 + unmapped}T00:00:00.000Z`,
  });
  const types = [typeLine("sex", 2), typeLine("race", 0), typeLine("gradeLevel", 1)];

  test("are found by their words", () => {
    const find = (search: string, only = false) =>
      fittingTypes(types, { search, only, kept: new Set() }).map((each) => typeName(each.type));
    expect(find("Grade l")).toEqual(["Grade level"]);
    expect(find("", true)).toEqual(["Sex", "Grade level"]);
  });

  test("lead to the next one with something to map, but for what is chosen and not saved", () => {
    const none = new Map<string, { releasing: number }>();
    expect(nextOpenType(types, types[0]?.type, none)).toBe(types[2]?.type);
    expect(nextOpenType(types, types[2]?.type, none)).toBe(types[0]?.type);
    expect(
      nextOpenType(types, types[2]?.type, new Map([[types[0]?.type ?? "", { releasing: 2 }]])),
    ).toBeUndefined();
  });

  test("were read when the first of them was", () => {
    expect(readingOf(types)).toEqual({ at: "2026-11-10T00:00:00.000Z", read: 3, unread: 0, unreadable: 0 });
  });

  test("have names in words", () => {
    expect(typeName("/ed-fi/attendanceEventCategoryDescriptors")).toBe("Attendance event category");
    expect(typeName("/tpdm/credentialStatusDescriptors")).toBe("Credential status (tpdm)");
  });
});

describe("a value", () => {
  test("is a code and a namespace, which is short where the type goes without saying", () => {
    expect(splitUri(ninth)).toEqual({
      code: "Ninth grade",
      namespace: "uri://ed-fi.org/GradeLevelDescriptor",
    });
    expect(shortNamespace("uri://ed-fi.org/GradeLevelDescriptor", type)).toBe("uri://ed-fi.org");
    expect(shortNamespace("uri://ed-fi.org/SexDescriptor", type)).toBe("uri://ed-fi.org/SexDescriptor");
  });
});

describe("a file from a spreadsheet", () => {
  test("is read in the code page that it was written in", () => {
    expect(decodeText(new TextEncoder().encode("é"))).toBe("é");
    expect(decodeText(Uint8Array.of(0xe9))).toBe("é");
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0xe9, 0))).toBe("é");
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0xe9))).toBe("é");
  });
});

describe("keys in the grid", () => {
  const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
  const here = { index: 3, column: "target", last: 20 } as const;

  test("walk by cells, by pages and to the ends, and no further", () => {
    expect(placeAfter(press("ArrowDown"), here)).toEqual({ index: 4, column: "target" });
    expect(placeAfter(press("PageUp"), here)).toEqual({ index: 0, column: "target" });
    expect(placeAfter(press("ArrowDown", { metaKey: true }), here)).toEqual({ index: 20, column: "target" });
    expect(placeAfter(press("ArrowRight"), here)).toEqual({ index: 3, column: "state" });
    expect(placeAfter(press("Home"), here)).toEqual({ index: 3, column: "code" });
    expect(placeAfter(press("End", { ctrlKey: true }), here)).toEqual({ index: 20, column: "target" });
    expect(placeAfter(press("x"), here)).toBeUndefined();
    expect(placeAfter(press("ArrowDown", { altKey: true }), here)).toBeUndefined();
  });
});
