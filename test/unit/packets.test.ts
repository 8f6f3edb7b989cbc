import { describe, expect, test } from "vitest";
import { hasMore, takeOf } from "../../electron/core/schedule/packets.ts";
import { Allowance } from "../../electron/core/sync/allowance.ts";
import type { PushRequest } from "../../shared/domain/run.ts";
import { nothingSent } from "../hosts/fake-cli-figures.ts";

const request: PushRequest = { connection: "State", force: false, packet: 10 };
const full = { ...nothingSent, state: "done" as const, requests: 10, left: 5 };

describe("a submission in packets", () => {
  test("takes one packet after the other while something is left", () => {
    expect(takeOf(request, [])?.limit).toBe(10);
    const past = [{ requests: 20, sent: { deleted: 0 } }];
    expect(takeOf({ ...request, limit: 25 }, past)?.limit).toBe(5);
    expect(takeOf({ ...request, limit: 20 }, past)).toBeUndefined();
    expect(hasMore(request, full)).toBe(true);
    expect(hasMore(request, { ...full, requests: 3, left: 0 })).toBe(false);
  });

  test("is cut by bytes, too, whatever the number of records", () => {
    const inBytes: PushRequest = { connection: "State", force: false, packetBytes: 5000 };
    expect(takeOf(inBytes, [])).toEqual({ connection: "State", force: false, limitBytes: 5000 });
    expect(takeOf({ ...inBytes, packet: 10 }, [])).toMatchObject({ limit: 10, limitBytes: 5000 });
    expect(hasMore(inBytes, full)).toBe(true);
    expect(hasMore(inBytes, { ...full, left: 0 })).toBe(false);
    expect(takeOf({ ...inBytes, force: true }, [])).not.toHaveProperty("limitBytes");
  });

  test.each([
    ["forced", { force: true }],
    ["of a cause", { causes: ["1"] }],
    ["of a day", { dateFrom: "2026-11-21" }],
    ["of what failed", { failedSince: "2026-11-21T00:00:00Z" }],
    ["of records", { records: ["1"] }],
    ["of a school", { schools: ["1"] }],
    ["with deletes", { deletes: "confirm" as const }],
    ["of what changed", { changedUntil: "2026-11-21T00:00:00Z" }],
  ])("is sent whole where each packet would begin with the same refused records: %s", (_, asked) => {
    expect(takeOf({ ...request, ...asked }, [])).not.toHaveProperty("limit");
    expect(hasMore({ ...request, ...asked }, full)).toBe(false);
  });

  test("that goes on after a pause deletes what is left of the total that was confirmed", () => {
    const confirmed: PushRequest = { ...request, deletes: "confirm", confirmDeletes: 30 };
    expect(takeOf(confirmed, [])).toMatchObject({ confirmDeletes: 30 });
    expect(takeOf(confirmed, [{ requests: 20, sent: { deleted: 12 } }])).toMatchObject({
      confirmDeletes: 18,
    });
  });
});

describe("what a run may take", () => {
  const taken = (allowance: Allowance, sizes: readonly number[]) =>
    sizes.filter((size) => allowance.take("x".repeat(size)));

  test("ends at its number of records, and those that were not sent after all give their place to others", () => {
    const allowance = new Allowance({ limit: 2 });
    expect(taken(allowance, [5, 5, 5])).toEqual([5, 5]);
    expect(allowance.isSpent).toBe(true);
    allowance.giveBack(1);
    expect(taken(allowance, [5, 5])).toEqual([5]);
  });

  test("ends at the first record that is too much, so that no smaller one goes before it", () => {
    const allowance = new Allowance({ limitBytes: 10 });
    expect(taken(allowance, [4, 6, 1])).toEqual([4, 6]);
    const other = new Allowance({ limitBytes: 10 });
    expect(taken(other, [4, 7, 1])).toEqual([4]);
    other.giveBack(1);
    expect(taken(other, [1])).toEqual([]);
  });

  test("is one record at least, however large it is; letters count by their bytes", () => {
    expect(taken(new Allowance({ limitBytes: 10 }), [50, 1])).toEqual([50]);
    expect(new Allowance({ limitBytes: 3 }).take("é")).toBe(true);
    const narrow = new Allowance({ limitBytes: 3 });
    expect([narrow.take("a"), narrow.take("éé")]).toEqual([true, false]);
  });
});
