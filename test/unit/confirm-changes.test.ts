import { describe, expect, test } from "vitest";
import { refusalOf } from "../../electron/core/sync/keychanges/confirm-changes.ts";

describe("a number of changed keys that was confirmed", () => {
  test("holds where there are as many, and where all of them were confirmed before: a push goes on after a pause", () => {
    expect(refusalOf(1200, 1200)).toBeUndefined();
    expect(refusalOf(0, 3)).toBeUndefined();
  });

  test("is refused with the present number where there are others by now", () => {
    expect(refusalOf(1201, 1)).toBe(
      "1 changed key was confirmed, and there are 1,201 now. Look at the list again, and confirm 1,201.",
    );
    expect(refusalOf(2, 0)).toContain("0 changed keys were confirmed, and there are 2 now.");
  });
});
