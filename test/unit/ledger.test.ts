import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { dayIn, isoDay, numberOfDay } from "../../electron/core/ledger/calendar.ts";
import { createKeyedDigests, keyBytes } from "../../electron/core/ledger/keyed-digests.ts";

describe("a day of the ledger", () => {
  test("is one of the connection's calendar, also in the hours in which that of Greenwich is another", () => {
    const evening = Date.parse("2026-10-29T03:30:00Z");
    expect(isoDay(dayIn("UTC", evening))).toBe("2026-10-29");
    expect(isoDay(dayIn("America/Chicago", evening))).toBe("2026-10-28");
    expect(isoDay(dayIn("Pacific/Auckland", Date.parse("2026-10-28T12:00:00Z")))).toBe("2026-10-29");
  });

  test("begins at midnight on the day on which the clocks are moved, too", () => {
    const dayOf = (text: string) => isoDay(dayIn("America/Chicago", Date.parse(text)));
    expect(dayOf("2026-11-01T04:59:59Z")).toBe("2026-10-31");
    expect(dayOf("2026-11-01T05:00:00Z")).toBe("2026-11-01");
    expect(dayOf("2026-11-02T05:59:59Z")).toBe("2026-11-01");
    expect(dayOf("2026-11-02T06:00:00Z")).toBe("2026-11-02");
  });

  test("is written as it is read", () => {
    for (const iso of ["1969-12-31", "1970-01-01", "2026-02-28", "2028-02-29"])
      expect(isoDay(numberOfDay(iso))).toBe(iso);
  });
});

describe("keyed digests", () => {
  const digests = Buffer.concat([randomBytes(16), randomBytes(16)]);

  test("are the same for the same digest and key, however many are made at once", () => {
    const key = randomBytes(keyBytes);
    const keyed = createKeyedDigests(key);
    const both = keyed(digests);
    expect(both).toHaveLength(32);
    expect(keyed(digests.subarray(16))).toEqual(both.subarray(16));
    expect(createKeyedDigests(key)(digests.subarray(0, 16))).toEqual(both.subarray(0, 16));
  });

  test("of another data folder have nothing in common with them", () => {
    const [one, other] = [randomBytes(keyBytes), randomBytes(keyBytes)].map((key) =>
      createKeyedDigests(key)(digests),
    );
    expect(one?.equals(digests)).toBe(false);
    expect(one?.subarray(0, 16).equals(other?.subarray(0, 16) as Buffer)).toBe(false);
  });
});
