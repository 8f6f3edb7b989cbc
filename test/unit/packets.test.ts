import { describe, expect, test } from "vitest";
import { hasMore, takeOf } from "../../electron/core/schedule/packets.ts";
import type { PushRequest } from "../../shared/domain/run.ts";
import { nothingSent } from "../hosts/fake-cli-figures.ts";

const request: PushRequest = { connection: "State", force: false, packet: 10 };
const full = { ...nothingSent, state: "done" as const, requests: 10, left: 5 };

describe("a submission in packets", () => {
  test("takes one packet after the other while something is left", () => {
    expect(takeOf(request, [])?.limit).toBe(10);
    expect(takeOf({ ...request, limit: 25 }, [{ requests: 20 }])?.limit).toBe(5);
    expect(takeOf({ ...request, limit: 20 }, [{ requests: 20 }])).toBeUndefined();
    expect(hasMore(request, full)).toBe(true);
    expect(hasMore(request, { ...full, requests: 3, left: 0 })).toBe(false);
  });

  test.each([
    ["forced", { force: true }],
    ["of a cause", { causes: ["1"] }],
    ["of a day", { dateFrom: "2026-11-21" }],
    ["of what failed", { failedSince: "2026-11-21T00:00:00Z" }],
    ["of records", { records: ["1"] }],
    ["of a school", { schools: ["1"] }],
    ["of what changed", { changedUntil: "2026-11-21T00:00:00Z" }],
  ])("is sent whole where each packet would begin with the same refused records: %s", (_, asked) => {
    expect(takeOf({ ...request, ...asked }, [])).not.toHaveProperty("limit");
    expect(hasMore({ ...request, ...asked }, full)).toBe(false);
  });
});
