import { describe, expect, it } from "vitest";
import { memberWords, theirWords, valueWords } from "../../renderer/their-words.ts";

describe("what somebody else changed", () => {
  it("is named by where it stands, counted as people count", () => {
    expect(memberWords("$.addresses[1].city")).toBe("addresses 2, city");
    expect(memberWords("$.birthData.birthDate")).toBe("birthData, birthDate");
    expect(memberWords("$")).toBe("the whole record");
  });

  it("is shown as words and numbers, and what is absent has a word of its own", () => {
    expect([undefined, null, "", 0, false, "none at all"].map(valueWords)).toEqual([
      "none",
      "none",
      "empty",
      "0",
      "false",
      "none at all",
    ]);
    expect(valueWords([{ city: "Grand Bend", apartment: null }, { city: "" }])).toBe(
      "city: Grand Bend, apartment: none; city: empty",
    );
  });

  it("is told with its time, where the server says it, and when it comes to the same", () => {
    const changed = { state: "changed" as const, ours: {}, differences: [{ path: "$.city", ours: "A" }] };
    expect(theirWords(changed)).toBe("Somebody else changed it on the server.");
    expect(theirWords({ ...changed, changedAt: "2026-11-20T10:00:00Z" })).toMatch(
      /^Somebody else changed it on the server on Nov \d+, 2026/,
    );
    expect(theirWords({ ...changed, differences: [] })).toContain("the same as ours");
    expect(theirWords({ ...changed, state: "gone" })).toContain("no longer on the server");
    expect(theirWords({ ...changed, state: "unchanged" })).toContain("accepted from this connection last");
  });
});
