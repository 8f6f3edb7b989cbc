import { describe, expect, it } from "vitest";
import { filterProblem, filterText, findWish, noFilter, readFilter } from "../../renderer/record-filter.ts";
import { storyOf } from "../../renderer/record-story.ts";

describe("what narrows the list of records", () => {
  it("is read from an address as it was written there, and names that there are not are left out", () => {
    const filter = { ...noFilter, resource: "/tpdm/x", state: "to-send", file: "a b/ü&c.jsonl" };
    expect(readFilter(filterText(filter))).toEqual(filter);
    expect(readFilter("constructor=1&find=604822")).toEqual(noFilter);
    expect(readFilter(undefined)).toEqual(noFilter);
  });

  it("is asked for in the core's words; what is empty is not", () => {
    expect(findWish(noFilter, "  ")).toEqual({});
    expect(findWish({ ...noFilter, state: "to-send", school: "1" }, " 4822 ")).toEqual({
      find: "4822",
      states: ["new", "changed"],
      school: "1",
    });
    expect(filterProblem({ ...noFilter, school: "Grand Bend" })).toContain("number");
    expect(filterProblem({ ...noFilter, dateFrom: "2026-09-02", dateTo: "2026-09-01" })).toContain("Swap");
    expect(filterProblem({ ...noFilter, changedSince: "monday" })).toContain("Choose it anew");
    expect(filterProblem(noFilter)).toBeUndefined();
  });
});

describe("what became of a record", () => {
  it("is told the newest first, to the minute where that is known", () => {
    const story = storyOf({
      state: "sent",
      status: 200,
      sentAt: "2026-11-22T12:30:00.000Z",
      sends: [
        { day: "2026-11-22", what: "updated" },
        { day: "2026-11-20", what: "created" },
      ],
      history: [{ at: "2026-11-21T12:30:00.000Z", run: "1", state: "sent", status: 400, message: "No." }],
    });
    expect(story.map(({ words, status }) => [words, status])).toEqual([
      ["Updated on the server", 200],
      ["No.", 400],
      ["Created on the server", undefined],
    ]);
    expect(story[0]?.when).toContain(":30");
    expect(story[2]?.when).toBe("Nov 20, 2026");
  });
});
