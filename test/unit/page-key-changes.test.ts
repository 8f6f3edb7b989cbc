import { describe, expect, it } from "vitest";
import { changesIn, fateWords, keyChangeWords, stepWords } from "../../renderer/key-change-words.ts";
import type { KeyChanges } from "../../shared/domain/key-change.ts";

const found = (more: Partial<KeyChanges> = {}): KeyChanges => ({
  renames: [],
  recreations: 0,
  unconfirmed: 0,
  steps: [],
  changes: [],
  ...more,
});

describe("records whose keys changed", () => {
  it("are not spoken of where there are none", () => {
    expect(keyChangeWords(found())).toEqual([]);
  });

  it("get their new keys by themselves where the server changes keys", () => {
    const renames = [
      { resource: "/ed-fi/sections", records: 1200 },
      { resource: "/ed-fi/grades", records: 34 },
    ];
    expect(changesIn(found({ renames, recreations: 2 }))).toBe(1236);
    expect(keyChangeWords(found({ renames }))).toEqual([
      "1,234 records get their new keys on the server by themselves, with the next push.",
    ]);
    expect(keyChangeWords(found({ renames: [{ resource: "/ed-fi/sections", records: 1 }] }))).toEqual([
      "1 record gets its new key on the server by itself, with the next push.",
    ]);
  });

  it("are made anew where it does not, and that waits for a person", () => {
    expect(keyChangeWords(found({ recreations: 3, unconfirmed: 3 })).join(" ")).toMatch(
      /^3 records have keys that .* Nothing of this happens before you confirm it\.$/,
    );
    expect(keyChangeWords(found({ recreations: 3, unconfirmed: 1 })).join(" ")).toContain(
      "1 of them is held until you confirm it.",
    );
    expect(keyChangeWords(found({ recreations: 1 })).join(" ")).toMatch(
      /^1 record has a key that .* That is confirmed: each push goes on with what is left\.$/,
    );
  });

  it("are told apart by what becomes of each, and each step by what it does", () => {
    expect(fateWords({ how: "rename", confirmed: false })).toBe("gets its new key");
    expect(fateWords({ how: "recreate", confirmed: false })).toBe("held until confirmed");
    expect(fateWords({ how: "recreate", confirmed: true })).toBe("made anew");
    expect(new Set((["create", "move", "remove", "drop"] as const).map(stepWords)).size).toBe(4);
  });
});
