import { describe, expect, it } from "vitest";
import { emptyResync, localDay, localMinute, resyncProblems, wishOf } from "../../renderer/resync-draft.ts";
import { PushRequest } from "../../shared/domain/run.ts";

describe("a choice of what is sent again", () => {
  it("asks for nothing that was not filled in", () => {
    expect(wishOf(emptyResync)).toEqual({});
    expect(wishOf({ ...emptyResync, force: true })).toEqual({ force: true });
  });

  it("is a request as the contract has it, with moments of this machine's clock", () => {
    const wish = wishOf({
      resources: ["/ed-fi/grades"],
      schools: " 255901001, 255901002;3 ",
      dateFrom: "2026-11-20",
      dateTo: "2026-11-21",
      changedSince: "2026-11-20T07:30",
      changedUntil: "2026-11-21T07:30",
      failedSince: "2026-11-20T00:00",
      causes: [{ id: "7", title: "a cause" }],
      records: [{ id: "8", title: "a record" }],
      force: true,
    });
    expect(wish).toMatchObject({
      schools: ["255901001", "255901002", "3"],
      changedSince: new Date(2026, 10, 20, 7, 30).toISOString(),
      causes: ["7"],
      records: ["8"],
    });
    expect(PushRequest.parse({ connection: "c", ...wish })).toMatchObject(wish);
  });

  it("is told in a sentence what is wrong with it, by field", () => {
    expect(resyncProblems(emptyResync)).toEqual({});
    expect(resyncProblems({ ...emptyResync, schools: "Lincoln High" }).schools).toContain(
      '"Lincoln" is none',
    );
    expect(
      Object.keys(
        resyncProblems({
          ...emptyResync,
          dateFrom: "2026-11-22",
          dateTo: "2026-11-21",
          changedSince: "2026-11-22T08:00",
          changedUntil: "2026-11-22T07:59",
        }),
      ),
    ).toEqual(["dateTo", "changedUntil"]);
  });

  it("has days and minutes as fields write them", () => {
    const at = new Date(2026, 0, 5, 6, 7);
    expect(localDay(at)).toBe("2026-01-05");
    expect(localMinute(at)).toBe("2026-01-05T06:07");
  });
});
