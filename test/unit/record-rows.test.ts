import { describe, expect, it } from "vitest";
import { memberRows, membersOf } from "../../renderer/record-rows.ts";

const ours = {
  city: "Grand Bend",
  grades: [],
  addresses: [{ kind: "home", line: "1" }, { kind: "work" }],
  schoolReference: { schoolId: 255901 },
};

describe("a record beside the server's", () => {
  it("is told member by member, in its own order, and an empty list has its own line", () => {
    expect(membersOf(ours).map(({ path, value }) => [path, value])).toEqual([
      ["$.city", "Grand Bend"],
      ["$.grades", []],
      ["$.addresses[0].kind", "home"],
      ["$.addresses[0].line", "1"],
      ["$.addresses[1].kind", "work"],
      ["$.schoolReference.schoolId", 255901],
    ]);
  });

  it("says where they differ: a value, a part that the server lacks, and what only the server has", () => {
    const rows = memberRows(ours, [
      { path: "$.city", ours: "Grand Bend", theirs: "Other" },
      { path: "$.addresses[1]", ours: { kind: "work" } },
      { path: "$.addresses[10]", theirs: { kind: "mail" } },
    ]);
    expect(rows.filter(({ differs }) => differs)).toEqual([
      { path: "$.city", ours: "Grand Bend", theirs: "Other", differs: true },
      { path: "$.addresses[1].kind", ours: "work", theirs: undefined, differs: true },
      { path: "$.addresses[10]", ours: undefined, theirs: { kind: "mail" }, differs: true },
    ]);
    expect(rows).toHaveLength(7);
  });
});
